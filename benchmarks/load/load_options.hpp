#ifndef BENCHMARKS_LOAD_OPTIONS_HPP
#define BENCHMARKS_LOAD_OPTIONS_HPP

#include <cstddef>
#include <string>

/// What all load programs are told: which service and identity, how many calls, how many at a time.
struct load_options
{
    std::string connection_string;
    std::string ca_file; ///< empty: the system's authorities
    std::string user;
    std::size_t calls = 0;
    std::size_t concurrency = 0;
    std::size_t warm_up = 0; ///< calls before those that are measured
    double rate = 0;         ///< calls that become due in a second; 0: each worker calls as soon as it can

    /// What `parse` takes, for a usage line.
    static const char* const usage;

    /// From `--connection-string S [--ca FILE] --user ID --n N --c C [--warm-up W] [--rate R]`.
    /// \throws std::invalid_argument saying what is wrong.
    static load_options parse(int argc, char** argv);

    /// Host of the endpoint, without the port.
    std::string host() const;
    /// Port of the endpoint.
    std::string port() const;
    /// The access key, in base64.
    std::string access_key() const;
};

#endif
