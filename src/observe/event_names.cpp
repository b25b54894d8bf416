#include <acs/credential_events.hpp>
#include <acs/observer_events.hpp>

namespace acs {

std::string_view to_string(retry_reason value) noexcept
{
    switch (value) {
    case retry_reason::backoff:
        return "backoff";
    case retry_reason::retry_after:
        return "retry_after";
    case retry_reason::stale_connection:
        return "stale_connection";
    case retry_reason::corrected_clock:
        return "corrected_clock";
    case retry_reason::claims_challenge:
        return "claims_challenge";
    }
    return "_OTHER";
}

std::string_view to_string(retry_refusal value) noexcept
{
    switch (value) {
    case retry_refusal::retries_used:
        return "retries_used";
    case retry_refusal::budget_empty:
        return "budget_empty";
    case retry_refusal::deadline_too_near:
        return "deadline_too_near";
    case retry_refusal::outcome_unknown:
        return "outcome_unknown";
    }
    return "_OTHER";
}

std::string_view to_string(throttle_source value) noexcept
{
    switch (value) {
    case throttle_source::service:
        return "service";
    case throttle_source::quota:
        return "quota";
    case throttle_source::quota_refused:
        return "quota_refused";
    }
    return "_OTHER";
}

std::string_view to_string(close_reason value) noexcept
{
    switch (value) {
    case close_reason::idle:
        return "idle";
    case close_reason::keep_alive_ended:
        return "keep_alive_ended";
    case close_reason::peer_asked:
        return "peer_asked";
    case close_reason::peer_closed:
        return "peer_closed";
    case close_reason::failed:
        return "failed";
    case close_reason::interrupted:
        return "interrupted";
    case close_reason::client_stopped:
        return "client_stopped";
    }
    return "_OTHER";
}

std::string_view to_string(token_fetch_reason value) noexcept
{
    switch (value) {
    case token_fetch_reason::first:
        return "first";
    case token_fetch_reason::ahead:
        return "ahead";
    case token_fetch_reason::expired:
        return "expired";
    case token_fetch_reason::rejected:
        return "rejected";
    }
    return "_OTHER";
}

} // namespace acs
