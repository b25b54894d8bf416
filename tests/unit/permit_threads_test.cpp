#include "pipeline/permit.hpp"
#include "transport/timeout_queue.hpp"

#include <doctest/doctest.h>

#include <acs/manual_clock.hpp>
#include <atomic>
#include <boost/asio/cancellation_state.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

using namespace acs;
using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

// What came of the calls of all threads.
struct tally
{
    std::atomic<int> started = 0;
    std::atomic<int> permitted = 0;
    std::atomic<int> ended = 0;
    std::atomic<int> unexpected = 0;
};

// A context, and what a client keeps for its calls.
struct client
{
    asio::io_context context;
    std::shared_ptr<transport::timeout_queue> timeouts;
};

void start(client& mine, const quota& limit, tally& all, unsigned dice)
{
    const auto now = mine.timeouts->time().now_boottime();
    const auto call = std::make_shared<transport::deadline>(
        mine.timeouts, asio::cancellation_state(), now + 10ms + dice % 3000 * 100ms);
    call->start(boot_time::max());
    const lane who = dice % 3 == 0 ? lane::background : lane::foreground;
    ++all.started;
    asio::co_spawn(
        asio::make_strand(mine.context), pipeline::wait_for_permit(limit, operation::get_token, who, *call),
        [call, limit, dice, now, &all](std::exception_ptr thrown, std::optional<error> why) {
            if (!thrown && !why) {
                ++all.permitted;
                if (dice % 100 == 0)
                    pipeline::report_throttled(
                        limit, operation::get_token, 20ms, now, call->time().now_boottime(), 0.5);
            } else if (
                thrown ||
                !(*why == errc::overloaded || *why == errc::canceled || *why == errc::deadline_exceeded)) {
                ++all.unexpected;
            }
            ++all.ended;
        });
    if (dice % 5 == 0)
        asio::post(mine.context, [call] { call->interrupt(errc::canceled); });
}

} // namespace

TEST_CASE("permit: one quota for the calls of several threads and contexts")
{
    constexpr unsigned threads = 4;
    constexpr int calls = 1000; // of each thread
    const auto clock = std::make_shared<manual_clock>();
    const boot_time began = clock->now_boottime();
    const quota limit = quota::uniform(rate{1000, 10});
    tally all;
    {
        client clients[threads];
        std::vector<asio::executor_work_guard<asio::io_context::executor_type>> guards;
        std::vector<std::thread> running;
        for (unsigned i = 0; i < threads; ++i) {
            client& mine = clients[i];
            mine.timeouts = std::make_shared<transport::timeout_queue>(mine.context.get_executor(), clock);
            guards.emplace_back(mine.context.get_executor());
            for (int n = 0; n < calls; ++n)
                asio::post(mine.context, [&mine, &limit, &all, dice = static_cast<unsigned>(n) * 7919U + i] {
                    start(mine, limit, all, dice);
                });
            for (int n = 0; n < 2; ++n)
                running.emplace_back([&mine] { mine.context.run(); });
        }
        const auto given_up = std::chrono::steady_clock::now() + 60s;
        while (all.ended < calls * static_cast<int>(threads)) {
            clock->advance(1ms);
            std::this_thread::yield();
            if (std::chrono::steady_clock::now() > given_up)
                break;
        }
        guards.clear();
        for (client& each : clients)
            if (all.ended < all.started)
                each.context.stop();
        for (std::thread& thread : running)
            thread.join();
    }
    const double seconds = std::chrono::duration<double>(clock->now_boottime() - began).count();
    CHECK(all.started == calls * static_cast<int>(threads));
    CHECK(all.ended == all.started);
    CHECK(all.unexpected == 0);
    CHECK(all.permitted > 10);
    CHECK(all.permitted <= 1000 * seconds + 10);
    CHECK(clock->pending() == 0);
    clock->advance(1h);
    CHECK(pipeline::take_permit_now(limit, operation::get_token, lane::background, clock->now_boottime()));
}
