#include "cache/token_state.hpp"

#include <acs/manual_clock.hpp>

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <doctest/doctest.h>
#include <memory>
#include <string>

using namespace acs;
using namespace std::chrono_literals;

namespace {

// A state with a clock, and fetches that the test ends itself.
struct stated
{
    cache::token_state::answer ask() { return state.ask(context.get_executor(), clock, now()); }
    cache::token_state::answer renew() { return state.renew(context.get_executor(), clock, now()); }
    boot_time now() const { return clock->now_boottime(); }

    result<wire::issued_token> give(std::string_view text, std::chrono::nanoseconds life = 100min)
    {
        wire::issued_token made;
        made.token = access_token(text, clock->now_utc() + life, now() + life);
        made.member = "Member";
        return made;
    }
    std::optional<cache::fetch_landing> land(
        const cache::token_state::flight& what, result<wire::issued_token> fetched, bool abandoned = false)
    {
        return state.land(what, std::move(fetched), now(), 0, abandoned, true);
    }

    boost::asio::io_context context;
    std::shared_ptr<manual_clock> clock = std::make_shared<manual_clock>();
    cache::token_state state{&cache::renewed_before_end, 10s, 0s};
};

} // namespace

TEST_CASE_FIXTURE(stated, "token state: one fetch for all who ask, and what it leaves")
{
    const auto first = ask();
    const auto second = ask();
    REQUIRE(first.launch);
    CHECK_FALSE(second.launch);
    CHECK(second.joined == first.launch);
    CHECK(first.launch->reason == token_fetch_reason::first);
    CHECK(first.launch->waiters == 2);
    CHECK(state.under_way() == first.launch);
    CHECK(state.renew_at() == boot_time::max());
    CHECK_FALSE(renew().launch);
    clock->advance(2s);
    const auto landed = land(first.launch, give("a"));
    REQUIRE(landed.has_value());
    CHECK(landed->took == 2s);
    CHECK(landed->remaining == 100min);
    CHECK(landed->due_in == 90min);
    CHECK(landed->member == "Member");
    CHECK(landed->kept);
    CHECK(first.launch->outcome.value().token() == "a");
    CHECK_FALSE(land(first.launch, give("b")).has_value()); // once only
    CHECK(ask().at_once.value().value().token() == "a");
    CHECK(state.is_ready(now()));
}

TEST_CASE_FIXTURE(stated, "token state: a renewal that fails leaves the old token")
{
    land(ask().launch, give("a"));
    clock->advance(90min);
    const auto asked = ask();
    CHECK(asked.at_once.value().value().token() == "a");
    CHECK_FALSE(asked.joined);
    CHECK(asked.launch->reason == token_fetch_reason::ahead);
    CHECK(asked.launch->unattended);
    const auto landed = land(asked.launch, error(errc::connect_failed));
    REQUIRE(landed.has_value());
    CHECK(landed->remaining == 10min);
    CHECK(landed->due_in == 1s);
    CHECK_FALSE(landed->kept);
    clock->advance(10min);
    CHECK(ask().launch->reason == token_fetch_reason::expired);
}

TEST_CASE_FIXTURE(stated, "token state: a token that was only renewed meanwhile doesn't answer a challenge")
{
    land(ask().launch, give("old"));
    clock->advance(95min);
    const auto renewal = ask();
    REQUIRE(renewal.launch);
    land(renewal.launch, give("renewed"));
    state.demand("old", "{}"); // of a call that had left with the old one
    const auto answering = ask();
    REQUIRE(answering.launch);
    CHECK(answering.launch->claims == "{}");
    land(answering.launch, give("with claims"));
    state.demand("old", "{}");
    state.demand("renewed", R"({"another":1})");
    CHECK(state.usable(now()).token() == "with claims"); // it may do for all of them
    state.demand("with claims", "{}");
    CHECK(state.usable(now()).empty());
}

TEST_CASE_FIXTURE(stated, "token state: claims that are demanded discard what is under way")
{
    const auto first = ask();
    state.demand("", "{}");
    const auto second = ask();
    REQUIRE(second.launch);
    CHECK(second.launch->claims == "{}");
    const auto late = land(first.launch, give("a"));
    CHECK_FALSE(late->kept);
    CHECK(late->remaining == 0s);
    CHECK(first.launch->superseded);
    CHECK(land(second.launch, give("b"))->kept);
    CHECK(state.usable(now()).token() == "b");
    state.drop("a"); // which is not the one at hand
    CHECK(state.usable(now()).token() == "b");
    state.drop("b");
    CHECK(ask().launch->reason == token_fetch_reason::rejected);
}

TEST_CASE_FIXTURE(stated, "token state: what is abandoned says nothing about the issuer")
{
    const auto asked = ask();
    const auto landed = land(asked.launch, error(errc::canceled), true);
    CHECK(landed->due_in == 0s);
    CHECK(ask().launch);
}

TEST_CASE_FIXTURE(stated, "token state: stopped, there is nothing any more")
{
    const auto asked = ask();
    CHECK(state.stop() == asked.launch);
    const auto landed = land(asked.launch, give("a"));
    CHECK_FALSE(landed->kept);
    CHECK_FALSE(landed->due_in.has_value());
    CHECK(asked.launch->outcome.error() == errc::client_stopped);
    CHECK(ask().at_once.value().error() == errc::client_stopped);
    CHECK_FALSE(renew().launch);
    CHECK_FALSE(state.put(give("b").value(), now(), clock->now_utc(), 0));
    CHECK(state.renew_at() == boot_time::max());
}
