#ifndef EXAMPLES_TOKEN_SERVICE_FIGURES_LOOP_LAG_HPP
#define EXAMPLES_TOKEN_SERVICE_FIGURES_LOOP_LAG_HPP

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <chrono>

namespace token_service {

/// How late an event loop is: by how much a timer of it fires after its time. Thread-safe.
class loop_lag
{
public:
    /// Watches the loop that it runs on. Does not end.
    boost::asio::awaitable<void> watch();

    /// The lateness of the last time, or, if the next is overdue by more, that: a loop that hangs is seen
    /// from outside.
    std::chrono::nanoseconds now() const noexcept;

private:
    using clock = std::chrono::steady_clock;

    std::atomic<clock::time_point> due_ = clock::time_point::max();
    std::atomic<clock::duration> last_ = clock::duration::zero();
};

} // namespace token_service

#endif
