#ifndef ACS_OBSERVE_HISTOGRAM_HPP
#define ACS_OBSERVE_HISTOGRAM_HPP

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace acs::observe {

// How many durations fell under each bound.
class histogram
{
public:
    // The bounds ascend; each belongs to the bucket under it (`le`). They must outlive the histogram.
    explicit histogram(std::span<const double> bounds);

    void add(double seconds);

    std::span<const double> bounds() const { return bounds_; }
    // How many were at most bounds()[bucket].
    std::uint64_t cumulative(std::size_t bucket) const;
    std::uint64_t count() const { return count_; }
    double sum() const { return sum_; }

private:
    std::span<const double> bounds_;
    std::vector<std::uint64_t> buckets_; // without what is over the last bound
    std::uint64_t count_ = 0;
    double sum_ = 0;
};

} // namespace acs::observe

#endif
