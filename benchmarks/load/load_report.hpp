#ifndef BENCHMARKS_LOAD_REPORT_HPP
#define BENCHMARKS_LOAD_REPORT_HPP

#include "load/load_options.hpp"

#include <algorithm>
#include <chrono>
#include <iosfwd>
#include <vector>

/// What a load program measures about itself, printed as one line of JSON (docs/benchmarks.md).
class load_report
{
public:
    using clock = std::chrono::steady_clock;

    explicit load_report(const load_options& options)
    {
        latencies_ms_.reserve(std::max(options.calls, options.warm_up));
    }

    /// The load begins now. What was added before does not count.
    void begin();
    /// A call has succeeded now that began, or should have begun, then.
    void add_call(clock::time_point due);
    /// The load is over.
    void end();

    /// Prints the figures of a load with these options.
    void print(std::ostream& to, const load_options& options);

private:
    double percentile(double fraction) const;

    std::vector<double> latencies_ms_;
    clock::time_point began_;
    double cpu_before_ = 0;
    double cpu_ = 0;
    double seconds_ = 0;
};

#endif
