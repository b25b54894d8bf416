#include <acs/manual_clock.hpp>

#include <doctest/doctest.h>

#include <boost/asio/io_context.hpp>
#include <string>

using namespace acs;
using namespace std::chrono_literals;

TEST_CASE("manual clock: fires due waits in order, on their executor")
{
    boost::asio::io_context context;
    manual_clock clock;
    const boot_time start = clock.now_boottime();
    std::string fired;
    const auto b = clock.async_wait_until(start + 2s, context.get_executor(), [&] { fired += 'b'; });
    const auto a = clock.async_wait_until(start + 1s, context.get_executor(), [&] { fired += 'a'; });
    const auto c = clock.async_wait_until(start + 2s, context.get_executor(), [&] { fired += 'c'; });
    const auto d = clock.async_wait_until(start + 3s, context.get_executor(), [&] { fired += 'd'; });
    CHECK(clock.pending() == 4);
    clock.advance(2s);
    CHECK(fired.empty());
    context.run();
    CHECK(fired == "abc");
    CHECK(clock.pending() == 1);
    CHECK(clock.advance_to_next());
    context.restart();
    context.run();
    CHECK(fired == "abcd");
    CHECK_FALSE(clock.advance_to_next());
}

TEST_CASE("manual clock: a wait for the past fires, but not at once")
{
    boost::asio::io_context context;
    manual_clock clock;
    bool fired = false;
    const auto wait =
        clock.async_wait_until(clock.now_boottime(), context.get_executor(), [&] { fired = true; });
    CHECK_FALSE(fired);
    context.run();
    CHECK(fired);
}

TEST_CASE("manual clock: a destroyed wait never fires, not even when it was due")
{
    boost::asio::io_context context;
    manual_clock clock;
    bool fired = false;
    auto wait =
        clock.async_wait_until(clock.now_boottime() + 1s, context.get_executor(), [&] { fired = true; });
    clock.advance(1s);
    wait.reset();
    context.run();
    CHECK_FALSE(fired);
    CHECK(clock.pending() == 0);
}

TEST_CASE("manual clock: civil time can be stepped alone")
{
    manual_clock clock;
    const auto boot = clock.now_boottime();
    const auto utc = clock.now_utc();
    clock.step_utc(-1h);
    CHECK(clock.now_boottime() == boot);
    CHECK(clock.now_utc() == utc - 1h);
    clock.advance(30s);
    CHECK(clock.now_boottime() == boot + 30s);
    CHECK(clock.now_utc() == utc - 1h + 30s);
}

TEST_CASE("system time source: clocks run, a past moment fires")
{
    boost::asio::io_context context;
    const auto time = time_source::system();
    const boot_time earlier = time->now_boottime();
    CHECK(earlier <= time->now_boottime());
    bool fired = false;
    const auto wait =
        time->async_wait_until(time->now_boottime(), context.get_executor(), [&] { fired = true; });
    auto cancelled =
        time->async_wait_until(time->now_boottime() + 1h, context.get_executor(), [&] { FAIL("cancelled"); });
    cancelled.reset();
    context.run();
    CHECK(fired);
}
