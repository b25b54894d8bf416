#ifndef BENCHMARKS_SIMULATION_TOKEN_CLOCK_HPP
#define BENCHMARKS_SIMULATION_TOKEN_CLOCK_HPP

#include <acs/time_source.hpp>

#include <chrono>

namespace simulation {

/// What this machine's civil clock has to do with it: the service refuses requests whose date is wrong by
/// more than 5 minutes, and the client learns from the refusal. Expiries are reckoned by the library itself.
class token_clock
{
public:
    /// From `when` on the civil clock is ahead of the true time by `by`.
    token_clock(acs::boot_time when, std::chrono::seconds by) : when_(when), by_(by) {}

    /// Would the service accept the date of a request that is signed now?
    bool accepted(acs::boot_time now) const;
    /// A request was refused because of its date; the answer has the service's.
    void learn(acs::boot_time now);

    /// Until when a token may be used that was asked for at `sent` and issued at `issued`, with this life.
    acs::boot_time usable_until(acs::boot_time sent, acs::boot_time issued, std::chrono::seconds life) const;

private:
    std::chrono::seconds error(acs::boot_time now) const;

    acs::boot_time when_;
    std::chrono::seconds by_;
    std::chrono::seconds correction_{0};
};

} // namespace simulation

#endif
