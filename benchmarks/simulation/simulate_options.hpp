#ifndef BENCHMARKS_SIMULATION_SIMULATE_OPTIONS_HPP
#define BENCHMARKS_SIMULATION_SIMULATE_OPTIONS_HPP

#include "simulation/scenario.hpp"

#include <string>

namespace simulation {

/// What the program was asked for.
struct simulate_options
{
    scenario what;
    bool one_scenario = false; ///< an option describes one: simulate that instead of everything
    bool json = false;
    bool help = false;
    std::string folder; ///< for plots; empty: the default

    /// \throws std::invalid_argument saying what is wrong.
    static simulate_options parse(int argc, const char* const* argv);
    static const char* usage();
};

} // namespace simulation

#endif
