#include "pipeline/rate_limiter.hpp"

#include <algorithm>
#include <cmath>

namespace acs::pipeline {

rate_limiter::rate_limiter(rate limit)
    // Rounded up: rather a little slower than above the limit.
    : interval_(static_cast<std::int64_t>(std::ceil(1e9 / limit.per_second))),
      tolerance_(static_cast<std::int64_t>((limit.burst - 1) * static_cast<double>(interval_.count())))
{}

boot_time rate_limiter::next(boot_time now) const
{
    // A moment in the past is not made up for: it would make the present one too dense.
    const auto place = returned_.lower_bound(now);
    return place != returned_.end() ? *place : std::max(now, arrival_ - tolerance_);
}

boot_time rate_limiter::reserve(boot_time now)
{
    const auto place = returned_.erase(returned_.begin(), returned_.lower_bound(now));
    if (place != returned_.end()) {
        const boot_time when = *place;
        returned_.erase(place);
        return when;
    }
    const boot_time when = std::max(now, arrival_ - tolerance_);
    const boot_time from = std::max(arrival_, now);
    arrival_ = from > boot_time::max() - interval_ ? boot_time::max() : from + interval_;
    return when;
}

void rate_limiter::give_back(boot_time when)
{
    returned_.insert(when);
}

} // namespace acs::pipeline
