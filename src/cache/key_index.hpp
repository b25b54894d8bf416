#ifndef ACS_CACHE_KEY_INDEX_HPP
#define ACS_CACHE_KEY_INDEX_HPP

#include "cache/entry_index.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>

namespace acs::cache {

// A flat set of entry numbers, found by hash: open addressing with linear probing, 5 bytes a place. The
// hashes stay with the entries. Entries of one hash lie in one run, in the order they came. Sans-IO; not
// thread-safe.
class key_index
{
public:
    // Calls `is_it(index)` for the entries whose hash may be this one until it says true; gives that entry or
    // no_entry.
    template <class Predicate>
    entry_index find(std::uint32_t hash, Predicate is_it) const
    {
        if (size_ == 0)
            return no_entry;
        const std::uint8_t wanted = tag_of(hash);
        for (std::size_t at = home(hash);; at = next(at)) {
            if (tags_[at] == wanted && is_it(entries_[at]))
                return entries_[at];
            if (tags_[at] == 0)
                return no_entry;
        }
    }

    // `hash_of(index)` gives the hashes of those that are in it already. May throw std::bad_alloc; then
    // nothing has changed.
    template <class HashOf>
    void insert(entry_index entry, std::uint32_t hash, HashOf hash_of)
    {
        if (size_ + 1 > (mask_ + 1) / 8 * 7 || !tags_)
            grow(hash_of);
        put(entry, hash);
        ++size_;
    }

    // The entry must be in it.
    template <class HashOf>
    void erase(entry_index entry, std::uint32_t hash, HashOf hash_of) noexcept
    {
        std::size_t gap = home(hash);
        while (tags_[gap] == 0 || entries_[gap] != entry)
            gap = next(gap);
        // Those behind it move up, unless they would get before their home.
        for (std::size_t at = next(gap); tags_[at] != 0; at = next(at)) {
            const std::size_t wished = home(hash_of(entries_[at]));
            if (((at - wished) & mask_) >= ((at - gap) & mask_)) {
                tags_[gap] = tags_[at];
                entries_[gap] = entries_[at];
                gap = at;
            }
        }
        tags_[gap] = 0;
        --size_;
    }

    std::size_t size() const { return size_; }
    std::size_t memory() const
    {
        return tags_ ? (mask_ + 1) * (sizeof(std::uint8_t) + sizeof(entry_index)) : 0;
    }

private:
    static constexpr std::size_t smallest = 16;

    // The lowest bits chose the shard.
    std::size_t home(std::uint32_t hash) const { return (hash >> 6) & mask_; }
    std::size_t next(std::size_t at) const { return (at + 1) & mask_; }
    static std::uint8_t tag_of(std::uint32_t hash) { return static_cast<std::uint8_t>((hash >> 25) + 1); }

    void put(entry_index entry, std::uint32_t hash)
    {
        std::size_t at = home(hash);
        while (tags_[at] != 0)
            at = next(at);
        tags_[at] = tag_of(hash);
        entries_[at] = entry;
    }

    template <class HashOf>
    void grow(HashOf hash_of)
    {
        key_index larger;
        const std::size_t places = tags_ ? (mask_ + 1) * 2 : smallest;
        larger.tags_ = std::make_unique<std::uint8_t[]>(places);
        larger.entries_ = std::make_unique_for_overwrite<entry_index[]>(places);
        larger.mask_ = places - 1;
        for (std::size_t at = 0; tags_ && at <= mask_; ++at)
            if (tags_[at] != 0)
                larger.put(entries_[at], hash_of(entries_[at]));
        tags_ = std::move(larger.tags_);
        entries_ = std::move(larger.entries_);
        mask_ = larger.mask_;
    }

    std::unique_ptr<std::uint8_t[]> tags_; // 0: free
    std::unique_ptr<entry_index[]> entries_;
    std::size_t mask_ = 0;
    std::size_t size_ = 0;
};

} // namespace acs::cache

#endif
