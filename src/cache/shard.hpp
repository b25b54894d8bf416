#ifndef ACS_CACHE_SHARD_HPP
#define ACS_CACHE_SHARD_HPP

#include "cache/entry_index.hpp"
#include "cache/flight.hpp"
#include "cache/key_index.hpp"
#include "cache/prefetch_watch.hpp"
#include "cache/revocation.hpp"
#include "cache/spin_lock.hpp"

#include <acs/cache_stats.hpp>

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace acs::cache {

// A part of the cache: the entries of the identities whose hashes end alike, and what is going on with them.
// All of an identity's entries are in one shard. Aligned, so that threads in different shards don't meet.
struct alignas(64) shard
{
    // Of everything here and of the shard's entries. It comes before the schedule's mutex.
    mutable spin_lock lock;

    key_index keys;

    // How many tokens were dropped, since they were revoked or invalidated.
    std::uint64_t drops = 0;

    // What was served: counted here, since a counter that all threads share would cost more than a hit.
    std::array<std::uint64_t, cache_result_count> requests{};
    decltype(cache_stats::remaining_life.counts) remaining{};
    std::uint64_t remaining_sum = 0; // seconds

    std::unordered_map<entry_index, std::shared_ptr<flight>> flights;
    std::unordered_map<std::string, std::shared_ptr<revocation>> revocations;
    std::unordered_map<entry_index, std::vector<std::weak_ptr<prefetch_watch>>> watches;

    void count_served(cache_result how, std::uint32_t seconds) noexcept
    {
        ++requests[static_cast<std::size_t>(how)];
        std::size_t at = cache_remaining_life_bounds.size();
        while (at > 0 && seconds <= static_cast<std::uint32_t>(cache_remaining_life_bounds[at - 1]))
            --at;
        ++remaining[at];
        remaining_sum += seconds;
    }
};

} // namespace acs::cache

#endif
