#ifndef BENCHMARKS_CACHING_TURN_FIGURES_HPP
#define BENCHMARKS_CACHING_TURN_FIGURES_HPP

#include "caching/caching_options.hpp"
#include "caching/figure_table.hpp"

namespace caching {

/// How long the cache holds up its event loop at the worst, and how often it wakes up when idle.
void add_turn_figures(figure_table& table, const caching_options& options);

} // namespace caching

#endif
