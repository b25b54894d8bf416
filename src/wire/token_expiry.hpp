#ifndef ACS_WIRE_TOKEN_EXPIRY_HPP
#define ACS_WIRE_TOKEN_EXPIRY_HPP

#include "wire/response.hpp"

#include <acs/time_source.hpp>

#include <chrono>
#include <optional>

namespace acs::wire {

// Until when the token in this answer may be used, on the boot clock: a second less than the shortest life
// that it can have, counted from the moment when it was asked for. The life is what is left until
// `expires_on` by the answer's Date, if there is one; by this machine's clock, corrected by what the client
// has learnt about it; and the lifetime that was asked for, if there was one. So a wrong Date makes no token
// live too long if this machine's clock is right, nor the other way round.
//
// A correction of up to 15 minutes isn't trusted where it makes the life longer: since the service tolerates
// about 5, such a correction may be wrong, or too old, and its signatures are accepted all the same. A larger
// one is proved right by the service's accepting it.
boot_time usable_until(wall_time expires_on, const response& answer);

// How far the answer's Date is ahead of what this client took for the service's time, if that is more than a
// minute and more than the time between request and answer, `took`, explains.
std::optional<std::chrono::nanoseconds> date_skew(const response& answer, std::chrono::nanoseconds took);

} // namespace acs::wire

#endif
