#ifndef BENCHMARKS_CACHING_MEMORY_FIGURES_HPP
#define BENCHMARKS_CACHING_MEMORY_FIGURES_HPP

#include "caching/caching_options.hpp"
#include "caching/figure_table.hpp"

namespace caching {

/// Resident memory for each identity, beside the text of token and id, and what simpler ways take.
void add_memory_figures(figure_table& table, const caching_options& options);

} // namespace caching

#endif
