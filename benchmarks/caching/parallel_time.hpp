#ifndef BENCHMARKS_CACHING_PARALLEL_TIME_HPP
#define BENCHMARKS_CACHING_PARALLEL_TIME_HPP

#include <cstddef>
#include <functional>

namespace caching {

/// Runs the work on so many threads, each on a processor of its own if there are as many, all beginning at
/// the same moment. `work` gets the thread's number and gives a time. If one had to share its processor with
/// another program, they did not run side by side, and all of it is done again; of a few tries the best
/// counts. \return the mean of the times.
double parallel_time(std::size_t threads, const std::function<double(std::size_t)>& work);

} // namespace caching

#endif
