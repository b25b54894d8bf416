#ifndef ACS_CACHE_SNAPSHOT_AGE_HPP
#define ACS_CACHE_SNAPSHOT_AGE_HPP

#include "cache/snapshot_header.hpp"

#include <acs/result.hpp>

#include <chrono>
#include <string_view>

namespace acs::cache {

// How long ago a snapshot was saved: by the boot clock if the machine has not been booted since (a step of
// the civil clock changes nothing then), else by the civil clock. `boot_id` is that of now, empty if unknown.
// errc::snapshot_outdated if it was saved in the future.
result<std::chrono::nanoseconds> elapsed(
    const snapshot_header& header, wall_time now_utc, boot_time now_boot, std::string_view boot_id);

} // namespace acs::cache

#endif
