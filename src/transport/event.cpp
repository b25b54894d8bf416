#include "transport/event.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace acs::transport {

void event::set()
{
    set_ = true;
    timer_.cancel();
}

boost::asio::awaitable<void> event::wait()
{
    if (set_)
        co_return;
    timer_.expires_at(boost::asio::steady_timer::time_point::max());
    co_await timer_.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
}

} // namespace acs::transport
