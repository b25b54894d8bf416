#ifndef BENCHMARKS_SERVICE_REFRESHING_SECTION_HPP
#define BENCHMARKS_SERVICE_REFRESHING_SECTION_HPP

#include "service/raw_figures.hpp"
#include "service/service_options.hpp"

/// How long hits take, at fixed rates of arrival, while tokens are renewed as fast as the published limit
/// allows.
void run_refreshing_section(const service_options& options, raw_figures& raw);

#endif
