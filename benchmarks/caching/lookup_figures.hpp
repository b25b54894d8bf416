#ifndef BENCHMARKS_CACHING_LOOKUP_FIGURES_HPP
#define BENCHMARKS_CACHING_LOOKUP_FIGURES_HPP

#include "caching/caching_options.hpp"
#include "caching/figure_table.hpp"

namespace caching {

/// How long a hit takes, on one thread and on two.
void add_lookup_figures(figure_table& table, const caching_options& options);

} // namespace caching

#endif
