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
    return std::max(now, arrival_ - tolerance_);
}

boot_time rate_limiter::reserve(boot_time now)
{
    const boot_time when = next(now);
    arrival_ = std::max(arrival_, now) + interval_;
    return when;
}

} // namespace acs::pipeline
