#include "transport/deadline.hpp"

#include <doctest/doctest.h>

#include <acs/manual_clock.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

using namespace acs;
using namespace std::chrono_literals;

namespace {

struct fixture
{
    boost::asio::io_context context;
    std::shared_ptr<manual_clock> clock = std::make_shared<manual_clock>();
    std::shared_ptr<transport::timeout_queue> timeouts =
        std::make_shared<transport::timeout_queue>(context.get_executor(), clock);
    boot_time start = clock->now_boottime();
    std::shared_ptr<transport::deadline> first = make(60s);
    transport::deadline& call = *first;
    int interruptions = 0;
    std::function<void()> count = [this] {
        ++interruptions;
    };

    fixture() { call.start(boot_time::max()); }

    std::shared_ptr<transport::deadline> make(std::chrono::nanoseconds allowed)
    {
        return std::make_shared<transport::deadline>(
            timeouts, boost::asio::cancellation_state(), start + allowed);
    }

    void settle()
    {
        context.restart();
        context.run();
    }

    void advance(std::chrono::nanoseconds by)
    {
        settle();
        clock->advance(by);
        settle();
    }
};

} // namespace

TEST_CASE_FIXTURE(fixture, "deadline: a step's limit interrupts the step, not the call")
{
    {
        transport::deadline::step step(call, start + 10s, errc::connect_timeout, count);
        advance(9s);
        CHECK_FALSE(step.why());
        advance(1s);
        CHECK(interruptions == 1);
        CHECK(step.why() == errc::connect_timeout);
        CHECK_FALSE(call.why());
    }
    transport::deadline::step next(call, start + 30s, errc::handshake_timeout, count);
    CHECK_FALSE(next.why());
    advance(20s);
    CHECK(next.why() == errc::handshake_timeout);
}

TEST_CASE_FIXTURE(fixture, "deadline: the call's end is in force in every step")
{
    transport::deadline::step step(call, start + 100s, errc::connect_timeout, count);
    advance(60s);
    CHECK(interruptions == 1);
    CHECK(step.why() == errc::deadline_exceeded);
    CHECK(call.why() == errc::deadline_exceeded);
}

TEST_CASE_FIXTURE(fixture, "deadline: a step that has used up its limit still sees the call's end, once")
{
    transport::deadline::step step(call, start + 10s, errc::connect_timeout, count);
    advance(10s);
    advance(50s);
    CHECK(interruptions == 1);
    CHECK(step.why() == errc::deadline_exceeded);
}

TEST_CASE_FIXTURE(fixture, "deadline: an interruption reaches the step; the first reason stays")
{
    transport::deadline::step step(call, count);
    call.interrupt(errc::canceled);
    call.interrupt(errc::client_stopped);
    CHECK(interruptions == 1);
    CHECK(step.why() == errc::canceled);
    advance(2min);
    CHECK(interruptions == 1);
    CHECK(call.why() == errc::canceled);
}

TEST_CASE_FIXTURE(fixture, "deadline: a step of a call that is over is interrupted as it begins")
{
    call.interrupt(errc::client_stopped);
    transport::deadline::step step(call, count);
    CHECK(interruptions == 1);
    CHECK(step.why() == errc::client_stopped);
}

TEST_CASE_FIXTURE(fixture, "deadline: a step that has ended is not interrupted any more")
{
    transport::deadline::step step(call, start + 10s, errc::connect_timeout, count);
    step.end();
    advance(2min);
    call.interrupt(errc::client_stopped);
    CHECK(interruptions == 0);
    CHECK(step.why() == errc::deadline_exceeded);
}

TEST_CASE_FIXTURE(fixture, "deadline: the cancellation of the caller's coroutine is seen")
{
    boost::asio::cancellation_signal signal;
    const auto cancelled = std::make_shared<transport::deadline>(
        timeouts, boost::asio::cancellation_state(signal.slot()), start + 60s);
    CHECK_FALSE(cancelled->why());
    signal.emit(boost::asio::cancellation_type::terminal);
    CHECK(cancelled->why() == errc::canceled);
}

TEST_CASE_FIXTURE(fixture, "deadline: one wait serves any number of calls and steps")
{
    std::vector<std::shared_ptr<transport::deadline>> others;
    for (int i = 0; i < 100; ++i) {
        others.push_back(make(60s + i * 1s));
        others.back()->start(boot_time::max());
        const transport::deadline::step step(*others.back(), start + 20s, errc::response_timeout, count);
        settle();
        CHECK(clock->pending() == 1);
    }
    advance(20s); // due too early for the step that follows: it goes on to its own limit
    transport::deadline::step step(call, start + 40s, errc::response_timeout, count);
    advance(19s);
    CHECK(interruptions == 0);
    advance(1s);
    CHECK(interruptions == 1);
    CHECK(step.why() == errc::response_timeout);
}

TEST_CASE_FIXTURE(fixture, "deadline: each of many calls is interrupted at its own time")
{
    std::vector<std::shared_ptr<transport::deadline>> calls;
    std::vector<std::unique_ptr<transport::deadline::step>> steps;
    std::vector<int> interrupted_at(50, -1);
    int now = 0;
    for (std::size_t i = 0; i < 50; ++i) {
        calls.push_back(make(std::chrono::seconds(1 + (i * 17) % 50)));
        calls.back()->start(boot_time::max());
        steps.push_back(std::make_unique<transport::deadline::step>(
            *calls.back(), [&interrupted_at, &now, i] { interrupted_at[i] = now; }));
    }
    for (now = 1; now <= 50; ++now)
        advance(1s);
    for (std::size_t i = 0; i < 50; ++i)
        CHECK(interrupted_at[i] == static_cast<int>(1 + (i * 17) % 50));
}

TEST_CASE_FIXTURE(fixture, "deadline: without calls there is no wait that keeps the context busy")
{
    settle();
    CHECK(clock->pending() == 1);
    auto second = make(5s);
    second->start(boot_time::max());
    settle();
    CHECK(clock->pending() == 1);
    second.reset();
    first.reset();
    settle();
    CHECK(clock->pending() == 0);
}

TEST_CASE_FIXTURE(fixture, "deadline: the client's end interrupts all calls, and takes no more")
{
    transport::deadline::step step(call, count);
    timeouts->stop(errc::client_stopped);
    CHECK(interruptions == 1);
    CHECK(step.why() == errc::client_stopped);
    CHECK_FALSE(make(60s)->start(boot_time::max()));
}

TEST_CASE_FIXTURE(fixture, "deadline: the clock decides even before the timer has run")
{
    transport::deadline::step step(call, count);
    clock->advance(61s);
    CHECK(step.why() == errc::deadline_exceeded);
}
