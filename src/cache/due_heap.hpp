#ifndef ACS_CACHE_DUE_HEAP_HPP
#define ACS_CACHE_DUE_HEAP_HPP

#include "cache/entry_place.hpp"
#include "cache/planned_entry.hpp"

#include <acs/time_source.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace acs::cache {

// The entries that are due, in the order of hard expiry, then of the time they were planned for. Those that
// have no token yet come last. Any entry may leave: its place knows where it is. Sans-IO.
class due_heap
{
public:
    // Times are kept in this unit, rounded down, for 34 years from the start; what is later counts as then.
    static constexpr std::chrono::milliseconds unit{250};

    due_heap(entry_places& places, boot_time start);

    // So that the next push does not allocate.
    void make_room() { nodes_.grow_to(size_ + 1); }
    // The entry must be nowhere, and have a place. `expiry`: boot_time::max() without a token.
    void push(entry_index entry, boot_time planned, boot_time expiry);
    // The entry must be in the heap. It is nowhere afterwards.
    void remove(entry_index entry);

    // The most urgent one.
    std::optional<planned_entry> front() const;
    // The earliest expiry, rounded down; nothing if no entry has a token.
    std::optional<boot_time> earliest_expiry() const;

    std::size_t size() const { return size_; }
    std::size_t memory() const { return nodes_.memory(); } // bytes

private:
    struct node
    {
        std::uint32_t planned = 0;
        std::uint32_t expiry = 0;
        entry_index entry = no_entry;

        std::uint64_t order() const { return std::uint64_t(expiry) << 32 | planned; }
    };

    static constexpr std::uint32_t no_token = 0xffff'ffff;
    // Four children: half the levels of two, and each level costs a write to some other entry's place.
    static constexpr std::size_t children = 4;

    std::uint32_t units(boot_time when) const;
    boot_time time(std::uint32_t units) const { return start_ + units * unit; }
    void put(std::size_t position, const node& what);
    void sift_up(std::size_t position, const node& what);
    void sift_down(std::size_t position, const node& what);

    entry_places& places_;
    boot_time start_;
    std::size_t size_ = 0;
    block_array<node> nodes_;
};

} // namespace acs::cache

#endif
