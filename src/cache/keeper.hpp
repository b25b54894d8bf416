#ifndef ACS_CACHE_KEEPER_HPP
#define ACS_CACHE_KEEPER_HPP

#include "cache/flight_board.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

namespace acs::cache {

// What stays in the cache: entries kept fresh, entries that a prefetch waits for, tokens that were got
// otherwise, and which entries go when there are too many. Sans-IO; thread-safe.
class keeper
{
public:
    keeper(flight_board& board, shared_schedule& schedule) : store_(board.store()), schedule_(schedule) {}

    // False if one more does not fit; then nothing has changed. `expected` is the life of the first token.
    bool keep_fresh(const owned_key& key, coarse_time expected, boot_time now);
    bool is_kept(const owned_key& key) const;
    // False if it wasn't kept fresh.
    bool release(const owned_key& key);

    // A prefetch wants the entry: the watch is told when it has a token, at once if it has.
    void watch(const owned_key& key, const std::shared_ptr<prefetch_watch>& who, boot_time now);

    // A token that is usable until then. False if it is of no use here.
    bool put(const owned_key& key, access_token token, boot_time issued, boot_time until, boot_time now);

    // Makes room if there are more entries or bytes; gives how many entries went. `random` gives 64 random
    // bits. Looks at so many entries that it may find none that can go.
    std::size_t evict(
        std::size_t max_entries, std::size_t max_bytes, boot_time now,
        const std::function<std::uint64_t()>& random);

private:
    bool evict_one(boot_time now, const std::function<std::uint64_t()>& random);
    void plan_first(entry_index entry, boot_time now);

    token_store& store_;
    shared_schedule& schedule_;
    std::atomic<std::uint64_t> looked_{0}; // at entries, for eviction
};

} // namespace acs::cache

#endif
