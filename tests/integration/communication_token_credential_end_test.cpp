// Cancellation, dispose and other ends of the refreshing form.
#include "refresher_fixture.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_type.hpp>
#include <chrono>
#include <doctest/doctest.h>
#include <optional>
#include <utility>

namespace asio = boost::asio;
using acs::errc;
using namespace std::chrono_literals;

TEST_CASE(
    "communication token credential: cancellation is passed to the refresher when nobody waits any more")
{
    refresher_fixture fixture;
    fixture.hold = true;
    auto credential = fixture.make();
    const auto first = fixture.ask(credential);
    const auto second = fixture.ask(credential);
    first->cancel.emit(asio::cancellation_type::terminal);
    fixture.settle();
    CHECK(first->failed(errc::canceled));
    CHECK(!second->done());
    CHECK(fixture.cancelled == 0);
    second->cancel.emit(asio::cancellation_type::terminal);
    fixture.settle();
    CHECK(second->failed(errc::canceled));
    CHECK(fixture.cancelled == 1);
    fixture.release();
    CHECK(fixture.get(credential) == "token 1");
    CHECK(fixture.calls == 2);
}

TEST_CASE("communication token credential: proactive, the credential itself waits; dispose cancels")
{
    refresher_fixture fixture;
    fixture.hold = true;
    auto credential = fixture.make(fixture.options().refresh_proactively(true));
    const auto asked = fixture.ask(credential);
    asked->cancel.emit(asio::cancellation_type::terminal);
    fixture.settle();
    CHECK(asked->failed(errc::canceled));
    CHECK(fixture.cancelled == 0);
    credential.stop();
    fixture.settle();
    CHECK(fixture.cancelled == 1);
    CHECK(fixture.calls == 1);
    CHECK(fixture.clock->pending() == 0);
}

TEST_CASE("communication token credential: a refresh that nobody waited for goes on")
{
    refresher_fixture fixture;
    auto credential = fixture.make();
    fixture.ask(credential);
    fixture.pass(50min, 1min);
    fixture.hold = true;
    CHECK(fixture.get(credential) == "token 1"); // begins it
    fixture.pass(1min - 1s);
    CHECK(fixture.cancelled == 0);
    fixture.release();
    CHECK(fixture.get(credential) == "token 2");
    CHECK(fixture.calls == 2);
}

TEST_CASE("communication token credential: getToken after dispose errors")
{
    refresher_fixture fixture;
    auto refreshed = fixture.make();
    CHECK(fixture.get(refreshed) == "token 1");
    acs::communication_token_credential fixed{fixture.make_token(1h)};
    for (auto* credential : {&refreshed, &fixed}) {
        credential->stop();
        credential->stop();
        const auto asked = fixture.ask(*credential);
        REQUIRE(asked->failed(errc::client_stopped));
        CHECK(
            asked->result->error().message() ==
            "the credential was stopped. Next: keep the credential while it is in use");
    }
    CHECK(fixture.calls == 1);
}

TEST_CASE("communication token credential: dispose ends the calls that wait")
{
    refresher_fixture fixture;
    for (const bool deaf : {false, true}) {
        fixture.hold = true;
        fixture.deaf = deaf;
        fixture.cancelled = 0;
        std::optional credential(fixture.make());
        const auto asked = fixture.ask(*credential);
        SUBCASE("by stop")
        {
            credential->stop();
        }
        SUBCASE("by the destructor")
        {
            credential.reset();
        }
        fixture.settle();
        CHECK(asked->failed(errc::client_stopped));
        CHECK(fixture.cancelled == (deaf ? 0 : 1));
        fixture.release(); // what comes of it late is dropped
        if (credential)
            CHECK(fixture.ask(*credential)->failed(errc::client_stopped));
    }
}

TEST_CASE("communication token credential: the awaitable may be awaited when the credential is gone")
{
    refresher_fixture fixture;
    std::optional credential(fixture.make());
    auto refreshed = credential->get_token();
    credential.reset();
    std::optional fixed(acs::communication_token_credential(fixture.make_token(1h)));
    auto given = fixed->get_token();
    fixed.reset();
    const auto first = fixture.start(std::move(refreshed));
    const auto second = fixture.start(std::move(given));
    fixture.settle();
    CHECK(first->failed(errc::client_stopped));
    CHECK(second->failed(errc::client_stopped));
    CHECK(fixture.calls == 0);
}

TEST_CASE("communication token credential: moved, it is the same; what it was moved from is stopped")
{
    refresher_fixture fixture;
    auto credential = fixture.make();
    CHECK(fixture.get(credential) == "token 1");
    acs::communication_token_credential other(std::move(credential));
    CHECK(fixture.get(other) == "token 1");
    CHECK(fixture.ask(credential)->failed(errc::client_stopped)); // NOLINT(bugprone-use-after-move)
    auto third = fixture.make();
    fixture.hold = true;
    const auto asked = fixture.ask(third);
    third = std::move(other);
    fixture.settle();
    CHECK(asked->failed(errc::client_stopped));
    CHECK(fixture.get(third) == "token 1");
}

TEST_CASE("communication token credential: a refresher that hangs is given up at the deadline")
{
    refresher_fixture fixture;
    fixture.hold = true;
    for (const bool deaf : {false, true}) {
        fixture.deaf = deaf;
        auto credential = fixture.make(fixture.options().deadline(5s));
        const auto asked = fixture.ask(credential);
        fixture.pass(5s - 1ns);
        CHECK(!asked->done());
        fixture.pass(1ns);
        REQUIRE(asked->failed(errc::deadline_exceeded));
        CHECK(asked->result->error().message().starts_with("the credential's deadline passed: waiting for"));
    }
    CHECK(fixture.cancelled == 1);
    fixture.release();
}

TEST_CASE("communication token credential: an issuer that asks for time is left alone")
{
    refresher_fixture fixture;
    fixture.answer = [] {
        acs::error_details details;
        details.retry_after = 30s;
        return acs::error(errc::throttled, details);
    };
    for (const bool proactively : {false, true}) {
        fixture.calls = 0;
        auto credential = fixture.make(fixture.options().refresh_proactively(proactively));
        CHECK(fixture.ask(credential)->failed(errc::throttled));
        fixture.pass(29s);
        CHECK(fixture.ask(credential)->failed(errc::throttled));
        CHECK(fixture.calls == 1);
        fixture.pass(1s);
        CHECK(fixture.ask(credential)->failed(errc::throttled));
        CHECK(fixture.calls == 2);
    }
}

TEST_CASE("communication token credential: its context may end under it")
{
    refresher_fixture fixture;
    fixture.hold = true;
    auto proactive = fixture.make(fixture.options().refresh_proactively(true));
    auto idle =
        fixture.make(fixture.options().initial_token(fixture.make_token(1h)).refresh_proactively(true));
    auto credential = fixture.make();
    fixture.ask(credential);
    fixture.context.reset();
    CHECK(fixture.clock->pending() == 0);
}
