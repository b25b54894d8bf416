#ifndef BENCHMARKS_COMPARISON_IS_INSTALLED_HPP
#define BENCHMARKS_COMPARISON_IS_INSTALLED_HPP

#include <string>

/// Whether there is such a program in PATH.
bool is_installed(const std::string& name);

#endif
