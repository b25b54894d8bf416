#ifndef ACS_PIPELINE_SIGNING_CLOCK_HPP
#define ACS_PIPELINE_SIGNING_CLOCK_HPP

#include <acs/time_source.hpp>

#include <atomic>
#include <chrono>
#include <memory>

namespace acs::pipeline {

// The civil time that requests are signed with: this machine's, corrected by what the service's Date headers
// have shown to be wrong with it. Thread-safe.
class signing_clock
{
public:
    explicit signing_clock(std::shared_ptr<time_source> time) : time_(std::move(time)) {}

    wall_time now() const noexcept { return time_->now_utc() + correction(); }

    std::chrono::nanoseconds correction() const noexcept
    {
        return std::chrono::nanoseconds(correction_.load(std::memory_order_relaxed));
    }

    // From now on the time is this machine's plus `by`.
    void correct(std::chrono::nanoseconds by) noexcept
    {
        correction_.store(by.count(), std::memory_order_relaxed);
    }

private:
    std::shared_ptr<time_source> time_;
    std::atomic<std::int64_t> correction_{0};
};

} // namespace acs::pipeline

#endif
