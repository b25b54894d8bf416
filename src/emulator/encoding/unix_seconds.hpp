#ifndef ACS_EMULATOR_UNIX_SECONDS_HPP
#define ACS_EMULATOR_UNIX_SECONDS_HPP

#include <acs/time_source.hpp>

#include <chrono>
#include <cstdint>

namespace acs::emulation {

/// As tokens have times: whole seconds since 1970.
inline std::int64_t unix_seconds(wall_time when)
{
    return std::chrono::floor<std::chrono::seconds>(when).time_since_epoch().count();
}

} // namespace acs::emulation

#endif
