#include "pipeline/rate_limiter.hpp"

#include <algorithm>
#include <cmath>

namespace acs::pipeline {

rate_limiter::rate_limiter(rate limit)
    // Rounded up: rather a little slower than above the limit.
    : interval_(static_cast<std::int64_t>(std::ceil(1e9 / limit.per_second))),
      tolerance_(static_cast<std::int64_t>((limit.burst - 1) * static_cast<double>(interval_.count())))
{}

boot_time rate_limiter::next(boot_time now, lane who, std::size_t ahead) const
{
    boot_time arrival = std::max(arrival_, now);
    if (ahead > 0) {
        const auto room = static_cast<std::size_t>((boot_time::max() - arrival) / interval_);
        if (ahead > room)
            return boot_time::max();
        arrival += static_cast<std::int64_t>(ahead) * interval_;
    }
    return std::max(now, arrival - (who == lane::foreground ? tolerance_ : tolerance_ / 2));
}

void rate_limiter::take(boot_time now)
{
    const boot_time from = std::max(arrival_, now);
    arrival_ = from > boot_time::max() - interval_ ? boot_time::max() : from + interval_;
}

void rate_limiter::drain(boot_time now)
{
    const boot_time empty = now > boot_time::max() - tolerance_ ? boot_time::max() : now + tolerance_;
    arrival_ = std::max(arrival_, empty);
}

} // namespace acs::pipeline
