#ifndef BENCHMARKS_SIMULATION_TIME_SERIES_HPP
#define BENCHMARKS_SIMULATION_TIME_SERIES_HPP

#include <acs/time_source.hpp>

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <limits>
#include <string>
#include <vector>

namespace simulation {

/// What is drawn of a simulation: a row for every 30 s.
struct sample
{
    static constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

    double seconds = 0;             ///< since the start, at the end of the 30 s
    std::size_t calls_30s = 0;      ///< the most in any window of 30 s that ended in these
    std::uint64_t throttled = 0;    ///< 429s since the start
    std::size_t backlog = 0;        ///< tokens that should have been renewed by then
    double slack_seconds = nothing; ///< until the first of those expires
};

/// The samples of one simulation.
struct time_series
{
    static constexpr std::chrono::nanoseconds step = std::chrono::seconds(30);

    std::string name;
    std::vector<sample> samples;

    void write_csv(std::ostream& to) const;
};

} // namespace simulation

#endif
