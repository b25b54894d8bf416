// The refreshing form, proactively: the test cases of the official SDKs, under their names, and what they
// lack.
#include "cache/alarm_queue.hpp"
#include "cache/alarm_service.hpp"
#include "cache/refreshed_token.hpp"
#include "refresher_fixture.hpp"

#include <chrono>
#include <doctest/doctest.h>
#include <random>
#include <vector>

using acs::errc;
using namespace std::chrono_literals;

TEST_CASE("communication token credential: proactive refresh at window entry")
{
    refresher_fixture fixture;
    auto credential =
        fixture.make(fixture.options().initial_token(fixture.make_token(1h)).refresh_proactively(true));
    fixture.pass(50min - 1s, 1min);
    CHECK(fixture.calls == 0);
    fixture.pass(1s);
    CHECK(fixture.calls == 1);
    CHECK(fixture.get(credential) == "token 2");
}

TEST_CASE("communication token credential: proactive refresh keeps re-scheduling")
{
    refresher_fixture fixture;
    auto credential = fixture.make(fixture.options().refresh_proactively(true));
    fixture.pass(24h, 1min);
    // Each lives for an hour and is replaced after 50 minutes.
    CHECK(fixture.calls == 1 + 24 * 60 / 50);
    CHECK(fixture.clock->pending() == 1);
}

TEST_CASE("communication token credential: dispose cancels the timer")
{
    refresher_fixture fixture;
    auto credential = fixture.make(fixture.options().refresh_proactively(true));
    fixture.settle();
    CHECK(fixture.clock->pending() == 1);
    credential.stop();
    fixture.settle();
    CHECK(fixture.clock->pending() == 0);
    fixture.pass(24h, 1h);
    CHECK(fixture.calls == 1);
    // Nothing keeps the context's run() from returning.
    fixture.context->restart();
    CHECK(fixture.context->run() == 0);
}

TEST_CASE("communication token credential: getToken while the proactive refresh runs, 1 call")
{
    refresher_fixture fixture;
    fixture.hold = true;
    auto credential = fixture.make(fixture.options().refresh_proactively(true));
    fixture.settle();
    CHECK(fixture.calls == 1);
    const auto asked = fixture.ask(credential);
    CHECK(!asked->done());
    fixture.release();
    CHECK(asked->text() == "token 1");
    CHECK(fixture.calls == 1);
    // The same with an old token: nobody waits.
    fixture.pass(50min - 1s, 1min);
    fixture.hold = true;
    fixture.pass(1s);
    CHECK(fixture.calls == 2);
    CHECK(fixture.get(credential) == "token 1");
    CHECK(fixture.calls == 2);
}

TEST_CASE("communication token credential: fractional backoff, the same token of 20 minutes again and again")
{
    refresher_fixture fixture;
    const acs::access_token same = fixture.make_token(20min);
    fixture.answer = [&] {
        return same;
    };
    auto credential = fixture.make(fixture.options().initial_token(same).refresh_proactively(true));
    fixture.pass(10min - 1s);
    CHECK(fixture.calls == 0);
    fixture.pass(1s);
    CHECK(fixture.calls == 1);
    fixture.pass(10min - 1s, 100ms);
    CHECK(fixture.calls == 10); // floor(log2(1200 s)), by the last second
    CHECK(fixture.begun[1] - fixture.begun[0] == 5min);
    CHECK(fixture.begun[2] - fixture.begun[1] == 150s);
    CHECK(fixture.get(credential) == same.token());
}

TEST_CASE("communication token credential: fractional backoff, a token of 7 s")
{
    refresher_fixture fixture;
    const acs::access_token same = fixture.make_token(7s);
    fixture.answer = [&] {
        return same;
    };
    auto credential = fixture.make(fixture.options().initial_token(same).refresh_proactively(true));
    fixture.pass(6s, 1ms);
    CHECK(fixture.calls == 2); // floor(log2(7))
}

TEST_CASE(
    "communication token credential: fractional backoff, half of what is left until the last millisecond")
{
    refresher_fixture fixture;
    const acs::access_token same = fixture.make_token(8min);
    fixture.answer = [&] {
        return same;
    };
    auto credential = fixture.make(fixture.options().initial_token(same).refresh_proactively(true));
    std::chrono::nanoseconds left = 8min;
    for (std::size_t step = 1; left > 2s; ++step) {
        fixture.pass(left / 2 - 1ms, 1h);
        CHECK(fixture.calls == step - 1);
        fixture.pass(1ms);
        CHECK(fixture.calls == step);
        left -= left / 2;
    }
    // Not faster than once a second, be the token's end ever so near.
    const std::size_t before = fixture.calls;
    fixture.pass(left - 1ms, 1ms);
    CHECK(fixture.calls <= before + 1);
    CHECK(fixture.get(credential) == same.token());
}

