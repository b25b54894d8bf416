#ifndef BENCHMARKS_SIMULATION_POLICY_COMPARISON_HPP
#define BENCHMARKS_SIMULATION_POLICY_COMPARISON_HPP

#include "simulation/plot_folder.hpp"
#include "simulation/policy_model.hpp"
#include "simulation/scenario.hpp"

#include <string>
#include <vector>

namespace simulation {

/// The cache beside clients that renew as others do, each with and without our limiter. It prints tables, and
/// draws plots.
class policy_comparison
{
public:
    explicit policy_comparison(const plot_folder& plots) : plots_(plots) {}

    void run();

private:
    void compare(
        const std::string& file, const std::string& title, const std::string& short_title,
        const policy_case& theirs, const scenario& ours);
    void known_case();

    const plot_folder& plots_;
};

} // namespace simulation

#endif
