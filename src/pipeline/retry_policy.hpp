#ifndef ACS_PIPELINE_RETRY_POLICY_HPP
#define ACS_PIPELINE_RETRY_POLICY_HPP

#include <acs/error.hpp>

#include <chrono>
#include <optional>

namespace acs::pipeline {

// Whether and when an attempt is repeated. A value; clock and random numbers are arguments.
struct retry_policy
{
    unsigned max_retries = 3;
    std::chrono::nanoseconds base_delay = std::chrono::milliseconds(800);
    std::chrono::nanoseconds max_delay = std::chrono::seconds(60);

    // True for failures that may pass by themselves.
    static bool is_transient(const error& why);

    // True for answers that say that the service did not execute the request: 429, and 503 with a
    // Retry-After. A 503 without one may come from a gateway that has lost sight of the service.
    static bool is_refusal(const error& why);

    // The wait before retry number `retry` (from 1), or nothing if there were enough: drawn from 0 to
    // base_delay * 2^(retry-1), at most max_delay. If the service says how long to wait, that long, with at
    // most a second of the same on top. `random` is from [0, 1).
    std::optional<std::chrono::nanoseconds> delay(
        unsigned retry, std::optional<std::chrono::milliseconds> retry_after, double random) const;
};

} // namespace acs::pipeline

#endif
