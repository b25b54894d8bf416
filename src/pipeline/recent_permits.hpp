#ifndef ACS_PIPELINE_RECENT_PERMITS_HPP
#define ACS_PIPELINE_RECENT_PERMITS_HPP

#include <acs/time_source.hpp>

#include <array>
#include <chrono>
#include <cstdint>

namespace acs::pipeline {

// Measures the rate of permits over the last 30 s, the window in which the service counts. Sans-IO.
class recent_permits
{
public:
    void add(boot_time now);

    // In calls per second, over the current second and the 30 before it.
    double per_second(boot_time now);

private:
    static constexpr std::size_t slots = 31;

    void move_to(boot_time now);

    std::array<std::uint64_t, slots> seconds_{};
    std::int64_t last_ = 0; // the second that is being counted
};

} // namespace acs::pipeline

#endif
