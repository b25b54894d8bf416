#ifndef BENCHMARKS_SIMULATION_SCENARIO_REPORT_HPP
#define BENCHMARKS_SIMULATION_SCENARIO_REPORT_HPP

#include "simulation/figures.hpp"
#include "simulation/scenario.hpp"

namespace simulation {

/// The cache in a row of situations, as a table without targets.
void print_scenarios();

/// One scenario's figures, a line each.
void print_figures(const scenario& what, const figures& seen);

} // namespace simulation

#endif
