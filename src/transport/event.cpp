#include "transport/event.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

namespace acs::transport {

namespace asio = boost::asio;

void event::set()
{
    const std::lock_guard lock(mutex_);
    if (!std::exchange(set_, true))
        timer_.cancel();
}

bool event::is_set()
{
    const std::lock_guard lock(mutex_);
    return set_;
}

asio::awaitable<void> event::wait()
{
    constexpr auto as_result = asio::as_tuple(asio::use_awaitable);
    // The wait begins with the mutex held, so that a set() from another thread comes either before it or
    // after it. A wait that is over at once begins without: its coroutine may go on, and destroy the event,
    // on another thread before this one is through.
    const auto begin = [this](auto handler) {
        std::unique_lock lock(mutex_);
        timer_.expires_at(
            set_ ? asio::steady_timer::time_point::min() : asio::steady_timer::time_point::max());
        if (set_)
            lock.unlock();
        timer_.async_wait(std::move(handler));
    };
    co_await asio::async_initiate<decltype(as_result), void(boost::system::error_code)>(begin, as_result);
}

} // namespace acs::transport
