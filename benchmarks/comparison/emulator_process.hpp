#ifndef BENCHMARKS_COMPARISON_EMULATOR_PROCESS_HPP
#define BENCHMARKS_COMPARISON_EMULATOR_PROCESS_HPP

#include "comparison/child_process.hpp"

#include <cstdint>
#include <string>
#include <vector>

/// acs-emulator in a process of its own, on the last processor, with tokens that are cheap to sign.
class emulator_process
{
public:
    /// \param options further ones. \throws std::runtime_error if it does not start
    explicit emulator_process(std::vector<std::string> options = {});

    const std::string& connection_string() const { return connection_string_; }
    const std::string& ca_file() const { return ca_file_; }
    std::uint16_t port() const { return port_; }

private:
    child_process process_;
    std::string connection_string_;
    std::string ca_file_;
    std::uint16_t port_ = 0;
};

#endif
