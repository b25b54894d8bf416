#ifndef BENCHMARKS_SERVICE_SERVICE_OPTIONS_HPP
#define BENCHMARKS_SERVICE_SERVICE_OPTIONS_HPP

#include <cstddef>
#include <string>
#include <vector>

/// What the benchmark of the token service is told.
struct service_options
{
    static constexpr const char* usage =
        "service [--rounds N] [--seconds N] [--open-seconds N] [--connections N,...] [--identities N] "
        "[--sections load,memory,refreshing] [--quick] [--out FILE]";

    /// \throws std::invalid_argument
    static service_options parse(int argc, char** argv);

    bool has_section(const std::string& name) const;

    std::size_t rounds = 5;
    double seconds = 4;                                            ///< of each measurement with wrk
    double open_seconds = 20;                                      ///< of each at a fixed rate
    std::vector<std::size_t> connections{1, 4, 16, 64, 256, 1000}; ///< of wrk
    std::vector<std::size_t> rates{1000, 5000};                    ///< requests a second
    std::size_t identities = 1'000'000;
    std::vector<std::string> sections{"load", "memory", "refreshing"};
    bool help = false; ///< and nothing else
    std::string out = PROJECT_FOLDER "/build/report/service.jsonl";
};

#endif
