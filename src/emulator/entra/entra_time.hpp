#ifndef ACS_EMULATOR_ENTRA_ENTRA_TIME_HPP
#define ACS_EMULATOR_ENTRA_ENTRA_TIME_HPP

#include <acs/time_source.hpp>

#include <string>

namespace acs::emulation {

/// `2023-01-09 17:55:58Z`, as in Entra's errors.
std::string entra_time(wall_time when);

} // namespace acs::emulation

#endif
