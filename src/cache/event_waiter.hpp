#ifndef ACS_CACHE_EVENT_WAITER_HPP
#define ACS_CACHE_EVENT_WAITER_HPP

#include "cache/completion.hpp"
#include "transport/event.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

namespace acs::cache {

// A coroutine that waits for something to happen, without a limit but its own cancellation. However it is
// left, it isn't told any more.
class event_waiter final : public completion::waiter
{
public:
    // `executor`: where the waiting coroutine runs.
    event_waiter(completion& what, const boost::asio::any_io_executor& executor)
        : what_(what), woken_(executor)
    {
        what_.join(*this);
    }
    ~event_waiter() override { what_.leave(*this); }

    void wake() noexcept override { woken_.set(); }

    // Returns when it has happened, or when the coroutine is cancelled.
    boost::asio::awaitable<void> wait() { return woken_.wait(); }

private:
    completion& what_;
    transport::event woken_;
};

} // namespace acs::cache

#endif
