#include "call_stages.hpp"
#include "client_fixture.hpp"
#include "event_recorder.hpp"

#include <boost/asio/co_spawn.hpp>
#include <doctest/doctest.h>

#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>
#include <future>
#include <stop_token>
#include <thread>
#include <vector>

using namespace acs;
using namespace std::chrono_literals;
namespace asio = boost::asio;

// A stop token ends a call from any thread.

TEST_CASE("call stop: a stop ends a call wherever it waits")
{
    for (const auto stage : stuck_call::stages()) {
        CAPTURE(stage);
        std::stop_source stop;
        stuck_call stuck(stage, call_options().stop_token(stop.get_token()));
        client_fixture& on = stuck.fixture();
        on.settle();
        REQUIRE_FALSE(stuck.call().done());
        std::jthread([&] { stop.request_stop(); }).join();
        on.run_until([&] { return stuck.call().done(); });
        CHECK(stuck.call().result->error() == errc::canceled);
        CHECK(stuck.call().result->error().request_id().size() == 36);
    }
}

TEST_CASE("call stop: a stop after the end of the context is harmless")
{
    for (const auto stage : stuck_call::stages()) {
        CAPTURE(stage);
        std::stop_source stop;
        stuck_call stuck(stage, call_options().stop_token(stop.get_token()));
        stuck.destroy_fixture();
        CHECK(stop.request_stop());
    }
}

TEST_CASE_FIXTURE(client_fixture, "call stop: requested before the call begins, nothing is sent")
{
    identity_client client(context.get_executor(), options());
    std::stop_source stop;
    auto never = client.create_user(call_options().stop_token(stop.get_token()));
    stop.request_stop();
    const auto why = run(std::move(never)).error();
    CHECK(why == errc::canceled);
    CHECK(why.attempts() == 0);
    CHECK(requests() == 0);
    CHECK(connections_opened() == 0);
}

TEST_CASE_FIXTURE(client_fixture, "call stop: a stop after the call's end changes nothing")
{
    identity_client client(context.get_executor(), options());
    std::stop_source stop;
    const auto user = run(client.create_user(call_options().stop_token(stop.get_token())));
    REQUIRE(user.has_value());
    stop.request_stop();
    CHECK(run(client.get_token(*user, scope::chat)).has_value());
}

namespace {

asio::awaitable<result<access_token>> stopped_then_again(
    identity_client& client, communication_user user, std::stop_token stop)
{
    const auto first = co_await client.get_token(user, scope::chat, call_options().stop_token(stop));
    if (first.has_value() || first.error() != errc::canceled)
        co_return first;
    co_return co_await client.get_token(user, scope::chat);
}

} // namespace

TEST_CASE_FIXTURE(client_fixture, "call stop: the awaiting coroutine goes on as if nothing had been")
{
    identity_client client(context.get_executor(), options());
    const auto user = run(client.create_user()).value();
    fault(R"({"kind":"hang","times":1})");
    std::stop_source stop;
    const auto both = start(stopped_then_again(client, user, stop.get_token()));
    run_until([&] { return requests() == 2; });
    stop.request_stop();
    run_until([&] { return both->done(); });
    CHECK(both->result->has_value());
}

TEST_CASE_FIXTURE(client_fixture, "call stop: one source ends many calls, and no others")
{
    identity_client client(context.get_executor(), options());
    fault(R"({"kind":"hang"})");
    std::stop_source stop;
    std::vector<std::shared_ptr<pending<communication_user>>> stopped;
    for (int i = 0; i < 10; ++i)
        stopped.push_back(start(client.create_user(call_options().stop_token(stop.get_token()))));
    const auto other = start(client.create_user());
    run_until([&] { return requests() == 11; });
    stop.request_stop();
    for (const auto& call : stopped) {
        run_until([&] { return call->done(); });
        CHECK(call->result->error() == errc::canceled);
    }
    settle();
    CHECK_FALSE(other->done());
}

TEST_CASE("call stop: stops from other threads, at any moment of a call")
{
    client_fixture on;
    asio::thread_pool pool(2);
    {
        identity_client client(pool.get_executor(), on.options());
        const auto user = asio::co_spawn(pool, client.create_user(), asio::use_future).get().value();
        int canceled = 0, issued = 0;
        for (int i = 0; i < 300; ++i) {
            std::stop_source stop;
            auto call = asio::co_spawn(
                pool, client.get_token(user, scope::chat, call_options().stop_token(stop.get_token())),
                asio::use_future);
            std::jthread stopper([&stop, i] {
                for (int spin = 0; spin < i * 20; ++spin)
                    std::this_thread::yield();
                stop.request_stop();
            });
            const auto token = call.get();
            if (token)
                ++issued;
            else if (token.error() == errc::canceled)
                ++canceled;
        }
        CHECK(canceled + issued == 300);
        // On a busy machine the other thread may have been late each time. Of these none is over before it.
        on.fault(R"({"kind":"hang"})");
        for (int i = 0; i < 30; ++i) {
            std::stop_source stop;
            auto call = asio::co_spawn(
                pool, client.get_token(user, scope::chat, call_options().stop_token(stop.get_token())),
                asio::use_future);
            std::jthread stopper([&stop, i] {
                for (int spin = 0; spin < i * 20; ++spin)
                    std::this_thread::yield();
                stop.request_stop();
            });
            CHECK(call.get().error() == errc::canceled);
        }
    }
    pool.join();
}
