#ifndef BENCHMARKS_COMPARISON_INTERRUPTION_HPP
#define BENCHMARKS_COMPARISON_INTERRUPTION_HPP

#include <chrono>

/// SIGINT and SIGTERM end a benchmark by an exception, so that what it has started is ended and its files go.
class interruption
{
public:
    /// From now on.
    static void watch();

    /// \throws std::runtime_error if there was one.
    static void check();

    /// Lets time pass. \throws std::runtime_error if it is interrupted.
    static void sleep(std::chrono::milliseconds time);
};

#endif
