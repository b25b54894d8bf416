#ifndef ACS_CACHE_ENTRY_PLACE_HPP
#define ACS_CACHE_ENTRY_PLACE_HPP

#include "cache/block_array.hpp"
#include "cache/entry_index.hpp"

#include <cstdint>

namespace acs::cache {

// Where an entry stands with the scheduler. One for every entry of the cache, so each byte is a megabyte for
// a million.
struct entry_place
{
    // Values of `slot` that are not places on the calendar.
    static constexpr std::uint32_t nowhere = 0x7fff'ffff;
    static constexpr std::uint32_t taken = 0x7fff'fffe;
    static constexpr std::uint32_t due = 0x7fff'fffd;

    // On the calendar: the neighbours in the slot's list. Due: `next` is the position in the heap.
    entry_index next = no_entry;
    entry_index prev = no_entry;
    // The calendar's cell, with `refresh_calendar::look_flag` for what takes no capacity.
    std::uint32_t slot = nowhere;
};
static_assert(sizeof(entry_place) == 12);

// Calendar and heap share it: an entry is in one of them at most.
using entry_places = block_array<entry_place>;

} // namespace acs::cache

#endif
