#include "cache/call_health.hpp"

namespace acs::cache {

namespace {

// What an error says of the service; none if it says nothing.
std::optional<resource_health::failure> meaning(errc why)
{
    switch (why) {
    case errc::host_not_found:
    case errc::connect_failed:
    case errc::connect_timeout:
    case errc::handshake_timeout:
    case errc::response_timeout:
    case errc::tls_failed:
    case errc::certificate_untrusted:
    case errc::certificate_host_mismatch:
    case errc::connection_lost:
    case errc::proxy_authentication_required:
    case errc::proxy_refused:
    case errc::service_unavailable:
    case errc::not_the_service:
    case errc::malformed_response:
    case errc::response_too_large:
    case errc::deadline_exceeded:
    case errc::internal:
        return resource_health::failure::transient;
    case errc::authentication_failed:
    case errc::clock_skewed:
    case errc::forbidden:
    case errc::credential_failed:
    case errc::credential_unavailable:
        return resource_health::failure::authorisation;
    case errc::throttled:
        return resource_health::failure::throttled;
    default:
        return std::nullopt;
    }
}

// The service looked at the request and answered for this identity alone.
bool is_answer(errc why)
{
    return why == errc::identity_not_found || why == errc::request_rejected ||
           why == errc::invalid_teams_token;
}

} // namespace

call_health::change call_health::ended(const error* why, std::uint32_t about, boot_time now, double random)
{
    const std::lock_guard lock(mutex_);
    const cache_health before = read();
    const auto code = why ? static_cast<errc>(why->code().value()) : errc();
    const bool forbidden = why && code == errc::forbidden;
    const bool known = forbidden && about == std::exchange(last_forbidden_, about);
    if (forbidden && (known || forbidden_ + 1 < forbidden_to_stop)) {
        forbidden_ += known ? 0 : 1; // perhaps this identity alone: it belongs to another resource
    } else if (!why || is_answer(code)) {
        forbidden_ = 0;
        health_.succeeded(now);
    } else if (const auto failure = meaning(code)) {
        health_.failed(*failure, now, why->retry_after(), random);
    }
    return {before, read()};
}

cache_health call_health::read() const
{
    switch (health_.current()) {
    case resource_health::state::open:
        return cache_health::unreachable;
    case resource_health::state::stopped:
        return cache_health::refused;
    case resource_health::state::closed:
        break;
    }
    return cache_health::healthy;
}

bool call_health::is_healthy() const
{
    return state() == cache_health::healthy;
}

cache_health call_health::state() const
{
    const std::lock_guard lock(mutex_);
    return read();
}

boot_time call_health::next_start(boot_time now) const
{
    const std::lock_guard lock(mutex_);
    return health_.next_start(now);
}

void call_health::started(boot_time now)
{
    const std::lock_guard lock(mutex_);
    if (health_.current() != resource_health::state::closed)
        health_.probe_started(now);
}

} // namespace acs::cache
