#include "cache/keeper.hpp"

#include <mutex>
#include <utility>

namespace acs::cache {

using state = cache_entry::state;

// An entry that is wanted from now on gets its token when there is room for it.
void keeper::plan_first(entry_index index, boot_time now)
{
    const cache_entry& entry = store_.at(index);
    if (entry.in_flight)
        return;
    if (entry.current() == state::empty || entry.epoch != store_.epoch())
        schedule_.plan_fill(index, now);
    else if (entry.current() == state::fresh)
        store_.unretire(index, now);
}

bool keeper::keep_fresh(const owned_key& owned, coarse_time expected, boot_time now)
{
    const entry_key key = owned.view();
    shard& in = store_.shard_of(key.hash);
    const std::lock_guard lock(in.lock);
    const entry_index known = store_.find(in, key);
    if (known != no_entry && store_.at(known).pinned)
        return true;
    const coarse_time life =
        known != no_entry && store_.at(known).life != 0 ? store_.at(known).life : expected;
    if (!schedule_.commit(life))
        return false;
    entry_index index = known;
    try {
        index = store_.find_or_add(in, key, store_.clock().up(now));
        if (!in.revocations.contains(owned.user())) // its end will plan it
            plan_first(index, now);
    } catch (...) {
        schedule_.release(life);
        throw;
    }
    store_.pin(index, life);
    return true;
}

bool keeper::is_kept(const owned_key& key) const
{
    const shard& in = store_.shard_of(key.view().hash);
    const std::lock_guard lock(in.lock);
    const entry_index index = store_.find(in, key.view());
    return index != no_entry && store_.at(index).pinned;
}

bool keeper::release(const owned_key& key)
{
    shard& in = store_.shard_of(key.view().hash);
    const std::lock_guard lock(in.lock);
    const entry_index index = store_.find(in, key.view());
    if (index == no_entry || !store_.at(index).pinned)
        return false;
    store_.unpin(index);
    const cache_entry& entry = store_.at(index);
    if (entry.current() == state::empty && !entry.in_flight && !entry.awaited)
        store_.erase(in, index);
    return true;
}

void keeper::watch(const owned_key& owned, const std::shared_ptr<prefetch_watch>& who, boot_time now)
{
    const entry_key key = owned.view();
    const coarse_time present = store_.clock().up(now);
    bool ready = false;
    bool unknown = false; // the service said a moment ago that there is no such identity
    {
        shard& in = store_.shard_of(key.hash);
        const std::lock_guard lock(in.lock);
        const entry_index index = store_.find_or_add(in, key, present);
        cache_entry& entry = store_.at(index);
        entry.last_use = present;
        ready = entry.is_usable(present, 0, store_.epoch());
        unknown = !ready && entry.ask(present, 0, store_.epoch()) == cache_entry::answer::negative;
        if (!ready && !unknown) {
            in.watches[index].push_back(who);
            if (!entry.awaited && !entry.pinned && !in.revocations.contains(owned.user()))
                plan_first(index, now);
            entry.awaited = true;
        }
    }
    if (ready || unknown)
        who->tell(ready);
}

bool keeper::put(const owned_key& owned, access_token token, boot_time issued, boot_time until, boot_time now)
{
    const entry_key key = owned.view();
    const coarse_clock& clock = store_.clock();
    const coarse_time present = clock.up(now);
    const std::uint16_t epoch = store_.epoch();
    if (clock.down(until) <= present + cache_entry::reserve)
        return false;
    shard& in = store_.shard_of(key.hash);
    const std::lock_guard lock(in.lock);
    if (in.revocations.contains(owned.user()))
        return false;
    const entry_index index = store_.find_or_add(in, key, present);
    cache_entry& entry = store_.at(index);
    if (entry.is_usable(present, 0, store_.epoch()) && entry.expires >= clock.down(until))
        return false;
    entry.last_use = present;
    store_.install(in, index, std::move(token), {issued, until, epoch}, now);
    return true;
}

std::size_t keeper::evict(
    std::size_t max_entries, std::size_t max_bytes, boot_time now,
    const std::function<std::uint64_t()>& random)
{
    // If all that the samples show is kept fresh or in flight, the cache grows over its limit rather than
    // spend its time looking.
    constexpr unsigned patience = 8;
    std::size_t gone = 0;
    for (unsigned failures = 0;
         (store_.entries() > max_entries || store_.bytes() > max_bytes) && failures < patience;)
        if (evict_one(now, random))
            ++gone;
        else
            ++failures;
    return gone;
}

// Expired ones first, then the one that was not used for the longest time, of a sample.
bool keeper::evict_one(boot_time now, const std::function<std::uint64_t()>& random)
{
    constexpr unsigned samples = 16;
    const coarse_time present = store_.clock().up(now);
    const entry_index end = store_.end();
    entry_index victim = no_entry;
    std::uint32_t victim_hash = 0;
    std::uint32_t victim_identity = 0;
    std::uint64_t oldest = 0;
    const auto may_go = [&](const cache_entry& entry) {
        return entry.current() != state::vacant && !entry.pinned && !entry.awaited && !entry.in_flight;
    };
    for (unsigned i = 0; i < samples && end > 0; ++i) {
        // Also with numbers that are not random at all, every entry has its turn.
        constexpr std::uint64_t golden = 0x9e37'79b9'7f4a'7c15;
        const std::uint64_t drawn = (random() + looked_.fetch_add(1, std::memory_order_relaxed)) * golden;
        const auto index = static_cast<entry_index>((drawn >> 32) % end);
        const std::uint32_t hash = store_.at(index).hash.load(std::memory_order_relaxed);
        if (hash == 0)
            continue;
        const std::lock_guard lock(store_.shard_of(hash).lock);
        const cache_entry& entry = store_.at(index);
        if (entry.hash.load(std::memory_order_relaxed) != hash || !may_go(entry))
            continue;
        const bool expired = entry.remaining(present) == 0 || entry.epoch != store_.epoch();
        const std::uint64_t idle = present > entry.last_use ? present - entry.last_use : 0;
        const std::uint64_t score = (expired ? std::uint64_t(1) << 33 : 0) + idle + 1;
        if (score > oldest) {
            oldest = score;
            victim = index;
            victim_hash = hash;
            victim_identity = entry.identity;
        }
    }
    if (victim == no_entry)
        return false;
    shard& in = store_.shard_of(victim_hash);
    const std::lock_guard lock(in.lock);
    const cache_entry& entry = store_.at(victim);
    if (entry.hash.load(std::memory_order_relaxed) != victim_hash || entry.identity != victim_identity ||
        !may_go(entry))
        return false;
    store_.erase(in, victim);
    return true;
}

} // namespace acs::cache
