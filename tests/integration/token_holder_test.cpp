#include "holder_fixture.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <doctest/doctest.h>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using acs::errc;
using acs::cache::token_holder;
using namespace std::chrono_literals;

TEST_CASE("token holder: 20 parallel first uses, one fetch")
{
    holder_fixture fixture;
    fixture.make();
    std::vector<std::shared_ptr<refresher_fixture::call>> asked;
    for (int i = 0; i < 20; ++i)
        asked.push_back(
            fixture.start(token_holder::get(fixture.holder, fixture.context->get_executor(), fixture.clock)));
    fixture.settle();
    for (const auto& each : asked)
        CHECK(each->text() == "token 1");
    CHECK(fixture.calls == 1);
    CHECK(fixture.holder->is_ready(fixture.clock->now_boottime()));
    CHECK(fixture.clock->pending() == 0); // nothing is left of the fetch's deadline
}

TEST_CASE("token holder: one caller's cancellation does not fail the others")
{
    for (const bool outlives : {false, true}) {
        holder_fixture fixture;
        fixture.how.outlives_waiters = outlives;
        fixture.make();
        fixture.hold = true;
        const auto first = fixture.ask();
        const auto second = fixture.ask();
        fixture.cancel(first);
        CHECK(first->failed(errc::canceled));
        CHECK(!second->done());
        fixture.release();
        CHECK(second->text() == "token 1");
        CHECK(fixture.calls == 1);
    }
}

TEST_CASE("token holder: a fetch outlives its waiters, or is cancelled with the last of them")
{
    for (const bool outlives : {false, true}) {
        holder_fixture fixture;
        fixture.how.outlives_waiters = outlives;
        fixture.make();
        fixture.hold = true;
        fixture.cancel(fixture.ask());
        CHECK(fixture.cancelled == (outlives ? 0 : 1));
        fixture.release();
        CHECK(fixture.ask()->text() == "token 1");
        CHECK(fixture.calls == (outlives ? 1 : 2));
    }
}

TEST_CASE("token holder: the old token while its renewal runs, and while renewals fail")
{
    holder_fixture fixture;
    fixture.how.rule = &acs::cache::renewed_before_end;
    fixture.make();
    fixture.ask();
    fixture.pass(50min, 1min);
    CHECK(!fixture.holder->is_ready(fixture.clock->now_boottime()));
    fixture.hold = true;
    CHECK(fixture.ask()->text() == "token 1");
    CHECK(fixture.holder->is_ready(fixture.clock->now_boottime())); // somebody does it
    CHECK(fixture.ask()->text() == "token 1");
    CHECK(fixture.calls == 2);
    fixture.answer = [] {
        return acs::error(errc::service_unavailable);
    };
    fixture.release();
    CHECK(fixture.ask()->text() == "token 1");
    CHECK(fixture.calls == 2); // not before a second has passed
    fixture.pass(1s);
    CHECK(fixture.ask()->text() == "token 1");
    CHECK(fixture.calls == 3);
    fixture.pass(1s);
    CHECK(fixture.ask()->text() == "token 1");
    CHECK(fixture.calls == 3); // the pauses grow
    fixture.pass(1s);
    fixture.answer = nullptr;
    CHECK(fixture.ask()->text() == "token 1");
    CHECK(fixture.calls == 4);
    CHECK(fixture.ask()->text() == "token 2");
}

TEST_CASE("token holder: a fetch that hangs ends at the deadline, and cancels what it can")
{
    for (const bool deaf : {false, true}) {
        holder_fixture fixture;
        fixture.how.deadline = 10s;
        fixture.make();
        fixture.hold = true;
        fixture.deaf = deaf;
        const auto asked = fixture.ask();
        fixture.pass(10s);
        CHECK(asked->failed(errc::deadline_exceeded));
        CHECK(fixture.cancelled == (deaf ? 0 : 1));
        // One that doesn't care doesn't hold up the next, nor does its late answer count.
        const auto next = fixture.ask();
        CHECK(fixture.calls == 2);
        fixture.answer = [&] {
            return acs::error(errc::forbidden);
        };
        fixture.release();
        CHECK(next->failed(errc::forbidden));
    }
}

TEST_CASE("token holder: a fetch function that throws")
{
    holder_fixture fixture;
    fixture.make();
    fixture.answer = []() -> acs::result<acs::access_token> {
        throw std::runtime_error("out of order");
    };
    const auto asked = fixture.ask();
    REQUIRE(asked->failed(errc::credential_failed));
    CHECK(asked->result->error().message().find("out of order") != std::string::npos);
    // Before it is a coroutine.
    const auto blunt = std::make_shared<token_holder>(
        [](const std::string&) -> asio::awaitable<acs::result<acs::wire::issued_token>> { throw 7; },
        fixture.how);
    const auto other =
        fixture.start(token_holder::get(blunt, fixture.context->get_executor(), fixture.clock));
    fixture.settle();
    CHECK(other->failed(errc::credential_failed));
}

TEST_CASE("token holder: a fetch that says by itself that it was cancelled is a failure as any")
{
    holder_fixture fixture;
    fixture.make();
    fixture.answer = [] {
        return acs::error(errc::canceled);
    };
    CHECK(fixture.ask()->failed(errc::canceled));
    CHECK(fixture.holder->renew_at() > fixture.clock->now_boottime());
}
