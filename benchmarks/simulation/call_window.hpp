#ifndef BENCHMARKS_SIMULATION_CALL_WINDOW_HPP
#define BENCHMARKS_SIMULATION_CALL_WINDOW_HPP

#include <acs/time_source.hpp>

#include <chrono>
#include <cstddef>
#include <deque>

namespace simulation {

/// Counts calls in a sliding window of 30 s, the moment 30 s ago not included, exactly. Moments ascend.
class call_window
{
public:
    static constexpr std::chrono::nanoseconds length = std::chrono::seconds(30);

    /// Counts a call. \return how many are in the window, this one included.
    std::size_t add(acs::boot_time now);

    /// How long until a further call would be one of at most `limit`.
    std::chrono::nanoseconds until_room(std::size_t limit, acs::boot_time now) const;

    /// The most there ever were.
    std::size_t peak() const { return peak_; }

    /// The most there were since this was asked last.
    std::size_t take_recent_peak(acs::boot_time now);

private:
    void forget(acs::boot_time now);

    std::deque<acs::boot_time> calls_;
    std::size_t peak_ = 0;
    std::size_t recent_peak_ = 0;
};

} // namespace simulation

#endif
