#ifndef ACS_CACHE_SNAPSHOT_HEADER_HPP
#define ACS_CACHE_SNAPSHOT_HEADER_HPP

#include <acs/time_source.hpp>

#include <cstdint>
#include <string>

namespace acs::cache {

// What a snapshot says about itself, sealed like all of it.
struct snapshot_header
{
    wall_time saved_utc{};        // when it was saved
    boot_time saved_boot{};       // the same on the clock of that boot
    std::string boot_id;          // which boot that was; empty if unknown
    std::string resource;         // whose tokens these are, such as the endpoint's host
    std::uint64_t generation = 0; // the cache's
    std::uint64_t entries = 0;    // how many records follow; the writer counts them

    friend bool operator==(const snapshot_header&, const snapshot_header&) = default;
};

} // namespace acs::cache

#endif
