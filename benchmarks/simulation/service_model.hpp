#ifndef BENCHMARKS_SIMULATION_SERVICE_MODEL_HPP
#define BENCHMARKS_SIMULATION_SERVICE_MODEL_HPP

#include "simulation/call_window.hpp"

#include <acs/time_source.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace simulation {

/// A stretch of time: from `begin` until just before `end`.
struct interval
{
    acs::boot_time begin = acs::boot_time::max();
    acs::boot_time end = acs::boot_time::max();

    bool contains(acs::boot_time moment) const { return begin <= moment && moment < end; }
};

/// How the service behaves.
struct service_rules
{
    /// Calls in any 30 s; without one there is no quota.
    std::optional<std::size_t> limit = 1000;
    /// From the caller to the service and back, half of it each way.
    std::chrono::nanoseconds latency = std::chrono::milliseconds(50);
    /// Calls that arrive then fail, after `failure_takes`.
    interval outage;
    std::chrono::nanoseconds failure_takes = std::chrono::milliseconds(50);
    /// Then the limit is this one.
    interval cut;
    std::size_t cut_limit = 0;
};

/// What comes of a call.
struct service_answer
{
    enum class kind : unsigned char
    {
        issued,
        throttled,   ///< 429
        unavailable, ///< no answer, or a 5xx
    };

    kind what = kind::issued;
    acs::boot_time issued_at{};          ///< when the service had the call
    acs::boot_time at{};                 ///< when the caller has the answer
    std::chrono::seconds retry_after{0}; ///< of a 429
};

/// The service: its quota, its outages. It counts every call, also those that it refuses or that fail.
class service_model
{
public:
    explicit service_model(const service_rules& rules) : rules_(rules) {}

    /// A call that is sent now. Moments ascend.
    service_answer call(acs::boot_time now);

    call_window& window() { return window_; }
    std::uint64_t calls() const { return calls_; }
    std::uint64_t throttled() const { return throttled_; }

private:
    service_rules rules_;
    call_window window_;
    std::uint64_t calls_ = 0;
    std::uint64_t throttled_ = 0;
};

} // namespace simulation

#endif
