#include "cache/refresh_scheduler.hpp"

#include <acs/capacity.hpp>

namespace acs::cache {

refresh_scheduler::refresh_scheduler(rate limit, boot_time start)
    : calendar_(places_, plan_slots(limit), start), due_(places_, start)
{}

// Gives the entry a place, and sees that it is nowhere.
void refresh_scheduler::make_free(entry_index entry)
{
    places_.grow_to(std::size_t(entry) + 1);
    forget(entry);
}

void refresh_scheduler::plan_renewal(
    entry_index entry, boot_time issued, boot_time expiry, std::uint64_t draw, boot_time now)
{
    make_free(entry);
    calendar_.plan_renewal(entry, issued, expiry, draw, now);
}

void refresh_scheduler::plan_fill(entry_index entry, boot_time now)
{
    make_free(entry);
    calendar_.plan_fill(entry, now);
}

void refresh_scheduler::plan_look(entry_index entry, boot_time when)
{
    make_free(entry);
    calendar_.plan_look(entry, when);
}

void refresh_scheduler::forget(entry_index entry)
{
    if (entry >= places_.size())
        return;
    switch (places_[entry].slot) {
    case entry_place::nowhere:
        return;
    case entry_place::taken:
        places_[entry] = {};
        return;
    case entry_place::due:
        due_.remove(entry);
        return;
    default:
        calendar_.remove(entry);
    }
}

std::size_t refresh_scheduler::take(boot_time now, std::span<taken> into)
{
    std::size_t count = 0;
    while (count < into.size()) {
        const auto one = calendar_.take(now);
        if (!one)
            break;
        into[count++] = *one;
    }
    return count;
}

bool refresh_scheduler::is_taken(entry_index entry) const
{
    return entry < places_.size() && places_[entry].slot == entry_place::taken;
}

void refresh_scheduler::enqueue(entry_index entry, boot_time planned, boot_time expiry)
{
    due_.make_room(); // whatever throws does so before the entry leaves its old place
    make_free(entry);
    due_.push(entry, planned, expiry);
}

std::optional<refresh_scheduler::taken> refresh_scheduler::front() const
{
    return due_.front();
}

void refresh_scheduler::pop()
{
    if (const auto first = due_.front())
        due_.remove(first->entry);
}

boot_time refresh_scheduler::next(boot_time now) const
{
    return calendar_.next(now);
}

void refresh_scheduler::reserve(std::size_t entries)
{
    places_.grow_to(entries);
}

std::size_t refresh_scheduler::memory() const
{
    return places_.memory() + calendar_.memory() + due_.memory();
}

} // namespace acs::cache
