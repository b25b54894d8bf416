#ifndef BENCHMARKS_SERVICE_MEMORY_SECTION_HPP
#define BENCHMARKS_SERVICE_MEMORY_SECTION_HPP

#include "service/raw_figures.hpp"
#include "service/service_options.hpp"

/// What memory the token service takes with many identities, when each of their tokens has been renewed.
void run_memory_section(const service_options& options, raw_figures& raw);

#endif
