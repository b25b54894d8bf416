#include "observe/histogram.hpp"

#include <algorithm>
#include <numeric>

namespace acs::observe {

histogram::histogram(std::span<const double> bounds) : bounds_(bounds), buckets_(bounds.size()) {}

void histogram::add(double seconds)
{
    const double value = std::max(seconds, 0.0);
    const auto bucket = std::lower_bound(bounds_.begin(), bounds_.end(), value) - bounds_.begin();
    if (static_cast<std::size_t>(bucket) < buckets_.size())
        ++buckets_[static_cast<std::size_t>(bucket)];
    ++count_;
    sum_ += value;
}

std::uint64_t histogram::cumulative(std::size_t bucket) const
{
    const auto end = buckets_.begin() + static_cast<std::ptrdiff_t>(bucket) + 1;
    return std::accumulate(buckets_.begin(), end, std::uint64_t(0));
}

} // namespace acs::observe
