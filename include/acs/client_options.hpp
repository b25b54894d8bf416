#ifndef ACS_CLIENT_OPTIONS_HPP
#define ACS_CLIENT_OPTIONS_HPP

#include <acs/access_key_credential.hpp>
#include <acs/credential.hpp>
#include <acs/quota.hpp>
#include <acs/result.hpp>
#include <acs/secret.hpp>
#include <acs/time_source.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace acs {

struct observer;

/**
 * \brief How an \ref identity_client works: where the service is, what authorises, and the limits.
 * \details Made by one of the three functions, then changed by setters, each of which returns the object.
 * \par Thread safety
 * Distinct objects: safe.
 */
class client_options
{
public:
    using duration = std::chrono::nanoseconds;

    /**
     * \brief From a connection string:
     * `endpoint=https://<resource>.communication.azure.com/;accesskey=<base64>`. \return
     * errc::invalid_connection_string, invalid_endpoint, insecure_endpoint or invalid_access_key; the error's
     * text never contains the key.
     */
    static result<client_options> from_connection_string(std::string_view text);
    /// From endpoint and access key. \return errc::invalid_endpoint, insecure_endpoint or invalid_access_key.
    static result<client_options> with_access_key(std::string_view endpoint, const secret& key);
    /// From endpoint and any credential. \return errc::invalid_endpoint, insecure_endpoint; invalid_argument
    /// if null.
    static result<client_options> with_credential(
        std::string_view endpoint, std::shared_ptr<acs::credential> credential);

    /// The endpoint's URL, without a trailing slash.
    const std::string& endpoint() const { return endpoint_; }
    /// What authorises the requests.
    const std::shared_ptr<acs::credential>& credential() const { return credential_; }
    /// The access key, to be replaced at run time; null if the client was made with another credential.
    std::shared_ptr<access_key_credential> access_key() const;

    /// The `api-version` of every request. Default: 2023-10-01, the newest that a generally available
    /// official SDK uses. Some operations need another; see docs/operations.md.
    client_options& api_version(std::string value)
    {
        api_version_ = std::move(value);
        return *this;
    }
    const std::string& api_version() const { return api_version_; }
    /// Stands at the start of the User-Agent. At most 24 visible characters are used (the Azure SDKs' limit).
    client_options& application_id(std::string value)
    {
        application_id_ = std::move(value);
        return *this;
    }
    const std::string& application_id() const { return application_id_; }
    /// PEM file with certificates of further authorities, beside the system's (or those of SSL_CERT_FILE).
    client_options& ca_file(std::string value)
    {
        ca_file_ = std::move(value);
        return *this;
    }
    const std::string& ca_file() const { return ca_file_; }
    /// The HTTP proxy that makes tunnels (CONNECT) to the endpoint: `http://[user:password@]host[:port]`; the
    /// port is 80 if it is left out; an empty text says that there is none. Default, if this is never called:
    /// that of the environment (HTTPS_PROXY, ALL_PROXY, NO_PROXY), read once, when the client is made. A URL
    /// that can't be used fails the calls with errc::invalid_proxy. See docs/proxies.md.
    client_options& proxy(std::string_view url)
    {
        proxy_.emplace(url);
        return *this;
    }
    /// The proxy's URL, which may hold a password; no value if \ref proxy was not called.
    const std::optional<secret>& proxy() const { return proxy_; }

    /// Limit of a whole call, waiting, DNS, TLS and retries included. Default: 60 s.
    client_options& deadline(duration value)
    {
        deadline_ = value;
        return *this;
    }
    duration deadline() const { return deadline_; }
    /// Limit of resolving and connecting, for each attempt. Default: 10 s.
    client_options& connect_timeout(duration value)
    {
        connect_timeout_ = value;
        return *this;
    }
    duration connect_timeout() const { return connect_timeout_; }
    /// Limit of the TLS handshake, for each attempt. Default: 10 s.
    client_options& handshake_timeout(duration value)
    {
        handshake_timeout_ = value;
        return *this;
    }
    duration handshake_timeout() const { return handshake_timeout_; }
    /// Limit of sending the request and receiving the answer, for each attempt. Default: 20 s.
    client_options& response_timeout(duration value)
    {
        response_timeout_ = value;
        return *this;
    }
    duration response_timeout() const { return response_timeout_; }

