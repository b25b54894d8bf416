#include "pipeline/permit.hpp"
#include "transport/timeout_queue.hpp"

#include <doctest/doctest.h>

#include <acs/manual_clock.hpp>
#include <boost/asio/cancellation_state.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <exception>
#include <memory>
#include <optional>

using namespace acs;
using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

// A call that does nothing but wait for a permit.
struct waiting
{
    std::shared_ptr<transport::deadline> call;
    bool done = false;
    std::optional<error> why;
};

// A context, and what a client keeps for its calls.
struct client
{
    explicit client(std::shared_ptr<manual_clock> time)
        : timeouts(std::make_shared<transport::timeout_queue>(context.get_executor(), std::move(time)))
    {}

    asio::io_context context;
    std::shared_ptr<transport::timeout_queue> timeouts;
};

struct fixture
{
    std::shared_ptr<manual_clock> clock = std::make_shared<manual_clock>();
    client own{clock};

    std::shared_ptr<waiting> start(
        client& where, const quota& limit, lane who = lane::foreground,
        std::chrono::nanoseconds deadline = 60s, std::optional<errc> over = std::nullopt)
    {
        const auto made = std::make_shared<waiting>();
        made->call = std::make_shared<transport::deadline>(
            where.timeouts, asio::cancellation_state(),
            transport::deadline::after(clock->now_boottime(), deadline));
        CHECK(made->call->start(boot_time::max()));
        if (over)
            made->call->interrupt(*over);
        asio::co_spawn(
            where.context, pipeline::wait_for_permit(limit, operation::get_token, who, *made->call),
            [made](std::exception_ptr thrown, std::optional<error> why) {
                if (thrown)
                    std::rethrow_exception(thrown);
                made->done = true;
                made->why = std::move(why);
                made->call.reset();
            });
        settle(where);
        return made;
    }
    std::shared_ptr<waiting> start(
        const quota& limit, lane who = lane::foreground, std::chrono::nanoseconds deadline = 60s)
    {
        return start(own, limit, who, deadline);
    }

    void settle(client& where)
    {
        where.context.restart();
        where.context.poll();
    }

    void advance(std::chrono::nanoseconds by)
    {
        clock->advance(by);
        settle(own);
    }

    bool free(const quota& limit)
    {
        return pipeline::take_permit_now(
            limit, operation::get_token, lane::foreground, clock->now_boottime());
    }
};

} // namespace

TEST_CASE_FIXTURE(fixture, "permit: without a limit at once, and a 429 changes nothing")
{
    const quota none;
    CHECK(free(none));
    CHECK(start(none)->done);
    const boot_time now = clock->now_boottime();
    CHECK_FALSE(pipeline::report_throttled(none, operation::get_token, 5s, now, now, 0));
    CHECK(free(none));
}

TEST_CASE_FIXTURE(fixture, "permit: calls wait in order, foreground before background")
{
    const quota limit = quota::uniform(rate{1, 1});
    CHECK(free(limit));
    const auto back = start(limit, lane::background);
    const auto first = start(limit);
    const auto second = start(limit);
    CHECK_FALSE(free(limit));
    for (const auto& next : {first, second, back}) {
        advance(999ms);
        CHECK_FALSE(next->done);
        advance(1ms);
        CHECK(next->done);
        CHECK_FALSE(next->why);
    }
    CHECK(clock->pending() == 0);
    advance(1s);
    CHECK(free(limit));
}

TEST_CASE_FIXTURE(fixture, "permit: overloaded at once, with the reason")
{
    const quota limit = quota::custom(quota_options().limit(rate{1, 1}).max_waiting(2));
    CHECK(free(limit));
    const auto too_late = start(limit, lane::foreground, 1s);
    REQUIRE(too_late->done);
    CHECK(*too_late->why == errc::overloaded);
    CHECK(too_late->why->details().what == "the quota's queue is longer than the call's deadline");
    const auto waits = start(limit);
    start(limit, lane::foreground, std::chrono::nanoseconds::max());
    const auto full = start(limit);
    REQUIRE(full->done);
    CHECK(*full->why == errc::overloaded);
    CHECK(full->why->details().what == "the quota's queue is full");
    advance(1s);
    CHECK(waits->done);
    advance(1s);
    CHECK(clock->pending() == 0);
}

TEST_CASE_FIXTURE(fixture, "permit: a call that ends while it waits gives its place to the next")
{
    const quota limit = quota::uniform(rate{1, 1});
    CHECK(free(limit));
    const auto first = start(limit);
    const auto second = start(limit, lane::foreground, 2500ms);
    const auto third = start(limit);
    const auto back = start(limit, lane::background);
    first->call->interrupt(errc::canceled);
    settle(own);
    REQUIRE(first->done);
    CHECK(*first->why == errc::canceled);
    advance(1s);
    CHECK(second->done);
    CHECK_FALSE(third->done);
    advance(1s);
    CHECK(third->done);
    CHECK_FALSE(back->done);
    advance(1s);
    CHECK(back->done);
    for (const auto& call : {second, third, back})
        CHECK_FALSE(call->why);
    CHECK(clock->pending() == 0);
}

TEST_CASE_FIXTURE(fixture, "permit: a deadline that passes behind a stop")
{
    const quota limit = quota::uniform(rate{1, 1});
    CHECK(free(limit));
    const auto call = start(limit, lane::foreground, 3s);
    const auto patient = start(limit);
    const boot_time now = clock->now_boottime();
    CHECK(pipeline::report_throttled(limit, operation::get_token, 10s, now, now, 0) == now + 10s);
    CHECK_FALSE(start(limit)->done);
    CHECK(start(limit, lane::foreground, 9s)->why == errc::overloaded);
    advance(1s);
    REQUIRE(call->done);
    CHECK(*call->why == errc::overloaded);
    advance(10s);
    CHECK_FALSE(patient->done);
    advance(7s); // with one call in the last 30 s it goes on slowly: 0.7 / 30 of a call in the first second
    CHECK(patient->done);
}

TEST_CASE_FIXTURE(fixture, "permit: a call that is over already waits for nothing")
{
    const quota limit = quota::uniform(rate{1, 1});
    CHECK(free(limit));
    const auto made = start(own, limit, lane::foreground, 60s, errc::client_stopped);
    REQUIRE(made->done);
    CHECK(*made->why == errc::client_stopped);
    CHECK(clock->pending() == 0);
}

TEST_CASE_FIXTURE(fixture, "permit: a context that is destroyed with its waiting calls leaves their places")
{
    const quota limit = quota::uniform(rate{1, 1});
    CHECK(free(limit));
    auto other = std::make_unique<client>(clock);
    std::shared_ptr<waiting> call;
    for (int i = 0; i < 40; ++i) {
        start(*other, limit);
        if (i == 20)
            call = start(limit);
    }
    other.reset();
    advance(1s);
    CHECK(call->done);
    CHECK(clock->pending() == 0);
}

TEST_CASE_FIXTURE(fixture, "permit: a context that does not run doesn't hold up another one's calls for long")
{
    const quota limit = quota::uniform(rate{10, 4});
    while (free(limit)) {
    }
    client hanging{clock};
    for (int i = 0; i < 10; ++i)
        start(hanging, limit);
    const auto call = start(limit);
    for (int i = 0; i < 60 && !call->done; ++i)
        advance(100ms);
    CHECK(call->done);
    CHECK_FALSE(call->why);
}
