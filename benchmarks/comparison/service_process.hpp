#ifndef BENCHMARKS_COMPARISON_SERVICE_PROCESS_HPP
#define BENCHMARKS_COMPARISON_SERVICE_PROCESS_HPP

#include "comparison/child_process.hpp"

#include <string>

/// The emulator in a process of its own, on the last processor, with cheap tokens, and one identity in it.
class service_process
{
public:
    service_process();

    const std::string& connection_string() const { return connection_string_; }
    const std::string& ca_file() const { return ca_file_; }
    const std::string& user() const { return user_; }

private:
    child_process process_;
    std::string connection_string_;
    std::string ca_file_;
    std::string user_;
};

#endif
