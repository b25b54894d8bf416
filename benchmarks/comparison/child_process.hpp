#ifndef BENCHMARKS_COMPARISON_CHILD_PROCESS_HPP
#define BENCHMARKS_COMPARISON_CHILD_PROCESS_HPP

#include "comparison/command.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

/// A program whose standard output is read. Ended with the object, and with this process. What waits for it
/// throws if this process is interrupted meanwhile; see interruption.
class child_process
{
public:
    /// \throws std::system_error
    explicit child_process(const command& what);
    child_process(const child_process&) = delete;
    child_process& operator=(const child_process&) = delete;
    ~child_process();

    pid_t id() const { return id_; }

    /// The next line of its output, without the line's end; nothing after the last.
    std::optional<std::string> read_line();
    /// The same. \throws std::runtime_error if it takes longer than that
    std::optional<std::string> read_line(std::chrono::milliseconds most);

    /// Waits for its end. \throws std::runtime_error if it has failed.
    void wait();

private:
    void end();

    std::string name_;
    pid_t id_ = -1;
    int output_ = -1;
    std::string unread_;
};

#endif
