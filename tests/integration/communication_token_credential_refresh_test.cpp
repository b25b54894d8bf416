// The refreshing form: the test cases of the official SDKs, under their names.
#include "refresher_fixture.hpp"

#include <acs/access_token_from_jwt.hpp>

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <doctest/doctest.h>
#include <stdexcept>
#include <string>

namespace asio = boost::asio;
using acs::errc;
using namespace std::chrono_literals;

TEST_CASE("communication token credential: valid JWT accepted")
{
    refresher_fixture fixture;
    // {"exp":32503680000}: the year 3000
    const acs::secret text("e30.eyJleHAiOjMyNTAzNjgwMDAwfQ.c2ln");
    acs::communication_token_credential fixed{acs::access_token_from_jwt(text).value()};
    CHECK(fixture.get(fixed) == text.reveal());
    auto refreshed = fixture.make(fixture.options().initial_token(acs::access_token_from_jwt(text).value()));
    CHECK(fixture.get(refreshed) == text.reveal());
    fixture.pass(365 * 24h, 24h);
    CHECK(fixture.get(refreshed) == text.reveal());
    CHECK(fixture.calls == 0);
}

TEST_CASE("communication token credential: non-JWT rejected in constructor and from the refresher")
{
    for (const char* text : {"foo", "foo.bar", "foo.bar.foobar"}) {
        refresher_fixture fixture;
        const auto given = acs::access_token_from_jwt(acs::secret(text));
        REQUIRE(!given.has_value());
        CHECK(given.error() == errc::invalid_argument);
        fixture.answer = [&] {
            return acs::access_token_from_jwt(acs::secret(text));
        };
        auto credential = fixture.make();
        CHECK(fixture.ask(credential)->failed(errc::invalid_argument));
        CHECK(fixture.calls == 1);
    }
}

TEST_CASE("communication token credential: null rejected")
{
    asio::io_context context;
    CHECK_THROWS_AS(
        acs::communication_token_credential(
            context.get_executor(), acs::communication_token_credential::refresher()),
        std::invalid_argument);
    CHECK_THROWS_AS(acs::communication_token_credential{acs::access_token()}, std::invalid_argument);
    refresher_fixture fixture;
    fixture.answer = [] {
        return acs::access_token();
    };
    auto credential = fixture.make();
    CHECK(fixture.ask(credential)->failed(errc::token_expired));
}

TEST_CASE("communication token credential: static token returned as is even if expired")
{
    refresher_fixture fixture;
    acs::communication_token_credential credential{fixture.make_token(-1h)};
    CHECK(fixture.get(credential) == "token 1");
    acs::communication_token_credential read{
        acs::access_token_from_jwt(acs::secret("e30.eyJleHAiOjEwMH0.c2ln")).value()}; // {"exp":100}
    CHECK(fixture.get(read) == "e30.eyJleHAiOjEwMH0.c2ln");
}

TEST_CASE("communication token credential: refresher used when no initial token")
{
    refresher_fixture fixture;
    auto credential = fixture.make();
    fixture.settle();
    CHECK(fixture.calls == 0);
    CHECK(fixture.get(credential) == "token 1");
    CHECK(fixture.calls == 1);
}

TEST_CASE("communication token credential: initial token used, refresher not called")
{
    refresher_fixture fixture;
    for (const bool proactively : {false, true}) {
        auto credential = fixture.make(
            fixture.options().initial_token(fixture.make_token(1h)).refresh_proactively(proactively));
        CHECK(fixture.get(credential).starts_with("token "));
        CHECK(fixture.calls == 0);
    }
}

TEST_CASE("communication token credential: non-proactive with expired initial does nothing until asked")
{
    refresher_fixture fixture;
    auto credential = fixture.make(fixture.options().initial_token(fixture.make_token(-1s)));
    fixture.pass(1h, 1min);
    CHECK(fixture.calls == 0);
    CHECK(fixture.get(credential) == "token 2");
    CHECK(fixture.calls == 1);
}

TEST_CASE("communication token credential: proactive with expired initial refreshes at once")
{
    refresher_fixture fixture;
    auto credential =
        fixture.make(fixture.options().initial_token(fixture.make_token(-1s)).refresh_proactively(true));
    fixture.settle();
    CHECK(fixture.calls == 1);
    CHECK(fixture.get(credential) == "token 2");
    auto without = fixture.make(fixture.options().refresh_proactively(true));
    fixture.settle();
    CHECK(fixture.calls == 2);
    CHECK(fixture.get(without) == "token 3");
    CHECK(fixture.calls == 2);
}

TEST_CASE("communication token credential: refresher returning expired gives an error, called once")
{
    refresher_fixture fixture;
    fixture.answer = [&] {
        return fixture.make_token(-1s);
    };
    auto credential = fixture.make();
    const auto asked = fixture.ask(credential);
    REQUIRE(asked->failed(errc::token_expired));
    CHECK(asked->result->error().message().find("is expired") != std::string::npos);
    CHECK(fixture.calls == 1);
    // Nothing is kept: the next one asks again.
    fixture.answer = nullptr;
    CHECK(fixture.get(credential) == "token 2");
    CHECK(fixture.calls == 2);
}

