#include "transport/resolver.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <mutex>
#include <thread>
#include <vector>

using namespace acs;
using namespace std::chrono_literals;
using transport::resolver;
namespace asio = boost::asio;

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
    std::atomic<int> found = 0;
    std::atomic<int> not_found = 0;
    std::atomic<int> timed_out = 0;
    std::atomic<int> canceled = 0;
    std::atomic<int> strayed = 0;
    int ended() const { return found + not_found + timed_out + canceled; }
};

asio::awaitable<void> look_up(
    std::shared_ptr<resolver> names, std::shared_ptr<one_call> call, std::string host,
    std::chrono::milliseconds limit, counters& count)
{
    const auto result =
        co_await names->resolve(std::move(host), "1", *call->limit, boot_clock::now() + limit);
    if (!call->strand.running_in_this_thread())
        ++count.strayed;
    if (result)
        ++count.found;
    else if (result.error().code == errc::host_not_found)
        ++count.not_found;
    else if (result.error().code == errc::connect_timeout)
        ++count.timed_out;
    else if (result.error().code == errc::canceled)
        ++count.canceled;
}

} // namespace

TEST_CASE("resolver: many calls on many threads, and look-ups that end elsewhere")
{
    constexpr int rounds = 40;
    constexpr int calls = 50;
    counters count;
    std::atomic<int> look_ups = 0;
    std::mutex mutex;
    std::vector<std::thread> helpers;
    asio::thread_pool pool(4);
    const auto timeouts =
        std::make_shared<transport::timeout_queue>(pool.get_executor(), time_source::system());
    const auto names = std::make_shared<resolver>(
        time_source::system(),
        [&](const asio::any_io_executor&, const std::string& host, resolver::look_up_done done) {
            const int number = ++look_ups;
            const std::lock_guard lock(mutex);
            helpers.emplace_back([number, host, done = std::move(done)] {
                if (number % 3 == 0)
                    done(asio::error::host_not_found, {});
                else
                    done({}, {asio::ip::make_address("10.0.0.1")});
            });
        });
    for (int round = 0; round < rounds; ++round) {
        const std::string host = "host" + std::to_string(round) + ".example";
        for (int i = 0; i < calls; ++i) {
            const auto call = std::make_shared<one_call>(pool, timeouts);
            const auto limit = i % 5 == 0 ? 0ms : 20000ms;
            asio::co_spawn(
                call->strand, look_up(names, call, host, limit, count), [](std::exception_ptr thrown) {
                    if (thrown)
                        std::rethrow_exception(thrown);
                });
            if (i % 7 == 0)
                asio::post(pool, [limit = call->limit] { limit->interrupt(errc::canceled); });
            if (i % 11 == 0)
                names->forget(host);
        }
    }
    pool.join();
    for (auto& helper : helpers)
        helper.join();
    CHECK(count.ended() == rounds * calls);
    CHECK(count.strayed == 0);
    CHECK(count.found > 0);
    CHECK(look_ups >= rounds);
    // A failed look-up is followed by another, so by chance there may be several for a name.
    CHECK(look_ups < rounds * calls / 2);
}
