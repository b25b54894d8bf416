// The form that exchanges a token of Entra ID: what happens between its two steps.
#include "exchange_fixture.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/cancellation_type.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <doctest/doctest.h>
#include <memory>
#include <string>
#include <vector>

namespace asio = boost::asio;
using namespace acs;

namespace {

// An Entra credential that answers when it is told to.
struct scene : exchange_fixture
{
    static asio::awaitable<result<access_token>> answer_later(scene& all)
    {
        if (all.held) {
            constexpr auto as_result = asio::as_tuple(asio::use_awaitable);
            const auto timer = all.held;
            co_await timer->async_wait(as_result);
        }
        co_return all.entra;
    }

    std::shared_ptr<exchanged_token> make_held()
    {
        return exchanged_token::create(
                   context.get_executor(), options().jitter([] { return 0.5; }),
                   [this](std::vector<std::string>) { return answer_later(*this); }, {for_clients})
            .value();
    }

    std::shared_ptr<asio::steady_timer> held;
};

} // namespace

TEST_CASE_FIXTURE(
    scene, "communication token credential, Entra: cancelled at any moment, it is an error, not an exception")
{
    const auto credential = make_held();
    const auto token = run(credential->get()).value();
    std::size_t cancelled = 0;
    std::size_t given = 0;
    for (int turns = 0; turns < 20; ++turns) {
        CAPTURE(turns);
        held = std::make_shared<asio::steady_timer>(context, asio::steady_timer::time_point::max());
        const auto call = start(credential->get());
        settle();
        REQUIRE(!call->done());
        held->cancel();
        context.restart();
        for (int i = 0; i < turns; ++i)
            context.poll_one();
        if (!call->done())
            call->cancel.emit(asio::cancellation_type::terminal);
        REQUIRE_NOTHROW(settle());
        REQUIRE(call->done());
        if (call->result->has_value()) {
            CHECK(call->result->value().token() == token.token());
            ++given;
        } else {
            CHECK(call->result->error() == errc::canceled);
            ++cancelled;
        }
    }
    CHECK(cancelled > 0);
    CHECK(given > 0);
}

TEST_CASE_FIXTURE(
    scene, "communication token credential, Entra: another Entra token while the first is being exchanged")
{
    fault(R"({"kind":"hang","times":1})");
    const auto credential = make_held();
    const auto first = start(credential->get());
    run_until([&] { return exchanges() == 1; });
    clock->advance(std::chrono::seconds(1));
    entra = mint();
    const auto second = run(credential->get());
    REQUIRE(second.has_value());
    CHECK(introspect(*second) == "valid");
    CHECK(exchanges() == 2);
    CHECK(!first->done()); // the emulator still owes it its answer
    SUBCASE("whoever waits for the first is ended by dispose, too")
    {
        credential->stop();
        settle();
        REQUIRE(first->done());
        CHECK(first->result->error() == errc::client_stopped);
        CHECK(clock->pending() == 0);
    }
    SUBCASE("whoever waits for the first can be cancelled")
    {
        first->cancel.emit(asio::cancellation_type::terminal);
        settle();
        REQUIRE(first->done());
        CHECK(first->result->error() == errc::canceled);
        CHECK(run(credential->get()).value().token() == second->token());
        CHECK(exchanges() == 2);
    }
}

TEST_CASE_FIXTURE(
    scene,
    "communication token credential, Entra: a credential that never answers is given up at the deadline")
{
    held = std::make_shared<asio::steady_timer>(context, asio::steady_timer::time_point::max());
    const auto credential = make_held();
    const auto call = start(credential->get());
    settle();
    clock->advance(std::chrono::seconds(60));
    settle();
    CHECK(!call->done());
    clock->advance(std::chrono::seconds(1));
    settle();
    REQUIRE(call->done());
    CHECK(call->result->error() == errc::deadline_exceeded);
    held.reset();
    CHECK(run(credential->get()).has_value());
    CHECK(exchanges() == 1);
}
