#ifndef BENCHMARKS_COMPARISON_MEDIAN_HPP
#define BENCHMARKS_COMPARISON_MEDIAN_HPP

#include <algorithm>
#include <vector>

/// The value in the middle; of an even number of values, the mean of the two there. There is at least one.
inline double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    const auto middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

#endif
