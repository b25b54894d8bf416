#ifndef ACS_CACHE_CALL_HEALTH_HPP
#define ACS_CACHE_CALL_HEALTH_HPP

#include "cache/resource_health.hpp"

#include <acs/cache_stats.hpp>
#include <acs/error.hpp>
#include <acs/time_source.hpp>

#include <cstdint>
#include <mutex>
#include <optional>
#include <utility>

namespace acs::cache {

// The breaker, fed with the outcomes of calls. Thread-safe.
class call_health
{
public:
    // The health before and after.
    using change = std::pair<cache_health, cache_health>;

    // A call ended with this error, or with none.
    // `about`: the identity's hash.
    change ended(const error* why, std::uint32_t about, boot_time now, double random);

    bool is_healthy() const;
    cache_health state() const;

    // Whether a renewal may start: `now`, or when. While it is not healthy, a start is a probe.
    boot_time next_start(boot_time now) const;
    void started(boot_time now);

private:
    // So many 403 in a row concern more than a single identity.
    static constexpr unsigned forbidden_to_stop = resource_health::failures_to_open;

    cache_health read() const; // with the mutex held

    mutable std::mutex mutex_;
    resource_health health_;
    unsigned forbidden_ = 0; // in a row, each of another identity than the last
    std::uint32_t last_forbidden_ = 0;
};

} // namespace acs::cache

#endif
