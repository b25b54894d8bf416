#ifndef BENCHMARKS_COMPARISON_MEDIAN_HPP
#define BENCHMARKS_COMPARISON_MEDIAN_HPP

#include <algorithm>
#include <cstddef>
#include <vector>

/// The value in the middle; of two such, the greater. There is at least one value.
inline double median(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

#endif