TEST_CASE("communication token credential: failed proactive refresh leaves the still valid token usable")
{
    refresher_fixture fixture;
    auto credential =
        fixture.make(fixture.options().initial_token(fixture.make_token(1h)).refresh_proactively(true));
    fixture.answer = [] {
        return acs::error(errc::connect_failed);
    };
    fixture.pass(1h - 1s);
    CHECK(fixture.get(credential) == "token 1");
    // And it is tried again, with pauses of 1 s, doubled up to 30 s, and shorter ones near the end.
    CHECK(fixture.calls >= 20);
    CHECK(fixture.calls <= 50);
    CHECK(fixture.begun[1] - fixture.begun[0] == 1s);
    CHECK(fixture.begun[2] - fixture.begun[1] == 2s);
    CHECK(fixture.begun[8] - fixture.begun[7] == 30s);
    fixture.pass(1s);
    CHECK(fixture.ask(credential)->failed(errc::connect_failed));
    fixture.answer = nullptr;
    fixture.pass(31s);
    const std::size_t tried = fixture.calls;
    CHECK(fixture.get(credential) == "token 2"); // it got it by itself
    CHECK(fixture.calls == tried);
}

TEST_CASE("communication token credential: proactive, without a token, is tried until there is one")
{
    refresher_fixture fixture;
    fixture.answer = [&] {
        return fixture.calls == 1 ? acs::result<acs::access_token>(fixture.make_token(-1s))
                                  : acs::error(errc::canceled); // its own, not ours: a failure as any
    };
    auto credential = fixture.make(fixture.options().refresh_proactively(true));
    fixture.pass(2min);
    CHECK(fixture.calls >= 5);
    CHECK(fixture.calls <= 10);
    fixture.answer = nullptr;
    fixture.pass(31s);
    CHECK(fixture.get(credential) == "token 2");
}

TEST_CASE("communication token credential: jitter moves the refresh into the window, never beyond the expiry")
{
    refresher_fixture fixture;
    std::mt19937 generator(1);
    std::vector<acs::communication_token_credential> credentials;
    for (int i = 0; i < 200; ++i)
        credentials.push_back(fixture.make(
            fixture.options().initial_token(fixture.make_token(1h)).refresh_proactively(true).jitter([&] {
                return std::uniform_real_distribution<>(0, 1)(generator);
            })));
    fixture.pass(50min - 1s, 1min);
    CHECK(fixture.calls == 0);
    for (std::size_t minute = 0; minute < 60; ++minute) {
        const std::size_t before = fixture.calls;
        fixture.pass(1s);
        CHECK(fixture.calls - before < 15);
    }
    fixture.pass(1s);
    CHECK(fixture.calls == 200);
}

TEST_CASE("communication token credential: jitter that throws or is no fraction counts as none")
{
    refresher_fixture fixture;
    for (const std::function<double()>& odd : std::vector<std::function<double()>>{
             [] { return 7.0; }, [] { return -1.0; },
             []() -> double {
                 throw 1;
             }}) {
        fixture.calls = 0;
        auto credential = fixture.make(
            fixture.options().initial_token(fixture.make_token(1h)).refresh_proactively(true).jitter(odd));
        fixture.pass(50min - 1s, 1min);
        CHECK(fixture.calls == 0);
        fixture.pass(1s);
        CHECK(fixture.calls == 1);
    }
}

TEST_CASE("communication token credential: ten thousand proactive ones share one timer")
{
    refresher_fixture fixture;
    constexpr std::size_t count = 10'000;
    std::vector<acs::communication_token_credential> credentials;
    for (std::size_t i = 0; i < count; ++i)
        credentials.push_back(fixture.make(fixture.options().refresh_proactively(true)));
    fixture.settle();
    CHECK(fixture.calls == count);
    CHECK(fixture.clock->pending() == 1);
    const auto queue = acs::cache::alarm_service::queue(fixture.context->get_executor(), fixture.clock);
    CHECK(queue->size() == count);
    fixture.pass(50min, 10min);
    CHECK(fixture.calls == 2 * count);
    CHECK(fixture.clock->pending() == 1);
    credentials.clear();
    fixture.settle();
    CHECK(queue->size() == 0);
    CHECK(fixture.clock->pending() == 0);
    // The two large parts; all in all 750 bytes were measured, beside the token's text.
    MESSAGE(
        "bytes of a proactive credential: " << sizeof(acs::cache::refreshed_token) << " + "
                                            << sizeof(acs::cache::token_holder));
    CHECK(sizeof(acs::cache::refreshed_token) + sizeof(acs::cache::token_holder) < 768);
}

TEST_CASE("communication token credential: other clocks and contexts have timers of their own")
{
    refresher_fixture fixture;
    boost::asio::io_context other;
    const auto clock = std::make_shared<acs::manual_clock>();
    using acs::cache::alarm_service;
    const auto queue = alarm_service::queue(fixture.context->get_executor(), fixture.clock);
    CHECK(alarm_service::queue(fixture.context->get_executor(), fixture.clock) == queue);
    CHECK(alarm_service::queue(boost::asio::make_strand(*fixture.context), fixture.clock) == queue);
    CHECK(alarm_service::queue(fixture.context->get_executor(), clock) != queue);
    CHECK(alarm_service::queue(other.get_executor(), fixture.clock) != queue);
}
