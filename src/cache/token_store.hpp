#ifndef ACS_CACHE_TOKEN_STORE_HPP
#define ACS_CACHE_TOKEN_STORE_HPP

#include "cache/coarse_time.hpp"
#include "cache/entry_slab.hpp"
#include "cache/hot_key.hpp"
#include "cache/shard.hpp"
#include "cache/shared_schedule.hpp"

#include <acs/access_token.hpp>
#include <acs/cache_stats.hpp>

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace acs::cache {

// The entries, and the hits. Whoever does more with an entry takes its shard's lock; the functions that say
// so want it held. Sans-IO; thread-safe.
class token_store
{
public:
    static constexpr std::size_t shard_count = 64;

    token_store(boot_time start, shared_schedule& schedule) : clock_(start), schedule_(schedule) {}
    token_store(const token_store&) = delete;
    token_store& operator=(const token_store&) = delete;

    struct served
    {
        cache_result how = cache_result::hit;
        coarse_time left = 0; // seconds
    };
    // The token if it can be served at once, usable for `least` more seconds beyond the reserve and, if
    // `early`, not yet due for renewal; else an empty one. Counts what it serves, and says how
    // in `what`.
    access_token try_get(
        const entry_key& key, coarse_time now, coarse_time least, bool early, served& what) noexcept;
    access_token try_get(
        const hot_key& key, coarse_time now, coarse_time least, bool early, served& what) noexcept;

    // The same without counting; `until` gets the token's hard end.
    access_token peek(
        const entry_key& key, coarse_time now, coarse_time least, boot_time& until) const noexcept;
    // False if the token that the flight brought was dropped since.
    bool is_current(const flight& landed) const noexcept;

    // Of this store alone, in this process.
    std::uint64_t number() const noexcept { return number_; }

    const coarse_clock& clock() const { return clock_; }
    std::uint16_t epoch() const noexcept { return epoch_.load(std::memory_order_acquire); }
    // All tokens that were issued before are gone.
    void next_epoch() noexcept { epoch_.fetch_add(1, std::memory_order_acq_rel); }

    shard& shard_of(std::uint32_t hash) const noexcept { return shards_[hash % shard_count]; }
    std::array<shard, shard_count>& shards() const noexcept { return shards_; }
    cache_entry& at(entry_index entry) const noexcept { return slab_.at(entry); }
    // All entries' numbers are below it.
    entry_index end() const noexcept { return slab_.end(); }

    // With the shard's lock held.
    entry_index find(const shard& in, const entry_key& key) const;
    entry_index find_or_add(shard& in, const entry_key& key, coarse_time now);
    // For all entries of an identity; `what` may erase the entry.
    template <class What>
    void for_each_of(shard& in, std::string_view user, What what);
    // A token for an entry, with its renewal planned.
    struct validity
    {
        boot_time issued;
        boot_time until;
        std::uint16_t epoch; // the cache's when it was asked for
    };
    void install(shard& in, entry_index entry, access_token token, validity of, boot_time now);
    // An entry that was not to be renewed is wanted again.
    void unretire(entry_index entry, boot_time now);
    // The entry stays, without a token and off the calendar.
    void drop(entry_index entry);
    void refuse(entry_index entry, boot_time now);
    // The entry goes. Nobody may be fetching for it.
    void erase(shard& in, entry_index entry);
    void pin(entry_index entry, coarse_time expected_life);
    void unpin(entry_index entry);
    // Tells the prefetches that wait for the entry.
    void tell_watches(shard& in, entry_index entry, bool ready);

    std::size_t entries() const noexcept { return entries_.load(std::memory_order_relaxed); }
    // Of tokens and ids, and what an entry takes besides.
    std::size_t bytes() const noexcept { return bytes_.load(std::memory_order_relaxed); }
    // What the shards have counted.
    void describe(cache_stats& stats) const;

private:
    // An entry's share of slab (beside the id), index and calendar, and what malloc adds to the token's
    // block.
    static constexpr std::size_t overhead = 112;

    access_token serve(shard& in, cache_entry& entry, coarse_time now, bool early, served& what) noexcept;
    std::uint32_t hash_of(entry_index entry) const noexcept
    {
        return at(entry).hash.load(std::memory_order_relaxed);
    }

    static std::uint64_t next_number() noexcept;

    const std::uint64_t number_ = next_number();
    const coarse_clock clock_;
    shared_schedule& schedule_;
    entry_slab slab_;
    mutable std::array<shard, shard_count> shards_;
    std::atomic<std::uint16_t> epoch_{0};
    std::atomic<std::size_t> entries_{0};
    std::atomic<std::size_t> bytes_{0};
};

template <class What>
void token_store::for_each_of(shard& in, std::string_view user, What what)
{
    // Erasing moves the index: so first all, then each.
    std::vector<entry_index> found;
    in.keys.find(entry_key::hash_of(user), [&](entry_index entry) {
        if (at(entry).is_of(user))
            found.push_back(entry);
        return false;
    });
    for (const entry_index entry : found)
        what(entry);
}

} // namespace acs::cache

#endif
