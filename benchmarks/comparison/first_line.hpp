#ifndef BENCHMARKS_COMPARISON_FIRST_LINE_HPP
#define BENCHMARKS_COMPARISON_FIRST_LINE_HPP

#include "comparison/command.hpp"

#include <string>

/// The first line that the program prints; empty if there is no such program, or it prints none.
std::string first_line(const command& of);

#endif
