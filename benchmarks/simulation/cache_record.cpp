#include "simulation/cache_record.hpp"

#include "simulation/seconds.hpp"

#include <algorithm>

namespace simulation {

using acs::boot_time;

cache_record::cache_record(const scenario& what, const timeline& times) : scenario_(what), times_(times)
{
    counts.population = what.population;
    counts.kept = what.feasible();
    counts.infeasible = counts.population - counts.kept;
    counts.simulated_s = since_start(times.end);
    counts.unfilled = counts.kept;
    counts.fill_s = counts.simulated_s;
    if (times.disturbed.begin != boot_time::max())
        counts.outage_start_s = since_start(times.disturbed.begin);
}

void cache_record::started(boot_time planned, boot_time now)
{
    if (!draining_ && !times_.disturbed.contains(now))
        lateness_.add(now - planned);
}

void cache_record::idle(boot_time now)
{
    if (draining_)
        counts.drain_s = in_seconds(now - times_.disturbed.end);
    draining_ = false;
}

void cache_record::disturbance_ended(std::size_t backlog)
{
    draining_ = true;
    counts.backlog = backlog;
}

void cache_record::due(boot_time earliest_expiry, boot_time now)
{
    const double slack = in_seconds(earliest_expiry - now);
    counts.slack_s = std::min(counts.slack_s.value_or(slack), slack);
    least_slack_ = std::min(least_slack_.value_or(slack), slack);
}

sample cache_record::take_sample(service_model& service, std::size_t backlog, boot_time now)
{
    const sample made{
        since_start(now), service.window().take_recent_peak(now), service.throttled(), backlog,
        least_slack_.value_or(sample::nothing)};
    least_slack_.reset();
    return made;
}

figures cache_record::finish(service_model& service, const lateness& foreground_waits)
{
    counts.calls = service.calls();
    counts.max_calls_30s = service.window().peak();
    counts.throttled = service.throttled();
    counts.p50_lateness_s = lateness_.quantile(0.5);
    counts.p999_lateness_s = lateness_.quantile(0.999);
    counts.p99_foreground_wait_s = foreground_waits.quantile(0.99);
    counts.drained = !draining_;
    if (draining_)
        counts.drain_s = in_seconds(times_.end - times_.disturbed.end);
    if (times_.disturbed.begin != boot_time::max()) {
        counts.drain_bound_s = drain_bound(scenario_.planned());
        counts.drain_bound_actual_s = drain_bound(scenario_.renewals());
    }
    return counts;
}

std::optional<double> cache_record::drain_bound(double renewals) const
{
    const double left = scenario_.own_limit().per_second - renewals - scenario_.foreground;
    if (left <= 0)
        return std::nullopt;
    return static_cast<double>(counts.backlog) / left * 1.1;
}

} // namespace simulation
