#include "simulation/call_window.hpp"

#include <algorithm>

namespace simulation {

std::size_t call_window::add(acs::boot_time now)
{
    forget(now);
    calls_.push_back(now);
    peak_ = std::max(peak_, calls_.size());
    recent_peak_ = std::max(recent_peak_, calls_.size());
    return calls_.size();
}

std::chrono::nanoseconds call_window::until_room(std::size_t limit, acs::boot_time now) const
{
    if (limit == 0)
        return length;
    if (calls_.size() < limit)
        return std::chrono::nanoseconds(0);
    // This one has to leave, and all before it.
    return std::max(calls_[calls_.size() - limit] + length - now, std::chrono::nanoseconds(0));
}

std::size_t call_window::take_recent_peak(acs::boot_time now)
{
    forget(now);
    const std::size_t most = recent_peak_;
    recent_peak_ = calls_.size();
    return most;
}

void call_window::forget(acs::boot_time now)
{
    while (!calls_.empty() && calls_.front() <= now - length)
        calls_.pop_front();
}

} // namespace simulation
