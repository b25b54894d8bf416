#ifndef BENCHMARKS_CACHING_INTERLEAVED_ROUNDS_HPP
#define BENCHMARKS_CACHING_INTERLEAVED_ROUNDS_HPP

#include <cstddef>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace caching {

/// CPU time of the calling thread in nanoseconds: what other programs take away on a busy machine isn't in
/// it.
double thread_cpu_ns();

/// The median; of an even number of values the mean of the two in the middle.
double median(std::vector<double> values);

/// The value that a fraction of them does not exceed, such as 0.999.
double quantile(std::vector<double> values, double fraction);

/// Measurements made in turn, round after round, each round beginning with another one, so that what disturbs
/// the machine disturbs all of them.
class interleaved_rounds
{
public:
    /// `measure` gives one round's figure.
    void add(std::string name, std::function<double()> measure);

    void run(std::size_t rounds);

    /// Of a measurement over the rounds.
    double middle(const std::string& name) const;
    /// Of the differences of two, round by round.
    double middle_difference(const std::string& name, const std::string& other) const;
    /// Of the ratios of two, round by round.
    double middle_ratio(const std::string& name, const std::string& other) const;

private:
    struct measurement
    {
        std::string name;
        std::function<double()> measure;
        std::vector<double> results;
    };

    const std::vector<double>& results(const std::string& name) const;

    std::vector<measurement> measurements_;
};

} // namespace caching

#endif
