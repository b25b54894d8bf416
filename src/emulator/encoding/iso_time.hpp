#ifndef ACS_EMULATOR_ISO_TIME_HPP
#define ACS_EMULATOR_ISO_TIME_HPP

#include <acs/time_source.hpp>

#include <string>

namespace acs::emulation {

/// `2023-01-10T17:56:00.7844833+00:00`: seven fraction digits and a numeric offset, as the service writes
/// `expiresOn`.
std::string format_expires_on(wall_time when);

} // namespace acs::emulation

#endif
