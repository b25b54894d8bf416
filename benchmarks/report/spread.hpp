#ifndef BENCHMARKS_REPORT_SPREAD_HPP
#define BENCHMARKS_REPORT_SPREAD_HPP

#include <cstddef>
#include <vector>

namespace report {

/// What the rounds say of one figure.
struct spread
{
    double median = 0; ///< of an even number of rounds: the mean of the two in the middle
    double least = 0;
    double most = 0;
    std::size_t rounds = 0; ///< 0: not measured

    static spread of(std::vector<double> values);

    explicit operator bool() const { return rounds != 0; }
};

} // namespace report

#endif
