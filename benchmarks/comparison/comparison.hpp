#ifndef BENCHMARKS_COMPARISON_COMPARISON_HPP
#define BENCHMARKS_COMPARISON_COMPARISON_HPP

#include "comparison/service_process.hpp"

#include <boost/json/value.hpp>
#include <cstddef>
#include <iosfwd>
#include <map>
#include <string>
#include <vector>

/// Load programs run side by side: one after the other, round after round, so that what disturbs the machine
/// disturbs all of them.
class comparison
{
public:
    /// The figures of each run go to `raw`, a line of JSON each.
    comparison(const service_process& service, std::vector<std::string> programs, std::ostream& raw);

    void run(std::size_t concurrency, std::size_t calls, std::size_t rounds);

    /// The median of a figure over the rounds.
    double median(const std::string& program, std::size_t concurrency, const char* figure) const;

    const std::vector<std::string>& programs() const { return programs_; }

private:
    boost::json::value measure(const std::string& program, std::size_t concurrency, std::size_t calls) const;

    const service_process& service_;
    std::vector<std::string> programs_;
    std::ostream& raw_;
    std::map<std::pair<std::string, std::size_t>, std::vector<boost::json::value>> results_;
};

#endif
