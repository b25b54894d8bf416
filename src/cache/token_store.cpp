#include "cache/token_store.hpp"

#include <mutex>
#include <utility>

namespace acs::cache {

std::uint64_t token_store::next_number() noexcept
{
    static std::atomic<std::uint64_t> last{0};
    return ++last;
}

access_token token_store::serve(
    shard& in, cache_entry& entry, coarse_time now, bool early, served& what) noexcept
{
    if (early && (entry.needs_refresh(now) || entry.retiring))
        return {};
    if (entry.last_use != now) // a write that changes nothing would still take the line from other threads
        entry.last_use = now;
    what = {entry.needs_refresh(now) ? cache_result::stale : cache_result::hit, entry.remaining(now)};
    in.count_served(what.how, what.left);
    return entry.token;
}

access_token token_store::try_get(
    const entry_key& key, coarse_time now, coarse_time least, bool early, served& what) noexcept
{
    shard& in = shard_of(key.hash);
    const std::lock_guard lock(in.lock);
    const entry_index found = find(in, key);
    if (found == no_entry || !at(found).is_usable(now, least, epoch()))
        return {};
    return serve(in, at(found), now, early, what);
}

access_token token_store::try_get(
    const hot_key& key, coarse_time now, coarse_time least, bool early, served& what) noexcept
{
    if (key.store() != number_) [[unlikely]] // of another cache: the place means nothing here
        return try_get(key.key().view(), now, least, early, what);
    const auto [place, identity] = key.place();
    shard& in = shard_of(key.hash());
    const std::lock_guard lock(in.lock);
    entry_index found = place;
    // An entry whose hash is this one belongs to this shard, so the lock is the right one to look further.
    if (found == no_entry || hash_of(found) != key.hash() || at(found).identity != identity) {
        found = find(in, key.key().view());
        if (found == no_entry)
            return {};
        key.remember(found, at(found).identity);
    }
    if (!at(found).is_usable(now, least, epoch()))
        return {};
    return serve(in, at(found), now, early, what);
}

access_token token_store::peek(
    const entry_key& key, coarse_time now, coarse_time least, boot_time& until) const noexcept
{
    shard& in = shard_of(key.hash);
    const std::lock_guard lock(in.lock);
    const entry_index found = find(in, key);
    if (found == no_entry || !at(found).is_usable(now, least, epoch()))
        return {};
    until = clock_.at(at(found).expires);
    return at(found).token;
}

bool token_store::is_current(const flight& landed) const noexcept
{
    const entry_key key = landed.key.view();
    shard& in = shard_of(key.hash);
    const std::lock_guard lock(in.lock);
    if (landed.epoch != epoch())
        return false;
    // An entry that was evicted since has taken nothing back.
    if (landed.drops == in.drops)
        return true;
    const entry_index found = find(in, key);
    return found == landed.entry && at(found).generation == landed.generation;
}

entry_index token_store::find(const shard& in, const entry_key& key) const
{
    return in.keys.find(key.hash, [&](entry_index entry) { return at(entry).matches(key); });
}

entry_index token_store::find_or_add(shard& in, const entry_key& key, coarse_time now)
{
    const entry_index found = find(in, key);
    if (found != no_entry)
        return found;
    const entry_index added = slab_.take();
    try {
        at(added).occupy(key, now);
        in.keys.insert(added, key.hash, [this](entry_index entry) { return hash_of(entry); });
    } catch (...) {
        at(added).vacate();
        slab_.give_back(added);
        throw;
    }
    entries_.fetch_add(1, std::memory_order_relaxed);
    bytes_.fetch_add(overhead + at(added).text_bytes(), std::memory_order_relaxed);
    return added;
}

void token_store::install(shard& in, entry_index index, access_token token, validity of, boot_time now)
{
    cache_entry& entry = at(index);
    const coarse_time life = coarse_clock::whole(of.until - of.issued);
    schedule_.plan_renewal(index, hash_of(index), entry.generation, of.issued, of.until, now);
    if (entry.pinned) {
        schedule_.commit(life, true);
        schedule_.release(entry.life);
    }
    bytes_.fetch_sub(entry.text_bytes(), std::memory_order_relaxed);
    entry.install(std::move(token), life, clock_.down(of.until), of.epoch);
    bytes_.fetch_add(entry.text_bytes(), std::memory_order_relaxed);
    tell_watches(in, index, true);
}

void token_store::unretire(entry_index index, boot_time now)
{
    cache_entry& entry = at(index);
    if (!entry.retiring)
        return;
    const boot_time expiry = clock_.at(entry.expires);
    schedule_.plan_renewal(
        index, hash_of(index), entry.generation, expiry - std::chrono::seconds(entry.life), expiry, now);
    entry.retiring = false;
}

void token_store::drop(entry_index index)
{
    cache_entry& entry = at(index);
    schedule_.forget(index);
    bytes_.fetch_sub(entry.token.token().size(), std::memory_order_relaxed);
    entry.drop();
}

void token_store::refuse(entry_index index, boot_time now)
{
    drop(index);
    at(index).refuse(clock_.up(now), epoch());
}

void token_store::erase(shard& in, entry_index index)
{
    cache_entry& entry = at(index);
    schedule_.forget(index);
    unpin(index);
    tell_watches(in, index, false);
    in.keys.erase(index, hash_of(index), [this](entry_index other) { return hash_of(other); });
    entries_.fetch_sub(1, std::memory_order_relaxed);
    bytes_.fetch_sub(overhead + entry.text_bytes(), std::memory_order_relaxed);
    entry.vacate();
    slab_.give_back(index);
}

void token_store::pin(entry_index index, coarse_time expected_life)
{
    cache_entry& entry = at(index);
    if (entry.life == 0)
        entry.life = expected_life;
    entry.pinned = true;
}

void token_store::unpin(entry_index index)
{
    cache_entry& entry = at(index);
    if (entry.pinned)
        schedule_.release(entry.life);
    entry.pinned = false;
}

void token_store::tell_watches(shard& in, entry_index index, bool ready)
{
    if (in.watches.empty())
        return;
    const auto found = in.watches.find(index);
    if (found == in.watches.end())
        return;
    for (const auto& each : found->second)
        if (const auto watch = each.lock())
            watch->tell(ready);
    in.watches.erase(found);
    at(index).awaited = false;
}

void token_store::describe(cache_stats& stats) const
{
    for (const shard& each : shards_) {
        const std::lock_guard lock(each.lock);
        for (std::size_t i = 0; i < each.requests.size(); ++i)
            stats.requests[i] += each.requests[i];
        for (std::size_t i = 0; i < each.remaining.size(); ++i)
            stats.remaining_life.counts[i] += each.remaining[i];
        stats.remaining_life.sum += static_cast<double>(each.remaining_sum);
    }
    stats.entries = entries();
    stats.bytes = bytes();
}

} // namespace acs::cache
