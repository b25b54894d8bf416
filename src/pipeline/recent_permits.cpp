#include "pipeline/recent_permits.hpp"

#include <numeric>

namespace acs::pipeline {

// Threads that read the clock at about the same time may come in the wrong order: then the later second
// stays.
void recent_permits::move_to(boot_time now)
{
    const std::int64_t second = now.time_since_epoch() / std::chrono::seconds(1);
    if (second <= last_)
        return;
    if (second - last_ >= static_cast<std::int64_t>(slots)) {
        seconds_.fill(0);
        last_ = second;
    }
    while (last_ < second)
        seconds_[static_cast<std::size_t>(++last_) % slots] = 0;
}

void recent_permits::add(boot_time now)
{
    move_to(now);
    ++seconds_[static_cast<std::size_t>(last_) % slots];
}

double recent_permits::per_second(boot_time now)
{
    move_to(now);
    const auto count = std::accumulate(seconds_.begin(), seconds_.end(), std::uint64_t(0));
    const std::chrono::duration<double> current = now.time_since_epoch() % std::chrono::seconds(1);
    return static_cast<double>(count) / (slots - 1 + current.count());
}

} // namespace acs::pipeline
