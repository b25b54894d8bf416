// Several threads at shared credentials. For ThreadSanitizer above all; what is checked holds whatever the
// order.
#include <acs/communication_token_credential.hpp>

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <doctest/doctest.h>
#include <exception>
#include <memory>
#include <string>
#include <vector>

namespace asio = boost::asio;
using acs::errc;
using namespace std::chrono_literals;

namespace {

struct counters
{
    std::atomic<std::size_t> refreshed{0};
    std::atomic<std::size_t> given{0};
    std::atomic<std::size_t> stopped{0};
    std::atomic<std::size_t> cancelled{0};
    std::atomic<std::size_t> failed{0};
};

// Tokens of 20 ms and of an hour, failures in between.
asio::awaitable<acs::result<acs::access_token>> refresh(std::shared_ptr<counters> counted)
{
    const std::size_t number = ++counted->refreshed;
    const auto executor = co_await asio::this_coro::executor;
    for (int i = 0; i < 3; ++i)
        co_await asio::post(executor, asio::use_awaitable);
    if (number % 5 == 0)
        co_return acs::error(errc::service_unavailable);
    const auto life = number % 2 == 0 ? std::chrono::nanoseconds(1h) : std::chrono::nanoseconds(20ms);
    const auto time = acs::time_source::system();
    co_return acs::access_token(
        "token " + std::to_string(number), time->now_utc() + life, time->now_boottime() + life);
}

asio::awaitable<void> use(
    std::shared_ptr<acs::communication_token_credential> shared, std::shared_ptr<counters> counted, int times)
{
    const auto executor = co_await asio::this_coro::executor;
    for (int i = 0; i < times; ++i) {
        const auto got = co_await shared->get_token();
        if (got)
            ++counted->given;
        else if (got.error() == errc::client_stopped)
            ++counted->stopped;
        else if (got.error() == errc::canceled)
            ++counted->cancelled;
        else
            ++counted->failed;
        co_await asio::post(executor, asio::use_awaitable);
    }
}

void ignore_end(std::exception_ptr) {} // a cancelled coroutine's next co_await throws

} // namespace

TEST_CASE("communication token credential: several threads use, cancel and stop it")
{
    const auto counted = std::make_shared<counters>();
    asio::thread_pool pool(3);
    std::vector<std::shared_ptr<acs::communication_token_credential>> all;
    std::vector<std::shared_ptr<asio::cancellation_signal>> signals;
    for (int i = 0; i < 8; ++i)
        all.push_back(std::make_shared<acs::communication_token_credential>(
            pool.get_executor(), [counted] { return refresh(counted); },
            acs::communication_token_credential_options().refresh_proactively(i % 2 == 0).deadline(5s)));
    for (const auto& shared : all)
        for (int user = 0; user < 6; ++user) {
            const asio::any_io_executor strand = asio::make_strand(pool);
            const auto signal = std::make_shared<asio::cancellation_signal>();
            asio::co_spawn(
                strand, use(shared, counted, 40),
                asio::bind_cancellation_slot(
                    signal->slot(), [signal](std::exception_ptr thrown) { ignore_end(thrown); }));
            if (user == 0)
                asio::post(strand, [signal] { signal->emit(asio::cancellation_type::terminal); });
        }
    for (std::size_t i = 0; i < all.size(); i += 4)
        asio::post(pool, [shared = all[i]] { shared->stop(); });
    // Others come and go meanwhile, and share the timer.
    for (int i = 0; i < 200; ++i) {
        acs::communication_token_credential brief(
            pool.get_executor(), [counted] { return refresh(counted); },
            acs::communication_token_credential_options().refresh_proactively(true));
        asio::co_spawn(pool, brief.get_token(), [](std::exception_ptr, acs::result<acs::access_token>) {});
    }
    std::vector<std::shared_ptr<acs::communication_token_credential>> proactive{all[2], all[6]};
    // Those that refresh themselves keep the pool from ending; they are stopped when all is used up.
    all.clear();
    for (const auto& shared : proactive)
        asio::co_spawn(pool, use(shared, counted, 40), [shared](std::exception_ptr thrown) {
            ignore_end(thrown);
            shared->stop();
        });
    proactive.clear();
    pool.join();
    CHECK(counted->refreshed > 0);
    CHECK(counted->given > 0);
    CHECK(counted->given + counted->stopped + counted->cancelled + counted->failed <= 50 * 40);
}
