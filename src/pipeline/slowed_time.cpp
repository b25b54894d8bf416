#include "pipeline/slowed_time.hpp"

#include <algorithm>
#include <cmath>

namespace acs::pipeline {

using std::chrono::nanoseconds;

namespace {

constexpr double recovery_ns = static_cast<double>(slowed_time::recovery.count());

} // namespace

nanoseconds slowed_time::lost() const
{
    return nanoseconds(static_cast<std::int64_t>(std::ceil(recovery_ns * (1 - start_) / 2)));
}

// The integral of the speed, rounded down.
nanoseconds slowed_time::gained(nanoseconds since) const
{
    if (since >= recovery)
        return since - lost();
    const auto x = static_cast<double>(since.count());
    const auto whole = static_cast<std::int64_t>(start_ * x + (1 - start_) * x * x / (2 * recovery_ns));
    return std::min(nanoseconds(whole), recovery - lost());
}

boot_time slowed_time::at(boot_time now) const
{
    if (now <= resume_)
        return base_;
    const nanoseconds since = now - resume_;
    return base_ + (start_ < 1 ? gained(since) : since);
}

boot_time slowed_time::earliest(boot_time shown, boot_time now) const
{
    if (now >= resume_ && shown <= at(now))
        return now;
    if (shown <= base_)
        return resume_;
    const nanoseconds wanted = shown - base_;
    const nanoseconds left = boot_time::max() - resume_;
    nanoseconds since{};
    if (wanted >= recovery - lost()) {
        if (wanted > left - lost())
            return boot_time::max();
        since = wanted + lost();
    } else {
        // The positive root of start * x + (1 - start) / (2 * recovery) * x^2 = wanted, in the form that
        // stays exact when the speed is near 1.
        const auto y = static_cast<double>(wanted.count());
        const double root = std::sqrt(start_ * start_ + 2 * (1 - start_) * y / recovery_ns);
        since = nanoseconds(static_cast<std::int64_t>(2 * y / (start_ + root)));
        while (gained(since) < wanted)
            ++since;
    }
    return since > left ? boot_time::max() : std::max(now, resume_ + since);
}

double slowed_time::speed(boot_time now) const
{
    if (now <= resume_)
        return start_;
    const nanoseconds since = now - resume_;
    if (since >= recovery)
        return 1;
    return start_ + (1 - start_) * static_cast<double>(since.count()) / recovery_ns;
}

void slowed_time::stop(boot_time now, boot_time until)
{
    if (stopped(now)) {
        resume_ = std::max(resume_, until);
        return;
    }
    base_ = at(now);
    start_ = speed(now);
    resume_ = std::max(now, until);
}

void slowed_time::slow_down(double most)
{
    start_ = std::clamp(most, 0.0, start_);
}

} // namespace acs::pipeline
