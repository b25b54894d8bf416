#ifndef BENCHMARKS_SERVICE_OPEN_LOAD_OPTIONS_HPP
#define BENCHMARKS_SERVICE_OPEN_LOAD_OPTIONS_HPP

#include <cstddef>
#include <cstdint>
#include <string>

/// What bench_service_load is told.
struct open_load_options
{
    /// \throws std::invalid_argument
    static open_load_options parse(int argc, char** argv);

    std::uint16_t port = 0;
    std::string ca_file;
    std::string session_file; ///< a line each
    double rate = 0;          ///< requests a second
    double seconds = 0;
    double warm_up = 1; ///< seconds before that, which don't count
    std::size_t connections = 0;
    std::uint64_t seed = 1; ///< of the sessions' order
};

#endif
