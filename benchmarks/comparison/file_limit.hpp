#ifndef BENCHMARKS_COMPARISON_FILE_LIMIT_HPP
#define BENCHMARKS_COMPARISON_FILE_LIMIT_HPP

#include <cstddef>

/// Lets this process and its children have as many files as this machine allows: a thousand connections want
/// more than many systems give at first. \return their number
std::size_t raise_file_limit();

#endif
