#ifndef ACS_TRANSPORT_EVENT_HPP
#define ACS_TRANSPORT_EVENT_HPP

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <mutex>

namespace acs::transport {

// Something a coroutine waits for that isn't I/O: a pool's grant, an address, a moment. For one waiter; set()
// from any thread. The timer inside never expires. It is used because the execution context owns what waits
// on it, so that a coroutine left behind at the context's end is freed.
class event
{
public:
    explicit event(const boost::asio::any_io_executor& executor) : timer_(executor) {}

    void set();
    bool is_set();

    // Returns at once if it is set already, and when the awaiting coroutine is cancelled.
    boost::asio::awaitable<void> wait();

private:
    std::mutex mutex_;
    boost::asio::steady_timer timer_;
    bool set_ = false;
};

} // namespace acs::transport

#endif
