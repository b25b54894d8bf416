#ifndef ACS_EMULATOR_HPP
#define ACS_EMULATOR_HPP

#include <acs/secret.hpp>
#include <acs/time_source.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace acs {

/// How the emulator signs the access tokens it issues.
enum class token_signing
{
    /// RSA-2048 with SHA-256, as the service does.
    rs256,
    /// HMAC-SHA256: a token costs a hundredth. For load tests.
    hs256,
};

/// Options of an \ref emulator. Every setter returns the object.
class emulator_options
{
public:
    /// TCP port; 0 (the default) takes any free one.
    emulator_options& port(std::uint16_t value)
    {
        port_ = value;
        return *this;
    }
    /// The access key in base64. Default: a random one.
    emulator_options& access_key(secret value)
    {
        access_key_ = std::move(value);
        return *this;
    }
    /// Folder for the CA certificate and what has to survive a restart. Default: a temporary folder, removed
    /// at the end.
    emulator_options& state_dir(std::string value)
    {
        state_dir_ = std::move(value);
        return *this;
    }
    /// The clock. Default: the real one.
    emulator_options& time(std::shared_ptr<time_source> value)
    {
        time_ = std::move(value);
        return *this;
    }
    /// Host names and addresses in the server's certificate. Default: localhost, 127.0.0.1, ::1.
    emulator_options& certificate_hosts(std::vector<std::string> value)
    {
        certificate_hosts_ = std::move(value);
        return *this;
    }
    /// How tokens are signed. Default: RS256.
    emulator_options& signing(token_signing value)
    {
        signing_ = value;
        return *this;
    }
    /// How long an access token is at least, in bytes: shorter ones get a claim `padding`. Default: 0.
    emulator_options& token_bytes(std::size_t value)
    {
        token_bytes_ = value;
        return *this;
    }
    /// Whether the published quotas (per 30 s) are enforced. Default: no.
    emulator_options& quotas(bool value)
    {
        quotas_ = value;
        return *this;
    }
    /// How far a request's date may lie from the emulator's clock. Default: 300 s.
    emulator_options& clock_tolerance(std::chrono::seconds value)
    {
        clock_tolerance_ = value;
        return *this;
    }
    /// Serve HTTPS (the default) or plain HTTP.
    emulator_options& tls(bool value)
    {
        tls_ = value;
        return *this;
    }
    /// Seed of everything random that a test may want to repeat: identities, fault probabilities. Default: 1.
    emulator_options& seed(std::uint64_t value)
    {
        seed_ = value;
        return *this;
    }

    /// TCP port of the metadata endpoints, which give out managed identities' tokens over plain HTTP; 0 (the
    /// default) takes any free one.
    emulator_options& metadata_port(std::uint16_t value)
    {
        metadata_port_ = value;
        return *this;
    }
    /// Whether there are metadata endpoints. Default: yes.
    emulator_options& metadata(bool value)
    {
        metadata_ = value;
        return *this;
    }

    std::uint16_t port() const { return port_; }
    const secret& access_key() const { return access_key_; }
    const std::string& state_dir() const { return state_dir_; }
    const std::shared_ptr<time_source>& time() const { return time_; }
    const std::vector<std::string>& certificate_hosts() const { return certificate_hosts_; }
    token_signing signing() const { return signing_; }
    std::size_t token_bytes() const { return token_bytes_; }
    bool quotas() const { return quotas_; }
    std::chrono::seconds clock_tolerance() const { return clock_tolerance_; }
    bool tls() const { return tls_; }
    std::uint64_t seed() const { return seed_; }
    std::uint16_t metadata_port() const { return metadata_port_; }
    bool metadata() const { return metadata_; }

private:
    std::uint16_t port_ = 0;
    secret access_key_;
    std::string state_dir_;
    std::shared_ptr<time_source> time_ = time_source::system();
    std::vector<std::string> certificate_hosts_{"localhost", "127.0.0.1", "::1"};
    token_signing signing_ = token_signing::rs256;
    std::size_t token_bytes_ = 0;
    bool quotas_ = false;
    std::chrono::seconds clock_tolerance_{300};
    bool tls_ = true;
    std::uint64_t seed_ = 1;
    std::uint16_t metadata_port_ = 0;
    bool metadata_ = true;
};

/// The answer of \ref emulator::control.
struct control_reply
{
    /// HTTP status.
    int status = 0;
    /// JSON text, or empty.
    std::string body;
};

/**
 * \brief An in-process stand-in for the ACS identity service: real HTTPS on a loopback port, real signatures,
 * quotas, faults and a virtual clock. See docs/emulator.md.
 * \details Runs on a thread of its own, from construction to destruction.
 * \par Thread safety
 * All functions may be called from any thread.
 */
class emulator
{
public:
    /**
     * \brief Starts serving.
     * \throws boost::system::system_error if the port can't be bound, or the state folder can't be written or
     * is in use by another emulator; std::runtime_error if a file in the state folder is damaged;
     * std::invalid_argument if the access key isn't base64 or a certificate host is neither a name nor an
     * address.
     */
    explicit emulator(emulator_options options = emulator_options());
    emulator(const emulator&) = delete;
    emulator& operator=(const emulator&) = delete;
    /// Stops serving at once, whatever is still going on; open connections are closed. Saves the state, see
    /// \ref save_state, but can't tell if that fails.
    ~emulator();

    /// `https://127.0.0.1:<port>`
    std::string endpoint() const;
    /// `endpoint=...;accesskey=...`: contains the access key.
    std::string connection_string() const;
    /// The access key, in base64: the one from the options, the one kept in the state folder, or a random
    /// one.
    secret access_key() const;
    /// Path of the PEM file with the certificate of the emulator's authority; empty without TLS.
    std::string ca_file() const;
    /// Absolute path of the state folder; empty if none was asked for.
    std::string state_dir() const;
    /// The port it listens on.
    std::uint16_t port() const;

    /// Where it stands in for Entra ID, as AZURE_AUTHORITY_HOST names it: the same address as the service.
    std::string authority_host() const;
    /// The tenant that Entra's side knows from the start, a GUID. Follows from the access key.
    std::string tenant_id() const;
    /// The client id of the app that it knows from the start, a GUID. Follows from the access key.
    std::string client_id() const;
    /// That app's secret. Follows from the access key.
    secret client_secret() const;
    /// `http://127.0.0.1:<port>`: where managed identities' tokens are. As AZURE_POD_IDENTITY_AUTHORITY_HOST
    /// it stands in for a virtual machine's metadata service, and with `/msi/token` behind, as
    /// IDENTITY_ENDPOINT, for App Service's. Empty without metadata endpoints.
    std::string metadata_endpoint() const;
    /// What App Service gives its programs as IDENTITY_HEADER. Follows from the access key.
    secret identity_header() const;

    /**
     * \brief The control interface, without a socket: what a request to `/_emulator/<path>` does.
     * \details Runs on the emulator's thread, between two requests. Not touched by faults.
     * \param method HTTP method. \param path e.g. `faults`, with or without `/_emulator/`. \param json the
     * body.
     */
    control_reply control(std::string_view method, std::string_view path, std::string_view json = {});

    /**
     * \brief Writes what has to survive a restart to the state folder. Without one it does nothing.
     * \details Happens by itself at the start and at the end only: what a killed emulator knew is lost since
     * then. \throws boost::system::system_error if the folder can't be written.
     */
    void save_state();

private:
    class impl;
    std::unique_ptr<impl> impl_;
};

} // namespace acs

#endif
