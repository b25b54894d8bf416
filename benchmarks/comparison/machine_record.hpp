#ifndef BENCHMARKS_COMPARISON_MACHINE_RECORD_HPP
#define BENCHMARKS_COMPARISON_MACHINE_RECORD_HPP

#include <boost/json/object.hpp>

/// What raw figures begin with: date, machine, commit, build, and the versions of what everything is built
/// with. Other members are added by the benchmark.
boost::json::object machine_record();

#endif
