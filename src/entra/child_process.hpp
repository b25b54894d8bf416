#ifndef ACS_ENTRA_CHILD_PROCESS_HPP
#define ACS_ENTRA_CHILD_PROCESS_HPP

#include "transport/event.hpp"
#include "wire/wiping_string.hpp"

#include <acs/result.hpp>
#include <acs/time_source.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <chrono>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace acs::entra {

// A program that runs as a child process, without a shell: its input is empty, its folder the root, and it
// leads a process group of its own. Whoever stops waiting for it kills the group. Nothing of the process's
// signals is touched: the child's end is seen by its pidfd (Linux 5.3), and nobody else's child is reaped.
class child_process : public std::enable_shared_from_this<child_process>
{
public:
    struct limits
    {
        std::chrono::nanoseconds time = std::chrono::seconds(13);
        std::size_t output = std::size_t{256} * 1024; // bytes; more is an error
        std::size_t errors = std::size_t{16} * 1024;  // bytes; more is dropped
    };

    // What is left of it.
    struct outcome
    {
        std::optional<int> status; // 0 to 255, minus the signal, or nothing if somebody else reaped it
        wire::wiping_string output;
        wire::wiping_string errors; // what it wrote to standard error
    };

    // Runs the program: an absolute path, then its arguments. What it started in the background and left
    // behind is not waited for, but killed with it if it has to be killed. Errors: credential_failed if it
    // can't be started or writes too much; deadline_exceeded; canceled.
    static boost::asio::awaitable<result<outcome>> run(
        std::vector<std::string> command, limits most, std::shared_ptr<time_source> time);

    ~child_process();

private:
    using descriptor = boost::asio::posix::stream_descriptor;
    class killing;

    child_process(boost::asio::any_io_executor strand, limits most);

    std::optional<error> start(const std::vector<std::string>& command);
    void watch(const std::shared_ptr<time_source>& time);
    void wait_for(descriptor& what, void (child_process::*then)());
    void on_output();
    void on_errors();
    void on_exit();
    bool drain(descriptor& from, wire::wiping_string& to, std::size_t most);
    std::optional<error> too_much() const;
    void finish(std::optional<error> why);

    void kill() noexcept;
    bool is_running() noexcept;
    void reap() noexcept;

    const boost::asio::any_io_executor strand_; // of what follows
    const limits limits_;
    descriptor output_;
    descriptor errors_;
    descriptor exit_; // a pidfd
    std::unique_ptr<pending_wait> deadline_;
    outcome outcome_;
    std::optional<error> failure_;
    transport::event over_; // then nothing of the above changes any more

    std::mutex mutex_; // of the next one
    pid_t pid_ = -1;   // until it is reaped
};

} // namespace acs::entra

#endif