TEST_CASE("communication token credential: refresher error not swallowed")
{
    refresher_fixture fixture;
    for (const bool proactively : {false, true}) {
        fixture.answer = [] {
            return acs::error(errc::forbidden);
        };
        fixture.hold = true;
        auto credential = fixture.make(fixture.options().refresh_proactively(proactively));
        const auto first = fixture.ask(credential);
        const auto second = fixture.ask(credential);
        fixture.release();
        CHECK(first->failed(errc::forbidden));
        CHECK(second->failed(errc::forbidden));
        fixture.answer = nullptr;
        CHECK(fixture.ask(credential)->result.value().has_value()); // the next call tries again
    }
    fixture.answer = [] {
        return acs::error(errc::credential_failed);
    };
    auto terse = fixture.make();
    CHECK(
        fixture.ask(terse)->result->error().details().what ==
        "the refresher gave the error credential_failed, without text");
    fixture.answer = []() -> acs::result<acs::access_token> {
        throw std::runtime_error("no connection to the token server");
    };
    auto credential = fixture.make();
    const auto thrown = fixture.ask(credential);
    REQUIRE(thrown->failed(errc::credential_failed));
    CHECK(thrown->result->error().message().find("no connection to the token server") != std::string::npos);
}

TEST_CASE("communication token credential: near expiry the old token is given, then the new one; two calls")
{
    refresher_fixture fixture;
    auto credential = fixture.make();
    CHECK(fixture.get(credential) == "token 1");
    fixture.pass(50min - 1s, 1min);
    CHECK(fixture.get(credential) == "token 1");
    CHECK(fixture.calls == 1);
    fixture.hold = true;
    fixture.pass(1s);
    CHECK(fixture.calls == 1); // by itself it does nothing
    CHECK(fixture.get(credential) == "token 1");
    CHECK(fixture.get(credential) == "token 1");
    CHECK(fixture.calls == 2);
    fixture.release();
    CHECK(fixture.get(credential) == "token 2");
    fixture.pass(11min, 1min);
    CHECK(fixture.get(credential) == "token 2");
    CHECK(fixture.calls == 2);
}

TEST_CASE("communication token credential: in its last 10 s the new token is waited for")
{
    refresher_fixture fixture;
    auto credential = fixture.make();
    fixture.ask(credential);
    fixture.pass(1h - 5s, 1min);
    fixture.hold = true;
    const auto asked = fixture.ask(credential);
    CHECK(!asked->done());
    SUBCASE("and given")
    {
        fixture.release();
        CHECK(asked->text() == "token 2");
    }
    SUBCASE("or, if there is none, the old one while it lives")
    {
        fixture.answer = [] {
            return acs::error(errc::connect_failed);
        };
        fixture.release();
        CHECK(asked->text() == "token 1");
        CHECK(fixture.get(credential) == "token 1"); // the next try is a second away
        CHECK(fixture.calls == 2);
        fixture.pass(5s);
        CHECK(fixture.ask(credential)->failed(errc::connect_failed));
    }
}

TEST_CASE("communication token credential: 10 sequential getToken, 1 refresher call")
{
    refresher_fixture fixture;
    auto credential = fixture.make();
    for (int i = 0; i < 10; ++i)
        CHECK(fixture.get(credential) == "token 1");
    CHECK(fixture.calls == 1);
}

TEST_CASE("communication token credential: long-running refresher called once while in progress")
{
    refresher_fixture fixture;
    auto credential = fixture.make();
    fixture.hold = true;
    std::vector<std::shared_ptr<refresher_fixture::call>> asked;
    for (int i = 0; i < 20; ++i) {
        asked.push_back(fixture.ask(credential));
        fixture.pass(1s);
    }
    CHECK(fixture.calls == 1);
    fixture.release();
    for (const auto& each : asked)
        CHECK(each->text() == "token 1");
    CHECK(fixture.calls == 1);
}

TEST_CASE("communication token credential: encrypted token, explicit expiry used")
{
    refresher_fixture fixture;
    const acs::secret encrypted(
        "eyJhbGciOiJkaXIifQ..AxY8DCtDaGlsbGljb3RoZQ.KDlTtXchhZTGufMYmOYGS4HffxPSUrfmqCHXaI9w.U0m_Y");
    const auto read = acs::access_token_from_jwt(encrypted);
    REQUIRE(!read.has_value());
    CHECK(read.error().message().find("is taken with its expiry") != std::string::npos);
    fixture.answer = [&] {
        return acs::access_token(encrypted, fixture.clock->now_utc() + 1h);
    };
    auto credential = fixture.make();
    CHECK(fixture.get(credential) == encrypted.reveal());
    fixture.pass(50min - 2s, 1min);
    fixture.ask(credential);
    CHECK(fixture.calls == 1);
    fixture.pass(1s); // an expiry by the civil clock alone is counted a second less
    fixture.ask(credential);
    CHECK(fixture.calls == 2);
}

TEST_CASE("communication token credential: half-life refresh of opaque token")
{
    refresher_fixture fixture;
    fixture.answer = [&] {
        return acs::access_token(
            acs::secret("opaque " + std::to_string(fixture.calls)), fixture.clock->now_utc() + 10min);
    };
    auto credential = fixture.make(fixture.options().refresh_proactively(true));
    fixture.pass(5min - 1s);
    CHECK(fixture.calls == 1);
    fixture.pass(1s);
    CHECK(fixture.calls == 2);
    CHECK(fixture.get(credential) == "opaque 2");
}
