#include "emulator/quotas/quota_window.hpp"

#include <algorithm>

namespace acs::emulation {

namespace {

constexpr std::size_t exact_entries = 4096;

bool same_millisecond(wall_time a, wall_time b)
{
    using std::chrono::floor;
    using std::chrono::milliseconds;
    return floor<milliseconds>(a) == floor<milliseconds>(b);
}

} // namespace

std::size_t quota_window::add(wall_time now)
{
    forget(now);
    ++count_;
    peak_ = std::max(peak_, count_);
    if (!entries_.empty() && (entries_.back().at == now || (entries_.size() >= exact_entries &&
                                                            same_millisecond(entries_.back().at, now)))) {
        entries_.back().at = now;
        ++entries_.back().calls;
    } else {
        entries_.push_back({now, 1});
    }
    return count_;
}

std::size_t quota_window::count(wall_time now)
{
    forget(now);
    return count_;
}

std::chrono::nanoseconds quota_window::until_room(std::size_t limit, wall_time now) const
{
    if (limit == 0)
        return length_;
    std::size_t left = count_;
    for (const entry& e : entries_) {
        if (left < limit)
            break;
        left -= std::min(left, e.calls);
        if (left < limit)
            return e.at + length_ - now;
    }
    return std::chrono::nanoseconds(0);
}

void quota_window::forget(wall_time now)
{
    if (!entries_.empty() && now < entries_.back().at) {
        entries_.clear();
        count_ = 0;
    }
    while (!entries_.empty() && entries_.front().at <= now - length_) {
        count_ -= entries_.front().calls;
        entries_.pop_front();
    }
}

} // namespace acs::emulation
