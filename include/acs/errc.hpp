#ifndef ACS_ERRC_HPP
#define ACS_ERRC_HPP

#include <boost/system/error_code.hpp>
#include <string_view>
#include <type_traits>

namespace acs {

/// What went wrong, independent of HTTP. docs/errors.md says of each when it happens and what to do.
enum class errc : int
{
    // The arguments of the program. Nothing was sent.
    invalid_connection_string = 1, ///< not `endpoint=https://...;accesskey=...`
    invalid_access_key,            ///< not base64, or empty
    invalid_endpoint,              ///< not `https://host[:port]`
    insecure_endpoint,             ///< plain http to a host that is not loopback
    invalid_ca_file,               ///< the CA file can't be read or holds no certificate
    invalid_argument,              ///< an empty identity, a request id with control characters, ...
    no_scopes,                     ///< a token was asked for without a scope
    invalid_token_lifetime,        ///< a lifetime outside 60 to 1440 minutes
    invalid_proxy,                 ///< the proxy of the options or the environment is not
                                   ///< `http://[user:password@]host[:port]`

    // The way to the service.
    host_not_found = 20,           ///< the endpoint's host name has no address
    connect_failed,                ///< no address of the host accepted the connection
    connect_timeout,               ///< no connection within the connect timeout
    handshake_timeout,             ///< connected, but TLS did not get ready in time
    response_timeout,              ///< the request was sent, no complete answer came in time
    tls_failed,                    ///< TLS failed for a reason that is not the certificate
    certificate_untrusted,         ///< the certificate's authority isn't known, or the certificate is expired
    certificate_host_mismatch,     ///< the certificate belongs to another host
    connection_lost,               ///< the peer closed or reset the connection before the answer was complete
    response_too_large,            ///< head or body of the answer exceed the limits of the options
    proxy_authentication_required, ///< the proxy wants other credentials, or any (407)
    proxy_refused,                 ///< the proxy does not make a tunnel to the endpoint, or is no HTTP proxy

    // What the service said.
    authentication_failed = 40, ///< 401: wrong access key, or a bearer token that isn't accepted
    clock_skewed,       ///< 401, and this machine's clock differs from the service's by more than a minute
    forbidden,          ///< 403
    identity_not_found, ///< 404: the identity is unknown or deleted
    request_rejected,   ///< 400 and other 4xx: the service doesn't accept the request
    unsupported_api_version, ///< the service doesn't know the api-version of the options, or that one
                             ///< doesn't have the operation
    throttled,               ///< 429: over the service's quota
    service_unavailable,     ///< 5xx or 408: the service failed
    invalid_teams_token,     ///< 401 of the Teams exchange: the Entra token isn't valid
    invalid_entra_token,     ///< 401 of another exchange: the person's Entra token isn't accepted
    assignment_not_found,    ///< 404: the Teams extension assignment does not exist

    // Answers that ACS doesn't give.
    not_the_service = 60, ///< somebody else answered, such as a proxy with an HTML page
    malformed_response,   ///< a success status with a body that isn't what the operation answers

    // The call itself.
    deadline_exceeded = 80, ///< the call's deadline passed, or that of the credential it waits for
    canceled,               ///< the caller cancelled
    client_stopped,         ///< the client was destroyed, or a credential was stopped
    outcome_unknown,   ///< creating: no answer after sending, or one that leaves open whether it was done
    overloaded,        ///< the quota's queue is full, or longer than the call's deadline
    credential_failed, ///< the credential could not authorise the request
    internal,          ///< out of memory, or a defect of this library

    // The credentials of Entra ID.
    credential_unavailable = 88, ///< the credential is not configured on this machine

    // The token cache.
    infeasible = 90, ///< the quota can't renew so many tokens in time
    token_expired,   ///< the issuer gave a token that is not usable for as long as asked for

    // The snapshot of a token cache.
    snapshot_unreadable = 100, ///< it can't be opened, read or written, or others have access to the file
    snapshot_damaged,          ///< truncated, changed, sealed with another key, or another kind of file
    snapshot_foreign,          ///< of another resource, or of a version that this library doesn't know
    snapshot_outdated,         ///< from the future, or tokens were revoked since
};

/// The enumerator's name, such as `connect_timeout`: for logs, whose readers find it in docs/errors.md. Empty
/// if there is no such enumerator.
std::string_view to_string(errc value) noexcept;

/// The category `acs.identity`.
const boost::system::error_category& identity_category() noexcept;

/// Makes `errc` usable as `boost::system::error_code`.
inline boost::system::error_code make_error_code(errc value) noexcept
{
    return {static_cast<int>(value), identity_category()};
}

} // namespace acs

template <>
struct boost::system::is_error_code_enum<acs::errc> : std::true_type
{};

#endif
