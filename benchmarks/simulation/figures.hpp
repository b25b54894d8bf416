#ifndef BENCHMARKS_SIMULATION_FIGURES_HPP
#define BENCHMARKS_SIMULATION_FIGURES_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace simulation {

/// What comes out of a simulation of the cache. Times are in seconds.
struct figures
{
    std::uint64_t population = 0;
    std::uint64_t kept = 0;       ///< kept fresh
    std::uint64_t infeasible = 0; ///< do not fit, by arithmetic
    double simulated_s = 0;
    double fill_s = 0;             ///< until each kept identity had its first token
    std::uint64_t unfilled = 0;    ///< had none until the end
    std::uint64_t calls = 0;       ///< that reached the service, rejected ones included
    std::size_t max_calls_30s = 0; ///< in the busiest 30 s
    std::uint64_t throttled = 0;   ///< answered with 429
    std::uint64_t unavailable = 0; ///< fell into the outage
    std::uint64_t lapsed = 0;      ///< kept tokens that came to have less than 10 s left
    double p50_lateness_s = 0;     ///< planned slot to permit, in healthy times
    double p999_lateness_s = 0;
    std::uint64_t overcommitted = 0; ///< planned into slots that were full
    double outage_start_s = 0;
    std::size_t backlog = 0;                    ///< due when the outage ended
    std::optional<double> slack_s;              ///< the least that a due token had left
    double drain_s = 0;                         ///< from the outage's end until nothing is due
    std::optional<double> drain_bound_s;        ///< backlog / (r - c - f) + 10 %; none if r <= c + f
    std::optional<double> drain_bound_actual_s; ///< with the renewals that there are in c's place
    bool drained = true;                        ///< before the end
    std::uint64_t foreground_calls = 0;
    double p99_foreground_wait_s = 0; ///< for a permit
    std::size_t scheduler_bytes = 0;  ///< the scheduler's memory

    /// One line of JSON, without its end.
    std::string json() const;
};

} // namespace simulation

#endif
