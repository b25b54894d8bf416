#ifndef TESTS_UNIT_BUSIEST_WINDOW_HPP
#define TESTS_UNIT_BUSIEST_WINDOW_HPP

#include <acs/time_source.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <deque>
#include <limits>
#include <vector>

/// The most of these moments in any window of 30 s.
inline std::size_t busiest_window(const std::vector<acs::boot_time>& ascending)
{
    std::deque<acs::boot_time> window;
    std::size_t most = 0;
    for (const acs::boot_time granted : ascending) {
        window.push_back(granted);
        while (window.front() <= granted - std::chrono::seconds(30))
            window.pop_front();
        most = std::max(most, window.size());
    }
    return most;
}

/// The smallest burst b such that every window of any length W has at most per_second * W + b of the moments.
inline double needed_burst(const std::vector<acs::boot_time>& ascending, double per_second)
{
    double least = std::numeric_limits<double>::max();
    double burst = 0;
    double index = 0;
    for (const acs::boot_time granted : ascending) {
        const double seconds = std::chrono::duration<double>(granted - ascending.front()).count();
        const double level = index - per_second * seconds;
        least = std::min(least, level);
        burst = std::max(burst, level - least + 1);
        ++index;
    }
    return burst;
}

#endif
