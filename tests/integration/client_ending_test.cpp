#include "call_stages.hpp"
#include "event_recorder.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <doctest/doctest.h>

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_future.hpp>
#include <future>

using namespace acs;
using namespace std::chrono_literals;
namespace asio = boost::asio;

TEST_CASE("ending: the deadline ends a call wherever it waits")
{
    for (const auto stage : stuck_call::stages()) {
        CAPTURE(stage);
        stuck_call stuck(stage);
        client_fixture& on = stuck.fixture();
        on.settle();
        REQUIRE_FALSE(stuck.call().done());
        on.clock->advance(60s);
        on.run_until([&] { return stuck.call().done(); });
        CHECK(stuck.call().result->error() == errc::deadline_exceeded);
        CHECK(stuck.call().result->error().request_id().size() == 36);
    }
}

TEST_CASE("ending: cancellation ends a call wherever it waits")
{
    for (const auto stage : stuck_call::stages()) {
        CAPTURE(stage);
        stuck_call stuck(stage);
        stuck.fixture().settle();
        REQUIRE_FALSE(stuck.call().done());
        stuck.call().cancel.emit(asio::cancellation_type::terminal);
        stuck.fixture().run_until([&] { return stuck.call().done(); });
        CHECK(stuck.call().result->error() == errc::canceled);
    }
}

TEST_CASE("ending: destroying the client ends its calls wherever they wait")
{
    for (const auto stage : stuck_call::stages()) {
        CAPTURE(stage);
        stuck_call stuck(stage);
        stuck.fixture().settle();
        REQUIRE_FALSE(stuck.call().done());
        stuck.destroy_client();
        stuck.fixture().run_until([&] { return stuck.call().done(); });
        CHECK(stuck.call().result->error() == errc::client_stopped);
    }
}

TEST_CASE("ending: a context may be destroyed with calls in it")
{
    for (const auto stage : stuck_call::stages()) {
        CAPTURE(stage);
        stuck_call stuck(stage);
        stuck.destroy_fixture(); // the client first, as its documentation demands; its calls never get to run
                                 // again
    }
}

TEST_CASE_FIXTURE(client_fixture, "ending: an awaitable outlives client and arguments")
{
    std::optional<identity_client> client(std::in_place, context.get_executor(), options());
    auto user = std::make_unique<communication_user>("8:acs:x");
    auto awaited = client->get_token(*user, scope::chat);
    auto created = client->create_user();
    auto revoked = client->revoke_tokens(*user);
    auto removed = client->delete_user(*user);
    auto exchanged = client->get_token_for_teams_user(secret("t"), "a", "u");
    auto both = client->create_user_and_token(scope::chat);
    auto never_awaited = client->create_user();
    user.reset();
    client.reset();
    CHECK(run(std::move(awaited)).error() == errc::client_stopped);
    CHECK(run(std::move(created)).error() == errc::client_stopped);
    CHECK(run(std::move(revoked)).error() == errc::client_stopped);
    CHECK(run(std::move(removed)).error() == errc::client_stopped);
    CHECK(run(std::move(exchanged)).error() == errc::client_stopped);
    CHECK(run(std::move(both)).error() == errc::client_stopped);
    CHECK(requests() == 0);
}

TEST_CASE_FIXTURE(client_fixture, "ending: a moved client works, the one moved from is stopped")
{
    identity_client first(context.get_executor(), options());
    identity_client second(std::move(first));
    CHECK(run(second.create_user()).has_value());
    CHECK(run(first.create_user()).error() == errc::client_stopped);
    CHECK_FALSE(first.get_executor());
    first = std::move(second);
    CHECK(run(first.create_user()).has_value());
    const auto waiting = start(first.create_user());
    first = identity_client(context.get_executor(), options()); // destroys the old one
    run_until([&] { return waiting->done(); });
    CHECK(waiting->result->error() == errc::client_stopped);
}

TEST_CASE_FIXTURE(client_fixture, "ending: a deadline that has passed already sends nothing")
{
    identity_client client(context.get_executor(), options());
    for (const auto value : {0s, -1s}) {
        const auto why = run(client.create_user(call_options().deadline(value))).error();
        CHECK(why == errc::deadline_exceeded);
    }
    CHECK(requests() == 0);
    CHECK(run(client.create_user(call_options().deadline(std::chrono::nanoseconds::max()))).has_value());
}

TEST_CASE_FIXTURE(client_fixture, "ending: a step's own timeout, and the call goes on")
{
    const event_recorder seen;
    identity_client client(context.get_executor(), options().observer(seen.observer()));
    const auto user = run(client.create_user()).value();
    fault(R"({"kind":"hang","times":1})");
    const auto call = start(client.get_token(user, scope::chat));
    run_until([&] { return requests() == 2; });
    clock->advance(20s); // the response timeout
    run_until([&] { return call->done() || seen.count("retry_scheduled") == 1; });
    settle();
    clock->advance(1s); // the longest first back-off is 0.8 s
    run_until([&] { return call->done(); });
    CHECK(call->result->has_value());

    fault(R"({"kind":"hang","times":1})");
    const auto creation = start(client.create_user());
    run_until([&] { return requests() == 4; });
    clock->advance(20s);
    run_until([&] { return creation->done(); });
    CHECK(creation->result->error() == errc::outcome_unknown);
}

TEST_CASE("ending: a waiter that was cancelled leaves its place to the next one")
{
    stuck_call stuck("pool");
    client_fixture& on = stuck.fixture();
    // The first in line goes; the connection, once free, must not be promised to it.
    stuck.call().cancel.emit(asio::cancellation_type::terminal);
    on.run_until([&] { return stuck.call().done(); });
    on.settle();
    CHECK(on.clock->pending() == 1);
}

namespace {

asio::awaitable<void> cancel_and_go_on(identity_client& client, communication_user user, bool& went_on)
{
    // Total cancellation is let through where the awaiting coroutine allows it; it can then go on.
    co_await asio::this_coro::reset_cancellation_state(asio::enable_total_cancellation());
    co_await asio::this_coro::throw_if_cancelled(false);
    const auto token = co_await client.get_token(user, scope::chat);
    went_on = token.has_error() && token.error() == errc::canceled;
}

} // namespace

TEST_CASE_FIXTURE(client_fixture, "ending: total cancellation where the coroutine lets it through")
{
    identity_client client(context.get_executor(), options());
    const auto user = run(client.create_user()).value();
    fault(R"({"kind":"hang"})");
    bool went_on = false;
    bool done = false;
    asio::cancellation_signal cancel;
    asio::co_spawn(
        context, cancel_and_go_on(client, user, went_on),
        asio::bind_cancellation_slot(cancel.slot(), [&](std::exception_ptr) { done = true; }));
    run_until([&] { return requests() == 2; });
    cancel.emit(asio::cancellation_type::total);
    run_until([&] { return done; });
    CHECK(went_on);
}
