#ifndef ACS_WIRE_RETRY_AFTER_HPP
#define ACS_WIRE_RETRY_AFTER_HPP

#include "wire/response.hpp"

#include <acs/time_source.hpp>

#include <chrono>
#include <optional>

namespace acs::wire {

// How long the service asks to wait: `retry-after-ms`, `x-ms-retry-after-ms`, or `Retry-After` in seconds or
// as a date (measured from the answer's own Date header, else from `now`; a date that has passed gives zero).
// A value that is none of these is ignored.
std::optional<std::chrono::milliseconds> retry_after(const response& answer, wall_time now);

} // namespace acs::wire

#endif
