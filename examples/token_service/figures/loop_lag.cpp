#include "figures/loop_lag.hpp"

#include <algorithm>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace token_service {

boost::asio::awaitable<void> loop_lag::watch()
{
    constexpr std::chrono::milliseconds interval(100);
    boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor);
    while (true) {
        const clock::time_point due = clock::now() + interval;
        due_.store(due, std::memory_order_relaxed);
        timer.expires_at(due);
        co_await timer.async_wait(boost::asio::use_awaitable);
        last_.store(clock::now() - due, std::memory_order_relaxed);
    }
}

std::chrono::nanoseconds loop_lag::now() const noexcept
{
    const clock::time_point due = due_.load(std::memory_order_relaxed);
    const clock::duration overdue =
        due == clock::time_point::max() ? clock::duration::zero() : clock::now() - due;
    return std::max(overdue, last_.load(std::memory_order_relaxed));
}

} // namespace token_service
