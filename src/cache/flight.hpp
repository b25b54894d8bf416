#ifndef ACS_CACHE_FLIGHT_HPP
#define ACS_CACHE_FLIGHT_HPP

#include "cache/completion.hpp"
#include "cache/entry_index.hpp"
#include "cache/entry_key.hpp"

#include <acs/access_token.hpp>
#include <acs/lane.hpp>
#include <acs/result.hpp>
#include <acs/time_source.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <utility>

namespace acs::cache {

// One call of the fetch function, for any number of waiters. It belongs to the cache, not to who asked first.
struct flight
{
    flight(entry_index what, owned_key of, acs::lane who) : entry(what), key(std::move(of)), lane(who) {}

    const entry_index entry;
    const owned_key key;
    const acs::lane lane;
    std::uint16_t epoch = 0;          // of the cache when it began
    bool renewal = false;             // nobody waited when it began
    std::optional<boot_time> planned; // when it was to begin, if it was planned while the service was healthy
    boot_time began{};
    wall_time began_utc{};
    std::chrono::nanoseconds remaining{}; // of the old token when it began

    // What came of it. Written before `landed` is finished, read afterwards.
    completion landed;
    result<access_token> outcome{error(errc::internal)};
    boot_time usable_until{};     // the token
    std::uint16_t generation = 0; // of the entry that it was put into
    std::uint64_t drops = 0;      // the shard's then
    bool superseded = false;      // the entry's tokens were dropped meanwhile: whoever waits asks again
};

} // namespace acs::cache

#endif
