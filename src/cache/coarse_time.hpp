#ifndef ACS_CACHE_COARSE_TIME_HPP
#define ACS_CACHE_COARSE_TIME_HPP

#include <acs/time_source.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace acs::cache {

// Seconds since the cache was made, on the boot clock: 4 bytes in an entry instead of 8. 136 years.
using coarse_time = std::uint32_t;

// Turns moments into coarse ones and back. The present is rounded up and expiries are rounded down, so that
// what remains is never overestimated.
class coarse_clock
{
public:
    explicit coarse_clock(boot_time start) : start_(start) {}

    coarse_time up(boot_time when) const noexcept
    {
        if (when <= start_) // also by more than a duration can tell
            return 0;
        const std::int64_t since = (when - start_).count();
        return clamped(since / second + (since % second > 0 ? 1 : 0));
    }
    coarse_time down(boot_time when) const noexcept
    {
        return when <= start_ ? 0 : clamped((when - start_).count() / second);
    }
    // A duration in seconds, rounded up.
    static coarse_time whole(std::chrono::nanoseconds duration) noexcept
    {
        return clamped(duration.count() / second + (duration.count() % second > 0 ? 1 : 0));
    }
    boot_time at(coarse_time when) const noexcept { return start_ + std::chrono::seconds(when); }
    boot_time start() const noexcept { return start_; }

private:
    static constexpr std::int64_t second = 1'000'000'000;

    static coarse_time clamped(std::int64_t seconds) noexcept
    {
        return static_cast<coarse_time>(std::clamp<std::int64_t>(seconds, 0, 0xffff'ffff));
    }

    boot_time start_;
};

} // namespace acs::cache

#endif
