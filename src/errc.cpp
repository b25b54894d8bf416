#include <acs/errc.hpp>

#include <string>

namespace acs {

namespace {

class identity_error_category final : public boost::system::error_category
{
public:
    identity_error_category() : error_category(0x8f2c5d1ab7e94036ULL) {}

    const char* name() const noexcept override { return "acs.identity"; }
    std::string message(int value) const override { return describe(static_cast<errc>(value)); }

private:
    static const char* describe(errc value) noexcept;
};

const char* identity_error_category::describe(errc value) noexcept
{
    switch (value) {
    case errc::invalid_connection_string:
        return "the connection string is malformed";
    case errc::invalid_access_key:
        return "the access key is not base64";
    case errc::invalid_endpoint:
        return "the endpoint is not a URL of the form https://host[:port]";
    case errc::insecure_endpoint:
        return "the endpoint is plain http and not loopback";
    case errc::invalid_ca_file:
        return "the CA file can't be used";
    case errc::invalid_argument:
        return "an argument is invalid";
    case errc::no_scopes:
        return "no scopes were given";
    case errc::invalid_token_lifetime:
        return "the token lifetime is out of range";
    case errc::invalid_proxy:
        return "the proxy's URL can't be used";
    case errc::host_not_found:
        return "the host was not found";
    case errc::connect_failed:
        return "no connection could be made";
    case errc::connect_timeout:
        return "connecting took too long";
    case errc::handshake_timeout:
        return "the TLS handshake took too long";
    case errc::response_timeout:
        return "the answer took too long";
    case errc::tls_failed:
        return "TLS failed";
    case errc::certificate_untrusted:
        return "the server's certificate is not trusted";
    case errc::certificate_host_mismatch:
        return "the server's certificate is for another host";
    case errc::connection_lost:
        return "the connection was lost before the answer was complete";
    case errc::response_too_large:
        return "the answer is larger than allowed";
    case errc::proxy_authentication_required:
        return "the proxy asks for credentials";
    case errc::proxy_refused:
        return "the proxy refused the tunnel";
    case errc::authentication_failed:
        return "the service refused the credential";
    case errc::clock_skewed:
        return "the service refused the request's date";
    case errc::forbidden:
        return "the service forbids this";
    case errc::identity_not_found:
        return "the identity does not exist";
    case errc::request_rejected:
        return "the service rejected the request";
    case errc::unsupported_api_version:
        return "the api-version is not known or does not have the operation";
    case errc::throttled:
        return "the service's quota is used up";
    case errc::service_unavailable:
        return "the service failed";
    case errc::invalid_teams_token:
        return "the Entra token of the Teams user is not valid";
    case errc::invalid_entra_token:
        return "the Entra token is not accepted";
    case errc::assignment_not_found:
        return "the assignment does not exist";
    case errc::not_the_service:
        return "the answer did not come from Azure Communication Services";
    case errc::malformed_response:
        return "the service's answer is not what the operation answers";
    case errc::deadline_exceeded:
        return "the call's deadline passed";
    case errc::canceled:
        return "the call was cancelled";
    case errc::client_stopped:
        return "the client was destroyed";
    case errc::outcome_unknown:
        return "it is unknown whether the service executed the request";
    case errc::overloaded:
        return "too many calls are waiting";
    case errc::credential_failed:
        return "the credential could not authorise the request";
    case errc::credential_unavailable:
        return "the credential is not configured on this machine";
    case errc::internal:
        return "internal error";
    case errc::infeasible:
        return "the quota can't renew so many tokens in time";
    case errc::token_expired:
        return "the token is not usable for as long as asked for";
    case errc::snapshot_unreadable:
        return "the snapshot can't be read or written";
    case errc::snapshot_damaged:
        return "the snapshot is damaged, or was saved with another key";
    case errc::snapshot_foreign:
        return "the snapshot is of another resource or version";
    case errc::snapshot_outdated:
        return "the snapshot is from the future, or from before a revocation";
    }
    return "no error";
}

} // namespace

std::string_view to_string(errc value) noexcept
{
    switch (value) {
    case errc::invalid_connection_string:
        return "invalid_connection_string";
    case errc::invalid_access_key:
        return "invalid_access_key";
    case errc::invalid_endpoint:
        return "invalid_endpoint";
    case errc::insecure_endpoint:
        return "insecure_endpoint";
    case errc::invalid_ca_file:
        return "invalid_ca_file";
    case errc::invalid_argument:
        return "invalid_argument";
    case errc::no_scopes:
        return "no_scopes";
    case errc::invalid_token_lifetime:
        return "invalid_token_lifetime";
    case errc::invalid_proxy:
        return "invalid_proxy";
    case errc::host_not_found:
        return "host_not_found";
    case errc::connect_failed:
        return "connect_failed";
    case errc::connect_timeout:
        return "connect_timeout";
    case errc::handshake_timeout:
        return "handshake_timeout";
    case errc::response_timeout:
        return "response_timeout";
    case errc::tls_failed:
        return "tls_failed";
    case errc::certificate_untrusted:
        return "certificate_untrusted";
    case errc::certificate_host_mismatch:
        return "certificate_host_mismatch";
    case errc::connection_lost:
        return "connection_lost";
    case errc::response_too_large:
        return "response_too_large";
    case errc::proxy_authentication_required:
        return "proxy_authentication_required";
    case errc::proxy_refused:
        return "proxy_refused";
    case errc::authentication_failed:
        return "authentication_failed";
    case errc::clock_skewed:
        return "clock_skewed";
    case errc::forbidden:
        return "forbidden";
    case errc::identity_not_found:
        return "identity_not_found";
    case errc::request_rejected:
        return "request_rejected";
    case errc::unsupported_api_version:
        return "unsupported_api_version";
    case errc::throttled:
        return "throttled";
    case errc::service_unavailable:
        return "service_unavailable";
    case errc::invalid_teams_token:
        return "invalid_teams_token";
    case errc::invalid_entra_token:
        return "invalid_entra_token";
    case errc::assignment_not_found:
        return "assignment_not_found";
    case errc::not_the_service:
        return "not_the_service";
    case errc::malformed_response:
        return "malformed_response";
    case errc::deadline_exceeded:
        return "deadline_exceeded";
    case errc::canceled:
        return "canceled";
    case errc::client_stopped:
        return "client_stopped";
    case errc::outcome_unknown:
        return "outcome_unknown";
    case errc::overloaded:
        return "overloaded";
    case errc::credential_failed:
        return "credential_failed";
    case errc::credential_unavailable:
        return "credential_unavailable";
    case errc::internal:
        return "internal";
    case errc::infeasible:
        return "infeasible";
    case errc::token_expired:
        return "token_expired";
    case errc::snapshot_unreadable:
        return "snapshot_unreadable";
    case errc::snapshot_damaged:
        return "snapshot_damaged";
    case errc::snapshot_foreign:
        return "snapshot_foreign";
    case errc::snapshot_outdated:
        return "snapshot_outdated";
    }
    return {};
}

const boost::system::error_category& identity_category() noexcept
{
    static const identity_error_category instance;
    return instance;
}

} // namespace acs