    /// How many connections there are at most; further calls wait in order. Default: 32; at least 1.
    client_options& max_connections(std::size_t value)
    {
        max_connections_ = value;
        return *this;
    }
    std::size_t max_connections() const { return max_connections_; }
    /// A connection unused for longer is not used again. Default: 60 s.
    client_options& idle_timeout(duration value)
    {
        idle_timeout_ = value;
        return *this;
    }
    duration idle_timeout() const { return idle_timeout_; }
    /// The largest head of an answer, in bytes: 1 KiB to 16 MiB. Default: 16 KiB; an answer of the service
    /// has about 1 KiB.
    client_options& max_response_head(std::size_t value)
    {
        max_response_head_ = value;
        return *this;
    }
    std::size_t max_response_head() const { return max_response_head_; }
    /// The largest body of an answer, in bytes. Default: 1 MiB.
    client_options& max_response_body(std::size_t value)
    {
        max_response_body_ = value;
        return *this;
    }
    std::size_t max_response_body() const { return max_response_body_; }

    /// How often a failed attempt is repeated. Default: 3, as in the Azure SDKs.
    client_options& max_retries(unsigned value)
    {
        max_retries_ = value;
        return *this;
    }
    unsigned max_retries() const { return max_retries_; }
    /// The wait before the first retry; it doubles with each, and is drawn at random between 0 and that.
    /// Default: 0.8 s.
    client_options& retry_base_delay(duration value)
    {
        retry_base_delay_ = value;
        return *this;
    }
    duration retry_base_delay() const { return retry_base_delay_; }
    /// The longest wait before a retry, unless the service asks for more. Default: 60 s.
    client_options& retry_max_delay(duration value)
    {
        retry_max_delay_ = value;
        return *this;
    }
    duration retry_max_delay() const { return retry_max_delay_; }

    /// What the jitter of delays is drawn with: a function that gives numbers from 0 to below 1, from any
    /// thread. Default, and if empty: a generator of the library's. Tests take one that they can foresee.
    client_options& jitter(std::function<double()> value)
    {
        jitter_ = std::move(value);
        return *this;
    }
    const std::function<double()>& jitter() const { return jitter_; }
    /// Whether the creating operations are repeated even if the service may have executed them, as the other
    /// SDKs do; an identity that nobody knows of may be left then. Default: no, they end with
    /// errc::outcome_unknown.
    client_options& repeat_creation(bool value)
    {
        repeat_creation_ = value;
        return *this;
    }
    bool repeat_creation() const { return repeat_creation_; }

    /// The limit on calls, shared with other clients by copying the handle. Default: none.
    client_options& quota(acs::quota value)
    {
        quota_ = std::move(value);
        return *this;
    }
    const acs::quota& quota() const { return quota_; }
    /// The clock. Default, and if null: the real one. Tests take \ref manual_clock.
    client_options& time(std::shared_ptr<time_source> value)
    {
        time_ = value ? std::move(value) : time_source::system();
        return *this;
    }
    const std::shared_ptr<time_source>& time() const { return time_; }
    /// Who is told about calls, attempts, retries and connections; include <acs/observer.hpp>. Default:
    /// nobody.
    client_options& observer(std::shared_ptr<const acs::observer> value)
    {
        observer_ = std::move(value);
        return *this;
    }
    const std::shared_ptr<const acs::observer>& observer() const { return observer_; }

private:
    client_options(std::string endpoint, std::shared_ptr<acs::credential> credential);

    std::string endpoint_;
    std::shared_ptr<acs::credential> credential_;
    std::string api_version_ = "2023-10-01";
    std::string application_id_;
    std::string ca_file_;
    std::optional<secret> proxy_;
    duration deadline_ = std::chrono::seconds(60);
    duration connect_timeout_ = std::chrono::seconds(10);
    duration handshake_timeout_ = std::chrono::seconds(10);
    duration response_timeout_ = std::chrono::seconds(20);
    std::size_t max_connections_ = 32;
    duration idle_timeout_ = std::chrono::seconds(60);
    std::size_t max_response_head_ = 16 * 1024;
    std::size_t max_response_body_ = 1024 * 1024;
    unsigned max_retries_ = 3;
    duration retry_base_delay_ = std::chrono::milliseconds(800);
    duration retry_max_delay_ = std::chrono::seconds(60);
    std::function<double()> jitter_;
    bool repeat_creation_ = false;
    acs::quota quota_;
    std::shared_ptr<time_source> time_ = time_source::system();
    std::shared_ptr<const acs::observer> observer_;
};

} // namespace acs

#endif
