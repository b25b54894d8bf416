#ifndef BENCHMARKS_COMPARISON_IDLE_MEMORY_HPP
#define BENCHMARKS_COMPARISON_IDLE_MEMORY_HPP

#include "comparison/service_process.hpp"

#include <cstddef>

/// Memory that so many idle connections take in this process, in bytes for each.
double idle_connection_bytes(const service_process& service, std::size_t connections);

#endif
