#ifndef ACS_CACHE_RESOURCE_HEALTH_HPP
#define ACS_CACHE_RESOURCE_HEALTH_HPP

#include <acs/time_source.hpp>

#include <chrono>
#include <optional>

namespace acs::cache {

// Whether it makes sense to call the service at all: the breaker of a resource. While it is not closed, one
// call from time to time, a probe, finds out whether the service is back; everything else waits without a
// back-off of its own. It counts outcomes only: how an error is classified is up to the caller. Sans-IO; not
// thread-safe.
class resource_health
{
public:
    enum class state
    {
        closed,  // calls go out
        open,    // the service does not answer
        stopped, // the service does not know us: key or identity rejected
    };

    enum class failure
    {
        transient,     // network, timeouts, 5xx
        authorisation, // 401, 403
        throttled,     // 429: changes nothing here, since the quota stops by itself
    };

    // So many transient failures without a success between them open it.
    static constexpr unsigned failures_to_open = 5;
    // Between probes while open; acs::probe_interval in the arithmetic of outages.
    static constexpr std::chrono::seconds probe_every{5};
    // Between probes while stopped: doubles from the first to the second, since nothing but new credentials
    // will help, and rejected calls count against the quota.
    static constexpr std::chrono::seconds first_slow_probe{5};
    static constexpr std::chrono::seconds slowest_probe{60};
    // A Retry-After puts the next probe off, but by no more than this: a service that errs about its own
    // return must not make tokens expire.
    static constexpr std::chrono::seconds longest_retry_after{60};

    // A call failed. `retry_after`: what the service asked for. `random`, from [0, 1), spreads what it asked
    // for over a second more, as others were told the same.
    void failed(
        failure kind, boot_time now, std::optional<std::chrono::milliseconds> retry_after, double random);

    // A call was answered as it should be.
    void succeeded(boot_time now);

    // Whether a call may be started now. If it is not closed, this call is the probe: say so.
    bool may_start(boot_time now) const { return now >= next_start(now); }
    void probe_started(boot_time now);

    // When the next call may be started: `now`, or when the next probe is due.
    boot_time next_start(boot_time now) const;

    state current() const { return state_; }
    // Transient failures in a row.
    unsigned failures() const { return failures_; }

private:
    void stop(boot_time now);
    void put_off(boot_time until);

    state state_ = state::closed;
    unsigned failures_ = 0;
    boot_time next_probe_;
    std::chrono::seconds slow_probe_ = first_slow_probe;
    bool probing_ = false; // since the last rejection
};

} // namespace acs::cache

#endif
