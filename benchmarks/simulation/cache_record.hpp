#ifndef BENCHMARKS_SIMULATION_CACHE_RECORD_HPP
#define BENCHMARKS_SIMULATION_CACHE_RECORD_HPP

#include "simulation/figures.hpp"
#include "simulation/lateness.hpp"
#include "simulation/scenario.hpp"
#include "simulation/service_model.hpp"
#include "simulation/time_series.hpp"

#include <acs/time_source.hpp>

#include <cstddef>
#include <optional>

namespace simulation {

/// What is seen of a simulated cache, and what it comes to.
class cache_record
{
public:
    cache_record(const scenario& what, const timeline& times);

    /// Counters that the model itself keeps up to date.
    figures counts;

    /// A renewal has its permit. Counts if the service is neither away nor a backlog of that is left.
    void started(acs::boot_time planned, acs::boot_time now);
    /// Nothing is due.
    void idle(acs::boot_time now);
    /// The outage or the cut is over, with so many due.
    void disturbance_ended(std::size_t backlog);
    /// The earliest expiry of what is due.
    void due(acs::boot_time earliest_expiry, acs::boot_time now);

    /// A row for what happened since the last one.
    sample take_sample(service_model& service, std::size_t backlog, acs::boot_time now);

    figures finish(service_model& service, const lateness& foreground_waits);

private:
    std::optional<double> drain_bound(double renewals) const;

    const scenario& scenario_;
    const timeline& times_;
    lateness lateness_;
    bool draining_ = false;
    std::optional<double> least_slack_; // since the last sample
};

} // namespace simulation

#endif
