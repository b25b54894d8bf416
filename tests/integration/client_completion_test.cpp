#include "client_fixture.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <doctest/doctest.h>

#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>
#include <future>
#include <thread>

using namespace acs;
using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

constexpr auto app_id = "2c3e1e83-8fd7-4615-ad2b-b8c1229845ac";
constexpr auto user_id = "32c0a5db-05ec-78ea-51ab-3f06b329397e";

// A context that runs on a thread of its own until the end of the test.
class running_context
{
public:
    ~running_context()
    {
        work_.reset();
        thread_.join();
    }
    asio::io_context context;

private:
    asio::executor_work_guard<asio::io_context::executor_type> work_ = asio::make_work_guard(context);
    std::thread thread_{[this] {
        context.run();
    }};
};

} // namespace

TEST_CASE_FIXTURE(client_fixture, "completion: every operation through co_spawn with use_future")
{
    running_context elsewhere;
    identity_client client(elsewhere.context.get_executor(), options());
    const auto spawn = [&](auto awaitable) {
        return asio::co_spawn(elsewhere.context, std::move(awaitable), asio::use_future).get();
    };
    const auto user = spawn(client.create_user()).value();
    CHECK(spawn(client.get_token(user, scope::chat)).has_value());
    CHECK(spawn(client.create_user_and_token(scope::chat)).has_value());
    const auto minted = post(
        "entra-token",
        std::string(R"({"appId":")") + app_id + R"(","userId":")" + user_id + R"(","seconds":3600})");
    const secret entra(std::string_view(minted.at("token").as_string()));
    CHECK(spawn(client.get_token_for_teams_user(entra, app_id, user_id)).has_value());
    CHECK(spawn(client.revoke_tokens(user)).has_value());
    CHECK(spawn(client.delete_user(user)).has_value());
    CHECK(spawn(client.get_token(user, scope::chat)).error() == errc::identity_not_found);
}

TEST_CASE_FIXTURE(client_fixture, "completion: every operation through co_spawn with a callback")
{
    identity_client client(context.get_executor(), options());
    int completed = 0;
    const auto callback = [&](std::exception_ptr thrown, const auto& result) {
        CHECK_FALSE(thrown);
        CHECK(result.has_value());
        ++completed;
    };
    const auto user = run(client.create_user()).value();
    const auto doomed = run(client.create_user()).value();
    const auto minted = post(
        "entra-token",
        std::string(R"({"appId":")") + app_id + R"(","userId":")" + user_id + R"(","seconds":3600})");
    const secret entra(std::string_view(minted.at("token").as_string()));
    asio::co_spawn(context, client.create_user(), callback);
    asio::co_spawn(context, client.create_user_and_token(scope::voip), callback);
    asio::co_spawn(context, client.get_token(user, scope::voip), callback);
    asio::co_spawn(context, client.get_token_for_teams_user(entra, app_id, user_id), callback);
    asio::co_spawn(context, client.revoke_tokens(user), callback);
    asio::co_spawn(context, client.delete_user(doomed), callback);
    run_until([&] { return completed == 6; });
}

TEST_CASE_FIXTURE(client_fixture, "threads: one client, many calls on a pool of threads")
{
    asio::thread_pool pool(2);
    identity_client client(pool.get_executor(), options().max_connections(4));
    std::vector<std::future<result<user_and_token>>> calls;
    for (int i = 0; i < 200; ++i)
        calls.push_back(asio::co_spawn(pool, client.create_user_and_token(scope::chat), asio::use_future));
    for (auto& call : calls)
        CHECK(call.get().has_value());
    CHECK(requests() == 200);
    CHECK(connections_opened() <= 4);
    pool.join();
}

TEST_CASE_FIXTURE(client_fixture, "threads: the caller's context is not the client's")
{
    running_context of_client;
    identity_client client(of_client.context.get_executor(), options());
    // The caller's context has nothing else to do; it must not run out of work while the call is elsewhere.
    std::optional<result<communication_user>> made;
    std::thread::id completed_on;
    asio::co_spawn(context, client.create_user(), [&](std::exception_ptr, result<communication_user> user) {
        completed_on = std::this_thread::get_id();
        made = std::move(user);
    });
    context.restart();
    context.run();
    REQUIRE(made);
    CHECK(made->has_value());
    CHECK(completed_on == std::this_thread::get_id());
}

TEST_CASE_FIXTURE(
    client_fixture, "threads: cancellation comes from another thread, at any moment of the call")
{
    asio::thread_pool pool(2);
    identity_client client(pool.get_executor(), options().max_connections(2));
    for (int i = 0; i < 100; ++i) {
        // The caller's coroutine and its signal live on one strand, as Asio demands.
        const auto strand = asio::make_strand(pool);
        const auto cancel = std::make_shared<asio::cancellation_signal>();
        std::promise<result<communication_user>> promise;
        auto future = promise.get_future();
        asio::co_spawn(
            strand, client.create_user(),
            asio::bind_cancellation_slot(
                cancel->slot(), [&promise, cancel](std::exception_ptr, result<communication_user> user) {
                    promise.set_value(std::move(user));
                }));
        for (int spin = 0; spin < i * 50; ++spin)
            std::this_thread::yield();
        asio::post(strand, [cancel] { cancel->emit(asio::cancellation_type::terminal); });
        const auto ended = future.get();
        if (!ended)
            CHECK(ended.error() == errc::canceled);
    }
    pool.join();
}

TEST_CASE_FIXTURE(client_fixture, "threads: the client is destroyed while calls run on other threads")
{
    for (int round = 0; round < 10; ++round) {
        asio::thread_pool pool(2);
        std::optional<identity_client> client(
            std::in_place, pool.get_executor(), options().max_connections(2));
        std::vector<std::future<result<communication_user>>> calls;
        for (int i = 0; i < 20; ++i)
            calls.push_back(asio::co_spawn(pool, client->create_user(), asio::use_future));
        for (int i = 0; i < round; ++i)
            calls[static_cast<std::size_t>(i)].wait();
        client.reset();
        for (auto& call : calls) {
            const auto ended = call.get();
            if (!ended)
                CHECK(ended.error() == errc::client_stopped);
        }
        pool.join();
    }
}

TEST_CASE_FIXTURE(client_fixture, "threads: the access key is replaced while calls sign")
{
    asio::thread_pool pool(2);
    auto made = options();
    const auto key = made.access_key();
    identity_client client(pool.get_executor(), made);
    std::vector<std::future<result<communication_user>>> calls;
    for (int i = 0; i < 50; ++i) {
        calls.push_back(asio::co_spawn(pool, client.create_user(), asio::use_future));
        CHECK(key->update(server.access_key()).has_value());
    }
    for (auto& call : calls)
        CHECK(call.get().has_value());
    pool.join();
}

namespace {

// Waits until it is cancelled, on the strand of its coroutine.
asio::awaitable<result<void>> wait_to_be_cancelled(std::atomic<int>& waiting)
{
    asio::steady_timer timer(co_await asio::this_coro::executor, asio::steady_timer::time_point::max());
    ++waiting;
    co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
    --waiting;
    co_return error(errc::credential_failed);
}

// A credential that prepares each call by itself. (That of a bearer_credential is shared by all calls, and
// outlives them.)
class waiting_credential final : public credential
{
public:
    explicit waiting_credential(std::atomic<int>& waiting) : waiting_(waiting) {}

    bool is_ready(wall_time) const noexcept override { return false; }
    asio::awaitable<result<void>> prepare(std::shared_ptr<time_source>) override
    {
        return wait_to_be_cancelled(waiting_);
    }
    result<void> authorise(outgoing_request&) const override { return error(errc::credential_failed); }

private:
    std::atomic<int>& waiting_;
};

} // namespace

TEST_CASE_FIXTURE(client_fixture, "threads: calls end while their credential is being prepared elsewhere")
{
    std::atomic<int> waiting = 0;
    asio::thread_pool pool(2);
    const auto source = std::make_shared<waiting_credential>(waiting);
    const auto made = client_options::with_credential(server.endpoint(), source).value().time(clock);
    std::optional<identity_client> client(std::in_place, pool.get_executor(), made);
    std::vector<std::shared_ptr<pending<communication_user>>> calls;
    for (int i = 0; i < 60; ++i)
        calls.push_back(start(client->create_user(call_options().deadline(i < 30 ? 10s : 60s))));
    run_until([&] { return waiting > 40; });
    for (std::size_t i = 50; i < 60; ++i)
        calls[i]->cancel.emit(asio::cancellation_type::terminal);
    run_until([&] { return calls[55]->done(); });
    clock->advance(10s);
    run_until([&] { return calls[5]->done(); });
    client.reset();
    context.restart();
    context.run();
    for (std::size_t i = 0; i < 60; ++i) {
        REQUIRE(calls[i]->done());
        CHECK(
            calls[i]->result->error() == (i < 30   ? errc::deadline_exceeded
                                          : i < 50 ? errc::client_stopped
                                                   : errc::canceled));
    }
    pool.join(); // returns when the last of the credential's coroutines has ended
    CHECK(waiting == 0);
}
