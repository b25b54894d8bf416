#ifndef ACS_PIPELINE_RATE_LIMITER_HPP
#define ACS_PIPELINE_RATE_LIMITER_HPP

#include <acs/quota.hpp>
#include <acs/time_source.hpp>

#include <chrono>
#include <set>

namespace acs::pipeline {

// The generic cell rate algorithm (ITU-T I.371): in any window of W seconds at most rate * W + burst permits.
// Permits are reserved in the order of asking, so whoever is told a moment just waits for it. Sans-IO; not
// thread-safe.
class rate_limiter
{
public:
    explicit rate_limiter(rate limit);

    // When the next permit would be valid: `now` or later. Takes nothing.
    boot_time next(boot_time now) const;

    // Takes the next permit and says from when on it is valid.
    boot_time reserve(boot_time now);

    // Gives back a permit that was reserved for this moment and not used. Its moment goes to the next one who
    // asks.
    void give_back(boot_time when);

private:
    std::chrono::nanoseconds interval_;  // between two permits in the long run
    std::chrono::nanoseconds tolerance_; // how far ahead of that permits may run
    boot_time arrival_{};                // the theoretical arrival time of the next call
    std::multiset<boot_time> returned_;  // moments that were given back
};

} // namespace acs::pipeline

#endif
