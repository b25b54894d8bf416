#ifndef BENCHMARKS_COMPARISON_SERVICE_PROCESS_HPP
#define BENCHMARKS_COMPARISON_SERVICE_PROCESS_HPP

#include "comparison/emulator_process.hpp"

#include <cstddef>
#include <string>
#include <vector>

/// The emulator with one identity in it.
class service_process
{
public:
    /// \param options further ones of the emulator.
    explicit service_process(std::vector<std::string> options = {});

    const std::string& connection_string() const { return emulator_.connection_string(); }
    const std::string& ca_file() const { return emulator_.ca_file(); }
    const std::string& user() const { return user_; }
    /// Of a token of the identity.
    std::size_t token_bytes() const { return token_bytes_; }

private:
    emulator_process emulator_;
    std::string user_;
    std::size_t token_bytes_ = 0;
};

#endif
