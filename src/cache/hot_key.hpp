#ifndef ACS_CACHE_HOT_KEY_HPP
#define ACS_CACHE_HOT_KEY_HPP

#include "cache/entry_index.hpp"
#include "cache/entry_key.hpp"

#include <atomic>
#include <cstdint>
#include <utility>

namespace acs::cache {

// A key that remembers where its entry was found. Thread-safe.
class hot_key
{
public:
    // `store`: the number of the token_store that the place refers to.
    hot_key(owned_key key, std::uint64_t store) : key_(std::move(key)), hash_(key_.view().hash), store_(store)
    {}

    const owned_key& key() const { return key_; }
    std::uint32_t hash() const { return hash_; }
    std::uint64_t store() const { return store_; }

    // The entry's number and identity; both may be out of date.
    std::pair<entry_index, std::uint32_t> place() const
    {
        const std::uint64_t both = place_.load(std::memory_order_relaxed);
        return {static_cast<entry_index>(both >> 32), static_cast<std::uint32_t>(both)};
    }
    void remember(entry_index entry, std::uint32_t identity) const
    {
        place_.store(std::uint64_t(entry) << 32 | identity, std::memory_order_relaxed);
    }

private:
    const owned_key key_;
    const std::uint32_t hash_;
    const std::uint64_t store_;
    mutable std::atomic<std::uint64_t> place_{std::uint64_t(no_entry) << 32};
};

} // namespace acs::cache

#endif
