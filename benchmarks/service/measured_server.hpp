#ifndef BENCHMARKS_SERVICE_MEASURED_SERVER_HPP
#define BENCHMARKS_SERVICE_MEASURED_SERVER_HPP

#include "comparison/child_process.hpp"
#include "service/process_usage.hpp"

#include <boost/json/value.hpp>
#include <chrono>
#include <cstdint>
#include <string>

/// A server that says in a ready file, a JSON object with `port`, that it serves.
class measured_server
{
public:
    /// \param name what figures call it. \param start how it is started; `--ready-file FILE` is added.
    /// \throws std::runtime_error if it ends before, or takes too long.
    measured_server(
        std::string name, command start, const std::string& ready_file,
        std::chrono::seconds patience = std::chrono::seconds(60));

    const std::string& name() const { return name_; }
    std::uint16_t port() const { return port_; }
    pid_t id() const { return process_.id(); }
    process_usage usage() const { return process_usage(id()); }
    std::string url() const { return "https://127.0.0.1:" + std::to_string(port_) + "/token"; }

private:
    std::string name_;
    child_process process_;
    std::uint16_t port_ = 0;
};

#endif
