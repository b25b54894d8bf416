// Several threads at one token holder. For ThreadSanitizer above all.
#include "cache/token_holder.hpp"

#include <acs/time_source.hpp>

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
#include <utility>

namespace asio = boost::asio;
using acs::cache::token_holder;
using namespace std::chrono_literals;

namespace {

struct counters
{
    std::atomic<std::size_t> fetches{0};
    std::atomic<std::size_t> given{0};
    std::atomic<std::size_t> ended{0};
};

asio::awaitable<acs::result<acs::wire::issued_token>> fetch(
    std::shared_ptr<counters> counted, std::string claims)
{
    const std::size_t number = ++counted->fetches;
    const auto executor = co_await asio::this_coro::executor;
    co_await asio::post(executor, asio::use_awaitable);
    if (number % 7 == 0)
        co_return acs::error(acs::errc::connect_failed);
    const auto time = acs::time_source::system();
    acs::wire::issued_token issued;
    issued.token = acs::access_token(
        "token " + std::to_string(number) + claims, time->now_utc() + 1h, time->now_boottime() + 1h);
    co_return issued;
}

asio::awaitable<void> use(
    std::shared_ptr<token_holder> shared, asio::any_io_executor runs_on, std::shared_ptr<counters> counted,
    int who)
{
    const auto time = acs::time_source::system();
    const auto executor = co_await asio::this_coro::executor;
    for (int i = 0; i < 100; ++i) {
        const auto got = co_await token_holder::get(shared, runs_on, time);
        if (got)
            ++counted->given;
        const std::string text(got ? got->token() : std::string_view());
        const acs::boot_time now = time->now_boottime();
        switch ((i + who) % 5) {
        case 0:
            shared->drop(text);
            break;
        case 1:
            shared->demand(text, std::to_string(i));
            break;
        case 2:
            shared->renew(runs_on, time);
            break;
        case 3:
            if (shared->is_ready(now) && shared->renew_at() < now)
                ++counted->fetches; // neither is promised: only looked at
            break;
        default:
            co_await asio::post(executor, asio::use_awaitable);
        }
    }
}

} // namespace

TEST_CASE("token holder: several threads get, drop, demand, renew, cancel and stop")
{
    for (const bool outlives : {false, true}) {
        const auto counted = std::make_shared<counters>();
        asio::thread_pool pool(3);
        token_holder::settings how;
        how.outlives_waiters = outlives;
        how.changed = [counted] {
            ++counted->ended;
        };
        const auto shared = std::make_shared<token_holder>(
            [counted](std::string claims) { return fetch(counted, std::move(claims)); }, how);
        for (int who = 0; who < 10; ++who) {
            const asio::any_io_executor strand = asio::make_strand(pool);
            const auto signal = std::make_shared<asio::cancellation_signal>();
            asio::co_spawn(
                strand, use(shared, pool.get_executor(), counted, who),
                asio::bind_cancellation_slot(signal->slot(), [signal, shared, who](std::exception_ptr) {
                    if (who == 9) // the cancelled ones have thrown
                        shared->stop();
                }));
            if (who % 4 == 0)
                asio::post(strand, [signal] { signal->emit(asio::cancellation_type::terminal); });
        }
        pool.join();
        CHECK(counted->given > 0);
        CHECK(counted->ended > 0);
        CHECK(counted->given <= 1000);
    }
}
