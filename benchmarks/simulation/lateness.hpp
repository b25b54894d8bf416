#ifndef BENCHMARKS_SIMULATION_LATENESS_HPP
#define BENCHMARKS_SIMULATION_LATENESS_HPP

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace simulation {

/// How late things were: counts in steps of a millisecond up to ten seconds, of a second beyond.
class lateness
{
public:
    void add(std::chrono::nanoseconds late);

    /// What this fraction of them did not exceed, in seconds, rounded up to the step. 0 if there is none.
    double quantile(double fraction) const;

    std::uint64_t count() const { return count_; }

private:
    std::vector<std::uint64_t> steps_;
    std::uint64_t count_ = 0;
};

} // namespace simulation

#endif
