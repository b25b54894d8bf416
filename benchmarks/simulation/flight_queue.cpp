#include "simulation/flight_queue.hpp"

#include <algorithm>

namespace simulation {

void flight_queue::add(const flight& sent)
{
    heap_.push_back(sent);
    std::push_heap(heap_.begin(), heap_.end(), later);
}

acs::boot_time flight_queue::next() const
{
    return heap_.empty() ? acs::boot_time::max() : heap_.front().answer.at;
}

std::optional<flight_queue::flight> flight_queue::take(acs::boot_time now)
{
    if (next() > now || heap_.empty())
        return std::nullopt;
    std::pop_heap(heap_.begin(), heap_.end(), later);
    const flight landed = heap_.back();
    heap_.pop_back();
    return landed;
}

std::vector<acs::cache::entry_index> flight_queue::recall(acs::boot_time before)
{
    std::vector<acs::cache::entry_index> entries;
    for (flight& each : heap_) {
        if (!each.background || each.given_up || each.sent >= before)
            continue;
        each.given_up = true;
        entries.push_back(each.entry);
    }
    return entries;
}

} // namespace simulation
