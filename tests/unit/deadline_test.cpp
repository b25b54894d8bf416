#include "transport/deadline.hpp"

#include <doctest/doctest.h>

#include <acs/manual_clock.hpp>
#include <boost/asio/io_context.hpp>

using namespace acs;
using namespace std::chrono_literals;

namespace {

struct fixture
{
    boost::asio::io_context context;
    std::shared_ptr<manual_clock> clock = std::make_shared<manual_clock>();
    boot_time start = clock->now_boottime();
    transport::deadline call{context.get_executor(), clock, start + 60s};
    int interruptions = 0;
    std::function<void()> count = [this] {
        ++interruptions;
    };

    void advance(std::chrono::nanoseconds by)
    {
        clock->advance(by);
        context.restart();
        context.run();
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

TEST_CASE_FIXTURE(fixture, "deadline: one wait serves the steps of a call that meets no trouble")
{
    for (int i = 0; i < 5; ++i) {
        const transport::deadline::step step(call, start + 20s, errc::response_timeout, count);
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

TEST_CASE_FIXTURE(fixture, "deadline: the clock decides even before the timer has run")
{
    transport::deadline::step step(call, count);
    clock->advance(61s);
    CHECK(step.why() == errc::deadline_exceeded);
}
