#ifndef BENCHMARKS_LOAD_REPORT_HPP
#define BENCHMARKS_LOAD_REPORT_HPP

#include <chrono>
#include <cstddef>
#include <iosfwd>
#include <vector>

/// What a load program measures about itself, printed as one line of JSON (docs/benchmarks.md).
class load_report
{
public:
    using clock = std::chrono::steady_clock;

    explicit load_report(std::size_t calls) { latencies_ms_.reserve(calls); }

    /// The load begins now.
    void begin();
    /// A call that began then has succeeded.
    void add_call(clock::time_point began);
    /// The load is over.
    void end();

    /// Prints the figures of `calls` calls, `concurrency` at a time.
    void print(std::ostream& to, std::size_t calls, std::size_t concurrency);

private:
    double percentile(double fraction) const;

    std::vector<double> latencies_ms_;
    clock::time_point began_;
    double cpu_before_ = 0;
    double cpu_ = 0;
    double seconds_ = 0;
};

#endif
