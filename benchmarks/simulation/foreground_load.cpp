#include "simulation/foreground_load.hpp"

#include "simulation/seconds.hpp"

#include <algorithm>

namespace simulation {

namespace {

constexpr std::chrono::nanoseconds deadline = std::chrono::seconds(60);

} // namespace

foreground_load::foreground_load(limiter& quota, double per_second, std::uint64_t seed)
    : quota_(quota), per_second_(per_second), random_(seed), next_arrival_(start_of_time)
{
    draw_next();
}

foreground_load::~foreground_load()
{
    for (caller& each : waiting_)
        each.seeker.leave(now_);
}

void foreground_load::draw_next()
{
    next_arrival_ =
        per_second_ > 0 ? next_arrival_ + from_seconds(random_.gap(per_second_)) : acs::boot_time::max();
}

acs::boot_time foreground_load::next(acs::boot_time now) const
{
    acs::boot_time first = std::max(next_arrival_, now);
    for (const caller& each : waiting_)
        first = std::min(first, each.seeker.next(now));
    return first;
}

bool foreground_load::take(acs::boot_time now)
{
    now_ = now;
    while (next_arrival_ <= now) {
        waiting_.emplace_back(quota_, next_arrival_);
        draw_next();
    }
    for (auto each = waiting_.begin(); each != waiting_.end();) {
        const auto outcome = each->seeker.ask(now, each->arrived + deadline);
        if (outcome == permit_seeker::outcome::waits) {
            ++each;
            continue;
        }
        const acs::boot_time arrived = each->arrived;
        each = waiting_.erase(each);
        if (outcome == permit_seeker::outcome::granted) {
            waits_.add(now - arrived);
            return true;
        }
    }
    return false;
}

} // namespace simulation
