#ifndef ACS_CACHE_COUNTERS_HPP
#define ACS_CACHE_COUNTERS_HPP

#include <acs/cache_stats.hpp>

#include <chrono>
#include <mutex>

namespace acs::cache {

// What happens less often than hits. Thread-safe.
class counters
{
public:
    // Adds one to this member of the statistics.
    void count(std::uint64_t cache_stats::*what, std::uint64_t by = 1)
    {
        const std::lock_guard lock(mutex_);
        counted_.*what += by;
    }

    void late(std::chrono::nanoseconds lateness)
    {
        const double seconds = std::chrono::duration<double>(lateness).count();
        const std::lock_guard lock(mutex_);
        std::size_t at = 0;
        while (at < cache_lateness_bounds.size() && seconds > cache_lateness_bounds[at])
            ++at;
        ++counted_.lateness.counts[at];
        counted_.lateness.sum += seconds;
    }

    // All that was counted here; the rest of the statistics has its initial values.
    cache_stats read() const
    {
        const std::lock_guard lock(mutex_);
        return counted_;
    }

private:
    mutable std::mutex mutex_;
    cache_stats counted_;
};

} // namespace acs::cache

#endif
