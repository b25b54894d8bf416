#ifndef BENCHMARKS_SERVICE_LATENCY_RECORD_HPP
#define BENCHMARKS_SERVICE_LATENCY_RECORD_HPP

#include <chrono>
#include <cstddef>
#include <vector>

/// Durations, all of them kept.
class latency_record
{
public:
    explicit latency_record(std::size_t expected) { milliseconds_.reserve(expected); }

    void add(std::chrono::nanoseconds latency)
    {
        milliseconds_.push_back(std::chrono::duration<double, std::milli>(latency).count());
    }

    /// No more will come.
    void finish();

    std::size_t size() const { return milliseconds_.size(); }
    /// In milliseconds, what this part of them did not exceed.
    double percentile(double part) const;

private:
    std::vector<double> milliseconds_;
};

#endif
