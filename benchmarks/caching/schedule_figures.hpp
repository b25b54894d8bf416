#ifndef BENCHMARKS_CACHING_SCHEDULE_FIGURES_HPP
#define BENCHMARKS_CACHING_SCHEDULE_FIGURES_HPP

#include "caching/caching_options.hpp"
#include "caching/figure_table.hpp"

namespace caching {

/// How long it takes to plan a renewal with so many on the calendar.
void add_schedule_figures(figure_table& table, const caching_options& options);

} // namespace caching

#endif
