#include "transport/event.hpp"

#include <doctest/doctest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>
#include <future>
#include <vector>

using namespace acs;
namespace asio = boost::asio;

namespace {

// Each event is gone as soon as its wait is over, which is on another thread than it began.
asio::awaitable<int> wait_for_set_events(asio::any_io_executor executor, int count)
{
    int waits = 0;
    for (int i = 0; i < count; ++i) {
        transport::event happened(executor);
        happened.set();
        co_await happened.wait();
        ++waits;
    }
    co_return waits;
}

} // namespace

TEST_CASE("event: one that is set before the wait may be destroyed by the coroutine that waited")
{
    asio::thread_pool pool(4);
    std::vector<std::future<int>> all;
    for (int i = 0; i < 4; ++i)
        all.push_back(asio::co_spawn(pool, wait_for_set_events(pool.get_executor(), 500), asio::use_future));
    for (auto& each : all)
        CHECK(each.get() == 500);
    pool.join();
}
