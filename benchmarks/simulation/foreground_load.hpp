#ifndef BENCHMARKS_SIMULATION_FOREGROUND_LOAD_HPP
#define BENCHMARKS_SIMULATION_FOREGROUND_LOAD_HPP

#include "simulation/lateness.hpp"
#include "simulation/permit_seeker.hpp"
#include "simulation/random_stream.hpp"

#include <acs/time_source.hpp>

#include <cstdint>
#include <list>

namespace simulation {

/// Calls that somebody waits for: they come at random, so many a second on average, and wait for a permit for
/// up to a minute.
class foreground_load
{
public:
    foreground_load(limiter& quota, double per_second, std::uint64_t seed);
    ~foreground_load();
    foreground_load(const foreground_load&) = delete;
    foreground_load& operator=(const foreground_load&) = delete;

    /// When something happens next.
    acs::boot_time next(acs::boot_time now) const;

    /// Lets those come who are due by now. \return true if one of them has a permit: that one calls. Ask
    /// again until it is false.
    bool take(acs::boot_time now);

    const lateness& waits() const { return waits_; }

private:
    struct caller
    {
        caller(limiter& quota, acs::boot_time when) : seeker(quota, acs::lane::foreground), arrived(when) {}

        permit_seeker seeker;
        acs::boot_time arrived;
    };

    void draw_next();

    limiter& quota_;
    double per_second_;
    random_stream random_;
    acs::boot_time next_arrival_;
    acs::boot_time now_{};
    std::list<caller> waiting_; // in the order of arrival
    lateness waits_;
};

} // namespace simulation

#endif
