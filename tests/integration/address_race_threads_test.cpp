#include "transport/address_race.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>

using namespace acs;
using namespace std::chrono_literals;
namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

struct one_call
{
    one_call(asio::thread_pool& pool, const std::shared_ptr<transport::timeout_queue>& timeouts)
        : strand(asio::make_strand(pool.get_executor())),
          limit(std::make_shared<transport::deadline>(
              timeouts, asio::cancellation_state(), boot_clock::now() + 30s))
    {
        limit->start(boot_time::max());
    }

    asio::strand<asio::thread_pool::executor_type> strand;
    const std::shared_ptr<transport::deadline> limit;
};

struct counters
{
    std::atomic<int> connected = 0;
    std::atomic<int> canceled = 0;
    std::atomic<int> strayed = 0;
};

asio::awaitable<void> connect(
    asio::any_io_executor executor, transport::address_list addresses, std::shared_ptr<one_call> call,
    counters& count)
{
    const boot_time limit = boot_clock::now() + 20s;
    const auto result =
        co_await transport::connect_to_any(executor, std::move(addresses), *call->limit, limit);
    if (!call->strand.running_in_this_thread())
        ++count.strayed;
    if (result)
        ++count.connected;
    else if (result.error().code == errc::canceled)
        ++count.canceled;
}

} // namespace

TEST_CASE("address race: many calls on many threads")
{
    constexpr int calls = 200;
    asio::io_context listening;
    const tcp::endpoint any(asio::ip::address_v4::loopback(), 0);
    tcp::acceptor good(listening, any); // the kernel accepts
    tcp::acceptor closed(listening, any);
    const tcp::endpoint refused = closed.local_endpoint();
    closed.close();

    counters count;
    asio::thread_pool pool(4);
    const auto timeouts =
        std::make_shared<transport::timeout_queue>(pool.get_executor(), time_source::system());
    for (int i = 0; i < calls; ++i) {
        const auto call = std::make_shared<one_call>(pool, timeouts);
        transport::address_list addresses;
        for (int j = 0; j < i % 4; ++j) // 127.0.0.2 and so on: nobody listens there
            addresses.emplace_back(
                asio::ip::address_v4(0x7f000002 + static_cast<unsigned>(j)), refused.port());
        addresses.push_back(good.local_endpoint());
        asio::co_spawn(
            call->strand, connect(pool.get_executor(), std::move(addresses), call, count),
            [](std::exception_ptr thrown) {
                if (thrown)
                    std::rethrow_exception(thrown);
            });
        if (i % 3 == 0)
            asio::post(pool, [limit = call->limit] { limit->interrupt(errc::canceled); });
    }
    pool.join();
    CHECK(count.connected + count.canceled == calls);
    CHECK(count.connected > calls / 2);
    CHECK(count.strayed == 0);
}
