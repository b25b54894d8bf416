#include "cache/resource_health.hpp"

#include <acs/capacity.hpp>

#include <algorithm>

namespace acs::cache {

static_assert(resource_health::probe_every == probe_interval);

void resource_health::failed(
    failure kind, boot_time now, std::optional<std::chrono::milliseconds> retry_after, double random)
{
    if (kind == failure::throttled)
        return;
    if (kind == failure::authorisation) {
        stop(now);
    } else {
        failures_ = std::min(failures_ + 1, failures_to_open);
        if (state_ == state::closed && failures_ == failures_to_open) {
            state_ = state::open;
            next_probe_ = now + probe_every;
        }
    }
    if (retry_after) {
        const auto wait = std::min<std::chrono::milliseconds>(*retry_after, longest_retry_after);
        put_off(now + wait + std::chrono::nanoseconds(static_cast<std::int64_t>(random * 1e9)));
    }
}

void resource_health::stop(boot_time now)
{
    if (state_ != state::stopped) {
        state_ = state::stopped;
        next_probe_ = now + slow_probe_;
    } else if (probing_) {
        // Only the probe's answer counts: others may have been on their way since before the stop.
        slow_probe_ = std::min(slow_probe_ * 2, slowest_probe);
        put_off(now + slow_probe_);
    }
    probing_ = false;
}

void resource_health::put_off(boot_time until)
{
    next_probe_ = std::max(next_probe_, until);
}

void resource_health::succeeded(boot_time /*now*/)
{
    *this = resource_health();
}

void resource_health::probe_started(boot_time now)
{
    if (state_ == state::closed)
        return;
    probing_ = true;
    next_probe_ = now + (state_ == state::open ? probe_every : slow_probe_);
}

boot_time resource_health::next_start(boot_time now) const
{
    return state_ == state::closed ? now : std::max(now, next_probe_);
}

} // namespace acs::cache
