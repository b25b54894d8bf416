#include "cache/renewals.hpp"

#include <algorithm>
#include <mutex>
#include <vector>

namespace acs::cache {

using state = cache_entry::state;

bool renewals::is_watched(shard& in, entry_index index)
{
    const auto found = in.watches.find(index);
    return found != in.watches.end() &&
           std::any_of(
               found->second.begin(), found->second.end(), [](const auto& each) { return !each.expired(); });
}

void renewals::replace(shard& in, entry_index index, bool in_use, boot_time planned, boot_time now)
{
    const cache_entry& entry = store_.at(index);
    const bool wanted =
        entry.awaited ? is_watched(in, index) : in_use && entry.is_wanted(store_.clock().up(now));
    if (entry.pinned || wanted)
        schedule_.enqueue(index, planned, boot_time::max(), now);
    else
        store_.erase(in, index);
}

// A token that nobody can save any more must not hold up those that can be: it is fetched like a new one.
renewals::outcome renewals::expire(shard& in, entry_index index, boot_time planned, boot_time now)
{
    outcome made;
    cache_entry& entry = store_.at(index);
    if (entry.pinned && entry.epoch == store_.epoch()) { // else it was invalidated
        made.lapsed = true;
        if (entry.last_error != 0)
            made.last_error = static_cast<errc>(entry.last_error);
    }
    store_.drop(index);
    replace(in, index, true, planned, now);
    return made;
}

renewals::outcome renewals::decide(planned_entry taken, boot_time now)
{
    outcome made;
    const entry_index index = taken.entry;
    // Without the lock: only to find the lock.
    const std::uint32_t hash = store_.at(index).hash.load(std::memory_order_relaxed);
    shard& in = store_.shard_of(hash);
    const std::lock_guard lock(in.lock);
    cache_entry& entry = store_.at(index);
    if (hash == 0 || entry.hash.load(std::memory_order_relaxed) != hash || !schedule_.is_taken(index))
        return made; // it has gone since, or was planned anew
    const coarse_time present = store_.clock().up(now);
    if (entry.in_flight && !board_.abandon_overdue(in, index, now))
        return made;
    const boot_time expiry = store_.clock().at(entry.expires);
    switch (entry.current()) {
    case state::vacant:
        break;
    case state::negative:
        if (entry.remaining(present) > 0)
            schedule_.plan_look(index, expiry, now);
        else
            replace(in, index, false, taken.planned, now);
        break;
    case state::empty:
        replace(in, index, true, taken.planned, now);
        break;
    case state::fresh:
        if (entry.epoch != store_.epoch() || entry.remaining(present) == 0) {
            made = expire(in, index, taken.planned, now);
        } else if (entry.failures == 0 && !entry.retiring && entry.remaining(present) > entry.life / 2) {
            // Its life reaches beyond the calendar, or a long suspend has moved the calendar's end.
            schedule_.plan_renewal(
                index, hash, entry.generation, expiry - std::chrono::seconds(entry.life), expiry, now);
        } else if (entry.is_wanted(present)) {
            schedule_.enqueue(index, taken.planned, expiry, now);
        } else {
            made.retired = !entry.retiring;
            entry.retiring = true;
            // Those who ask without waiting can't bring it back themselves: so it is looked at once more.
            const boot_time urgent = expiry - std::chrono::seconds(cache_entry::margin(entry.life));
            schedule_.plan_look(index, now < urgent ? urgent : expiry, now);
        }
        break;
    }
    return made;
}

renewals::departure renewals::start_front(boot_time now, const std::function<bool(lane)>& may_start)
{
    departure made;
    const auto front = schedule_.front();
    if (!front)
        return made;
    const entry_index index = front->entry;
    const std::uint32_t hash = store_.at(index).hash.load(std::memory_order_relaxed);
    shard& in = store_.shard_of(hash);
    const std::lock_guard lock(in.lock);
    cache_entry& entry = store_.at(index);
    made.again = true;
    if (hash == 0 || entry.hash.load(std::memory_order_relaxed) != hash)
        return made;
    const coarse_time present = store_.clock().up(now);
    const coarse_time left = entry.current() == state::fresh ? entry.remaining(present) : 0;
    if (entry.current() == state::fresh && left == 0) {
        if (schedule_.pop(index))
            made.seen = expire(in, index, front->planned, now);
        return made;
    }
    if (left == 0 && entry.awaited && !entry.pinned && !is_watched(in, index)) {
        if (schedule_.pop(index)) // its prefetch was given up while it was due
            store_.erase(in, index);
        return made;
    }
    const lane who =
        left > 0 && left <= cache_entry::margin(entry.life) ? lane::foreground : lane::background;
    if (!may_start(who)) {
        made.again = false;
        return made;
    }
    if (!schedule_.is_front(index)) // planned anew meanwhile
        return made;
    made.begun = board_.depart(in, index, who, true, now);
    made.begun->planned = front->planned;
    return made;
}

std::size_t renewals::recall(boot_time before, boot_time now)
{
    std::size_t recalled = 0;
    for (shard& in : store_.shards()) {
        const std::lock_guard lock(in.lock);
        std::vector<entry_index> hanging;
        for (const auto& [index, each] : in.flights)
            if (each->renewal && each->began < before)
                hanging.push_back(index);
        for (const entry_index index : hanging) {
            board_.abandon(in, index);
            const cache_entry& entry = store_.at(index);
            if (entry.current() == state::fresh && entry.remaining(store_.clock().up(now)) > 0)
                schedule_.enqueue(index, now, store_.clock().at(entry.expires), now);
            else
                replace(in, index, true, now, now);
        }
        recalled += hanging.size();
    }
    return recalled;
}

bool renewals::sweep(entry_index index, boot_time now)
{
    const std::uint32_t hash = store_.at(index).hash.load(std::memory_order_relaxed);
    if (hash == 0)
        return false;
    shard& in = store_.shard_of(hash);
    const std::lock_guard lock(in.lock);
    cache_entry& entry = store_.at(index);
    if (entry.hash.load(std::memory_order_relaxed) != hash || entry.in_flight ||
        entry.epoch == store_.epoch() || entry.current() == state::vacant || entry.current() == state::empty)
        return false;
    const bool wanted = entry.is_wanted(store_.clock().up(now)) && entry.current() == state::fresh;
    const bool kept = entry.pinned || is_watched(in, index);
    store_.drop(index);
    if (wanted || kept)
        schedule_.plan_fill(index, now);
    else
        store_.erase(in, index);
    return true;
}

} // namespace acs::cache
