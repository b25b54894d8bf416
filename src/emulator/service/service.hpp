#ifndef ACS_EMULATOR_SERVICE_HPP
#define ACS_EMULATOR_SERVICE_HPP

#include "emulator/protocol/exchange.hpp"

#include <acs/emulator.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace acs::emulation {

class entra_directory;

/// What makes one emulated resource differ from another.
struct service_settings
{
    std::string access_key;    ///< base64, checked by the constructor
    std::string resource_id;   ///< GUID, lower case; empty: drawn from the seed
    std::string token_key_pem; ///< RSA private key for RS256; empty: made when first needed
    token_signing signing = token_signing::rs256;
    std::size_t token_bytes = 0; ///< how long an access token is at least
    bool quotas = false;
    std::chrono::seconds clock_tolerance{300};
    std::uint64_t seed = 1;
    bool tls = true;          ///< whether the service is reached by https
    std::string arc_key_file; ///< where Azure Arc's key is; empty: there is no Arc
};

/// The rules of the service and the control interface: request in, reply out. Knows no socket, timer or
/// clock. Not thread-safe: one caller at a time.
class service
{
public:
    explicit service(service_settings settings);
    ~service();

    /// Answers one request. `now` is the time source's civil time; the virtual clock's offset is added
    /// inside.
    reply handle(const request& received, wall_time now);

    /// Entra's side. What follows from the access key doesn't change and may be read from any thread.
    const entra_directory& directory() const;

    /// Counts connections for `stats`.
    void connection_opened(std::uint64_t connection);
    void connection_closed(std::uint64_t connection);

    /// Everything that must survive a restart (identities, revocations, resource id, token key), as JSON
    /// text.
    std::string save() const;
    /// Takes over what `save` wrote. \throws std::runtime_error with a reason, leaving the state as it was.
    void load(const std::string& json);

private:
    class state;
    std::unique_ptr<state> state_;
};

} // namespace acs::emulation

#endif
