#ifndef BENCHMARKS_COMPARISON_COMMAND_HPP
#define BENCHMARKS_COMPARISON_COMMAND_HPP

#include <string>
#include <utility>
#include <vector>

/// A program to start, and with what.
struct command
{
    std::string path; ///< without a slash it is looked for in PATH
    std::vector<std::string> arguments;
    std::vector<std::pair<std::string, std::string>> environment; ///< beside what this process has
    std::vector<int> processors;                                  ///< the only ones it may use; empty: all

    /// Of a program that lies in the folder of this one.
    static std::string beside(const std::string& name);
    /// Where the emulator and loads go; what is measured has processor 0.
    static int last_processor();
};

#endif
