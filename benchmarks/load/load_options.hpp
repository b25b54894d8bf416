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

    /// From `--connection-string S [--ca FILE] --user ID --n N --c C`.
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
