#ifndef BENCHMARKS_SERVICE_LOAD_SECTION_HPP
#define BENCHMARKS_SERVICE_LOAD_SECTION_HPP

#include "service/raw_figures.hpp"
#include "service/service_options.hpp"

/// Hits under rising load: the token service beside the limit and Node, round after round, so that what
/// disturbs the machine disturbs all of them. Prints tables with medians.
void run_load_section(const service_options& options, raw_figures& raw);

#endif
