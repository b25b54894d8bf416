#ifndef BENCHMARKS_REPORT_REPORT_OPTIONS_HPP
#define BENCHMARKS_REPORT_REPORT_OPTIONS_HPP

#include <filesystem>

namespace report {

/// Where the report is made, and of what.
struct report_options
{
    std::filesystem::path data;
    std::filesystem::path into;
    bool help = false;

    /// Throws std::invalid_argument.
    static report_options parse(int argc, char** argv, const std::filesystem::path& benchmarks_folder);
    static const char* usage();
};

} // namespace report

#endif
