#include <acs/observer_attributes.hpp>

namespace acs {

std::string_view error_type(errc value) noexcept
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
    return "_OTHER"; // OpenTelemetry's word for what has no name
}

} // namespace acs
