#ifndef ACS_ENTRA_LOCAL_CLOCK_HPP
#define ACS_ENTRA_LOCAL_CLOCK_HPP

#include <acs/time_source.hpp>

#include <chrono>

namespace acs::entra {

// The moment at which the clock on the wall shows this, in the process's time zone. Where it shows it twice,
// as one is set back in autumn, the earlier of the two; where it never does, what comes nearest.
wall_time from_local_clock(std::chrono::local_seconds shown);

} // namespace acs::entra

#endif
