#ifndef ACS_CACHE_SNAPSHOT_RECORD_HPP
#define ACS_CACHE_SNAPSHOT_RECORD_HPP

#include <acs/time_source.hpp>

#include <chrono>
#include <cstdint>
#include <string_view>
#include <vector>

namespace acs::cache {

// One token of the cache, as a snapshot has it. Times are relative to the saving, so that they mean the same
// to a process with another clock. The texts belong to somebody else.
struct snapshot_record
{
    std::string_view user;
    std::uint8_t known_scopes = 0;
    std::vector<std::string_view> other_scopes; // names without an enumerator
    std::uint16_t lifetime_minutes = 0;         // what was asked for; 0 if nothing was
    std::uint32_t generation = 0;
    bool pinned = false;
    wall_time expires_on{};               // as the service says
    std::chrono::nanoseconds age{};       // since it was issued
    std::chrono::nanoseconds remaining{}; // until it must not be used
    std::chrono::nanoseconds idle{};      // since its last use
    std::string_view token;

    friend bool operator==(const snapshot_record&, const snapshot_record&) = default;
};

} // namespace acs::cache

#endif
