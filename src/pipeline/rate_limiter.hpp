#ifndef ACS_PIPELINE_RATE_LIMITER_HPP
#define ACS_PIPELINE_RATE_LIMITER_HPP

#include <acs/lane.hpp>
#include <acs/rate.hpp>
#include <acs/time_source.hpp>

#include <chrono>
#include <cstddef>

namespace acs::pipeline {

// The generic cell rate algorithm (ITU-T I.371): in any window of W seconds at most rate * W + burst permits.
// A permit is taken at the moment it is used, never ahead of it, so that a thread which comes late makes no
// window denser. Background leaves half of the burst to foreground. Sans-IO; not thread-safe.
class rate_limiter
{
public:
    explicit rate_limiter(rate limit);

    // When the lane's next permit is valid if so many others are taken before it: `now` or later;
    // boot_time::max() if that is out of the clock's range.
    boot_time next(boot_time now, lane who = lane::foreground, std::size_t ahead = 0) const;

    // Takes a permit. One must be valid.
    void take(boot_time now);

    // Uses up the burst: one permit is left at once, the next ones follow at the rate.
    void drain(boot_time now);

    // Between two permits in the long run.
    std::chrono::nanoseconds interval() const { return interval_; }

private:
    std::chrono::nanoseconds interval_;
    std::chrono::nanoseconds tolerance_; // how far ahead of the long run permits may be
    boot_time arrival_{};                // the theoretical arrival time of the next call
};

} // namespace acs::pipeline

#endif
