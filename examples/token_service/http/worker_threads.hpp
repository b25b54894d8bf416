#ifndef EXAMPLES_TOKEN_SERVICE_HTTP_WORKER_THREADS_HPP
#define EXAMPLES_TOKEN_SERVICE_HTTP_WORKER_THREADS_HPP

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <cstddef>
#include <memory>
#include <vector>

namespace token_service {

/// As many contexts as threads. What belongs together stays on one of them.
class worker_threads
{
public:
    /// \param count at least one.
    explicit worker_threads(std::size_t count);
    ~worker_threads();
    worker_threads(const worker_threads&) = delete;
    worker_threads& operator=(const worker_threads&) = delete;

    /// The context of the thread that calls `run`.
    boost::asio::io_context& first() { return *contexts_.front(); }
    const std::vector<boost::asio::io_context*>& contexts() const { return contexts_; }

    /// Runs the first context here and the others on threads of their own, until `stop`. An exception that a
    /// handler lets out is written to standard error, and its context goes on.
    void run();

    /// From any thread, or from a handler of any of the contexts.
    void stop();

private:
    using guard = boost::asio::executor_work_guard<boost::asio::io_context::executor_type>;

    static void run_context(boost::asio::io_context& context);

    std::vector<std::unique_ptr<boost::asio::io_context>> owned_;
    std::vector<boost::asio::io_context*> contexts_;
    std::vector<guard> guards_;
};

} // namespace token_service

#endif
