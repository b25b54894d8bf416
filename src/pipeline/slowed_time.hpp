#ifndef ACS_PIPELINE_SLOWED_TIME_HPP
#define ACS_PIPELINE_SLOWED_TIME_HPP

#include <acs/time_source.hpp>

#include <chrono>

namespace acs::pipeline {

// A clock that stands still while a resource is stopped, then goes at a fraction of the normal speed and
// comes back to it within `recovery`, in a straight line. A rate limiter that reads it adapts by itself: what
// it allows in a window of this clock's time, it allows in a window at least as long of real time. Sans-IO.
class slowed_time
{
public:
    static constexpr std::chrono::nanoseconds recovery = std::chrono::seconds(30);

    // What this clock shows. It never goes backwards.
    boot_time at(boot_time now) const;

    // The first moment, `now` or later, at which it goes and shows at least this; boot_time::max() if never.
    boot_time earliest(boot_time shown, boot_time now) const;

    bool stopped(boot_time now) const { return now < resume_; }

    // From 0 to 1; while it is stopped, the speed it will have at first.
    double speed(boot_time now) const;

    // Stands still until then, or for longer if it stands already. Its speed afterwards is as it was.
    void stop(boot_time now, boot_time until);

    // Lowers the speed that it has just after the last stop.
    void slow_down(double most);

private:
    std::chrono::nanoseconds lost() const; // by a whole recovery
    std::chrono::nanoseconds gained(std::chrono::nanoseconds since) const;

    boot_time resume_{}; // when the last stop ends
    boot_time base_{};   // shown until then
    double start_ = 1;   // the speed at that moment
};

} // namespace acs::pipeline

#endif
