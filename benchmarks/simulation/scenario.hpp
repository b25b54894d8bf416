#ifndef BENCHMARKS_SIMULATION_SCENARIO_HPP
#define BENCHMARKS_SIMULATION_SCENARIO_HPP

#include "simulation/service_model.hpp"

#include <acs/operation.hpp>
#include <acs/quota_options.hpp>
#include <acs/rate.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace simulation {

/// What is simulated.
struct scenario
{
    /// client_options::response_timeout(), as it is if nobody sets it.
    static constexpr std::chrono::seconds answer_timeout{20};

    std::uint32_t population = 50'000;
    /// Dealt to the identities in turn.
    std::vector<std::chrono::seconds> lifetimes{std::chrono::hours(1)};
    acs::rate limit = acs::published_rate(acs::operation::get_token);
    /// Of the limit, for this process. The service's own limit stays what it is.
    double share = 1;
    /// How long the service is away. 0: never.
    std::chrono::seconds outage{0};
    /// When it begins, in seconds since the start. Without: drawn from the seed, in the steady state.
    std::optional<double> outage_at;
    /// Calls in the outage are not refused but sent and never answered: they time out after so long.
    std::optional<std::chrono::seconds> silent;
    /// Instead of an outage: so many calls in 30 s are all that the service allows for ten minutes.
    std::optional<std::size_t> quota_cut;
    /// This machine's civil clock is wrong by so much from some moment on.
    std::chrono::seconds clock_step{0};
    /// Calls per second that somebody waits for.
    double foreground = 0;
    std::uint64_t seed = 1;
    /// How long it goes on. Without: the cold fill and three lives, and a life after the outage at least.
    std::optional<double> hours;

    /// The limit with the share applied.
    acs::rate own_limit() const;
    /// Renewals per second that are planned.
    double planned() const;
    std::chrono::seconds life(std::uint32_t identity) const { return lifetimes[identity % lifetimes.size()]; }
    std::chrono::seconds shortest_life() const;
    std::chrono::seconds longest_life() const;
    /// How many of the population can be kept fresh, by arithmetic alone.
    std::uint32_t feasible() const;
    /// Renewals per second of these, in the long run.
    double renewals() const;
};

/// When what happens in a scenario. The seed draws the moments, all of them in the steady state.
struct timeline
{
    explicit timeline(const scenario& of);

    acs::boot_time end{};
    interval disturbed; ///< the outage or the cut
    acs::boot_time clock_step = acs::boot_time::max();
    service_rules service;
};

} // namespace simulation

#endif
