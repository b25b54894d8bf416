#ifndef BENCHMARKS_CACHING_SNAPSHOT_FIGURES_HPP
#define BENCHMARKS_CACHING_SNAPSHOT_FIGURES_HPP

#include "caching/caching_options.hpp"
#include "caching/figure_table.hpp"

namespace caching {

/// How long a snapshot takes to save and to load.
void add_snapshot_figures(figure_table& table, const caching_options& options);

} // namespace caching

#endif
