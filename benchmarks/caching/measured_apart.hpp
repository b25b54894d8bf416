#ifndef BENCHMARKS_CACHING_MEASURED_APART_HPP
#define BENCHMARKS_CACHING_MEASURED_APART_HPP

#include <functional>
#include <vector>

namespace caching {

/// Runs a measurement in a process of its own, so that its memory is counted from a clean start and given
/// back afterwards. Only while this process has one thread.
/// \throws std::runtime_error if it fails.
std::vector<double> measured_apart(const std::function<std::vector<double>()>& measure);

/// The resident memory of this process, in bytes.
double resident_bytes();

} // namespace caching

#endif
