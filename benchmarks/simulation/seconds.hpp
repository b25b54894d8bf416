#ifndef BENCHMARKS_SIMULATION_SECONDS_HPP
#define BENCHMARKS_SIMULATION_SECONDS_HPP

#include <acs/time_source.hpp>

#include <chrono>
#include <cstdint>

namespace simulation {

/// Figures are in seconds, times in nanoseconds.
inline double in_seconds(std::chrono::nanoseconds value)
{
    return std::chrono::duration<double>(value).count();
}

inline std::chrono::nanoseconds from_seconds(double value)
{
    return std::chrono::nanoseconds(static_cast<std::int64_t>(value * 1e9));
}

/// Every simulation begins at this moment of the boot clock, which is not its zero, so that there is a past.
inline constexpr acs::boot_time start_of_time{std::chrono::hours(24)};

inline double since_start(acs::boot_time moment)
{
    return in_seconds(moment - start_of_time);
}

} // namespace simulation

#endif
