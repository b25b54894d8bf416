#ifndef BENCHMARKS_COMPARISON_LOAD_RUN_HPP
#define BENCHMARKS_COMPARISON_LOAD_RUN_HPP

#include "comparison/command.hpp"
#include "comparison/service_process.hpp"

#include <boost/json/object.hpp>
#include <chrono>
#include <cstddef>

/// A load that a program puts on the service once.
struct load_run
{
    std::size_t calls = 0;
    std::size_t concurrency = 0;
    std::size_t warm_up = 0;
    double rate = 0; ///< 0: closed loop
    std::chrono::milliseconds most{std::chrono::hours(1)};

    /// Runs the load program with its options put to the arguments; gives the line that it prints.
    /// \throws std::runtime_error if it fails, or takes longer than `most`
    boost::json::object measure(command program, const service_process& service) const;
};

#endif
