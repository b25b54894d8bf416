#ifndef ACS_WIRE_CLOCK_SKEW_HPP
#define ACS_WIRE_CLOCK_SKEW_HPP

#include "wire/response.hpp"

#include <acs/time_source.hpp>

#include <chrono>
#include <optional>

namespace acs::wire {

// How far `now` is ahead of the answer's Date header, if that is more than a clock that is set can be off: a
// minute. (The service accepts 5 minutes, but says so nowhere officially.)
std::optional<std::chrono::seconds> clock_skew(const response& answer, wall_time now);

} // namespace acs::wire

#endif
