#include "cache/stop_call.hpp"

#include "cache/core.hpp"
#include "cache/patient.hpp"
#include "transport/deadline.hpp"

#include <boost/asio/this_coro.hpp>

namespace acs::cache {

namespace asio = boost::asio;

asio::awaitable<void> stop(std::shared_ptr<core> cache)
{
    if (!cache)
        co_return;
    const auto executor = co_await asio::this_coro::executor;
    const auto limit = std::make_shared<transport::deadline>(
        cache->timeouts(), co_await asio::this_coro::cancellation_state, boot_time::max());
    {
        completion& idle = cache->begin_stop();
        patient waiting(idle);
        if (limit->start(boot_time::max()))
            while (!idle.is_over())
                if (co_await waiting.wait(executor, *limit, boot_time::max()))
                    break;
    }
    cache->shut_down();
}

} // namespace acs::cache
