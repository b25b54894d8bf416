#include "fault_outcome.hpp"

#include <acs/error.hpp>

namespace {

std::string_view name_of(acs::errc value)
{
    using acs::errc;
    switch (value) {
    case errc::response_timeout:
        return "response_timeout";
    case errc::connection_lost:
        return "connection_lost";
    case errc::response_too_large:
        return "response_too_large";
    case errc::authentication_failed:
        return "authentication_failed";
    case errc::clock_skewed:
        return "clock_skewed";
    case errc::forbidden:
        return "forbidden";
    case errc::identity_not_found:
        return "identity_not_found";
    case errc::assignment_not_found:
        return "assignment_not_found";
    case errc::invalid_entra_token:
        return "invalid_entra_token";
    case errc::request_rejected:
        return "request_rejected";
    case errc::throttled:
        return "throttled";
    case errc::service_unavailable:
        return "service_unavailable";
    case errc::not_the_service:
        return "not_the_service";
    case errc::malformed_response:
        return "malformed_response";
    case errc::deadline_exceeded:
        return "deadline_exceeded";
    case errc::outcome_unknown:
        return "outcome_unknown";
    default:
        return {};
    }
}

} // namespace

std::string fault_outcome::text() const
{
    std::string made = "success";
    if (error) {
        made = name_of(*error);
        if (made.empty())
            made = "errc " + std::to_string(static_cast<int>(*error));
    }
    return made + ", " + std::to_string(requests) + " requests, " + std::to_string(opened) + " opened, " +
           std::to_string(left) + " left";
}
