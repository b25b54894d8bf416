#ifndef BENCHMARKS_SIMULATION_PROMISE_REPORT_HPP
#define BENCHMARKS_SIMULATION_PROMISE_REPORT_HPP

#include <string>

namespace simulation {

struct figures;

/// What the cache promises, each with the figure that the simulation gives, the target and whether it is met.
class promise_report
{
public:
    /// Simulates all that the promises speak of, and prints row after row.
    void run();

    bool all_met() const { return all_met_; }

private:
    void full_capacity();
    void million();
    void outages();
    void many_outages();
    void row(
        int promise, const std::string& what, const std::string& figure, const std::string& target, bool met);
    void calls_row(const std::string& what, const figures& seen);
    void lapse_row(const std::string& what, std::uint64_t lapsed);
    void lateness_row(const std::string& what, const figures& seen);

    bool all_met_ = true;
};

} // namespace simulation

#endif
