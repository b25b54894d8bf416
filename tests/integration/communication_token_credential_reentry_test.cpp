// Refreshers that use, stop and destroy the credential that calls them; odd times.
#include "refresher_fixture.hpp"

#include <acs/communication_token_credential.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <doctest/doctest.h>
#include <functional>
#include <memory>
#include <optional>

namespace asio = boost::asio;
using acs::access_token;
using acs::communication_token_credential;
using acs::errc;
using acs::result;
using namespace std::chrono_literals;

namespace {

// A credential whose refresher can reach it.
struct scene : refresher_fixture
{
    static asio::awaitable<result<access_token>> act(scene& all)
    {
        ++all.calls;
        if (all.later)
            co_await asio::post(co_await asio::this_coro::executor, asio::use_awaitable);
        all.action();
        co_return all.make_token(1h);
    }
    static asio::awaitable<result<access_token>> ask_itself(scene& all)
    {
        ++all.calls;
        all.inner.emplace(co_await all.credential->get_token());
        co_return *all.inner;
    }

    void make(communication_token_credential::refresher what, bool proactively)
    {
        credential.emplace(
            context->get_executor(), std::move(what), options().refresh_proactively(proactively));
    }

    std::optional<communication_token_credential> credential;
    std::function<void()> action;
    bool later = false;
    std::optional<result<access_token>> inner;
};

} // namespace

TEST_CASE("communication token credential: its refresher stops or destroys it")
{
    for (const bool proactively : {false, true})
        for (const bool later : {false, true})
            for (const bool destroys : {false, true}) {
                CAPTURE(proactively);
                CAPTURE(later);
                CAPTURE(destroys);
                scene here;
                here.later = later;
                here.action = [&] {
                    if (destroys)
                        here.credential.reset();
                    else
                        here.credential->stop();
                };
                here.make([&] { return scene::act(here); }, proactively);
                const auto waits = here.start(here.credential->get_token());
                const auto comes_later = here.credential->get_token();
                here.settle();
                CHECK(waits->failed(errc::client_stopped));
                here.pass(2h, 1min);
                CHECK(here.calls == 1);
                CHECK(here.clock->pending() == 0);
            }
}

TEST_CASE("communication token credential: its refresher destroys it while the old token is given out")
{
    scene here;
    here.make([&] { return scene::act(here); }, true);
    here.settle();
    REQUIRE(here.calls == 1);
    here.action = [&] {
        here.credential.reset();
    };
    here.pass(50min, 1min);
    CHECK(here.calls == 2);
    CHECK(!here.credential);
    here.pass(2h, 1min);
    CHECK(here.calls == 2);
    CHECK(here.clock->pending() == 0);
}

TEST_CASE("communication token credential: its refresher waits for it, until the deadline")
{
    for (const bool proactively : {false, true}) {
        scene here;
        here.make([&] { return scene::ask_itself(here); }, proactively);
        const auto asked = here.ask(*here.credential);
        here.pass(60s - 1ns);
        CHECK(!asked->done());
        here.pass(1ns);
        CHECK(asked->failed(errc::deadline_exceeded));
        CHECK(here.calls == 1);
        here.credential->stop();
        here.settle();
        CHECK(here.clock->pending() == 0);
    }
}

TEST_CASE("communication token credential: expiries at both ends of time")
{
    refresher_fixture fixture;
    const auto with = [&](acs::wall_time expires_on, acs::boot_time usable_until) {
        fixture.answer = [=] {
            return access_token("token", expires_on, usable_until);
        };
    };
    for (const bool proactively : {false, true}) {
        with(acs::wall_time::max(), acs::boot_time::max());
        auto far = fixture.make(fixture.options().refresh_proactively(proactively));
        CHECK(fixture.get(far) == "token");
        with(acs::wall_time::max(), acs::boot_time::max() - 1ns);
        auto farther = fixture.make(fixture.options().refresh_proactively(proactively));
        CHECK(fixture.get(farther) == "token");
        fixture.calls = 0;
        fixture.pass(10 * 24h, 24h);
        CHECK(fixture.calls == 0);
        with(acs::wall_time::min(), acs::boot_time::max());
        auto past = fixture.make(fixture.options().refresh_proactively(proactively));
        CHECK(fixture.ask(past)->failed(errc::token_expired));
    }
}

TEST_CASE(
    "communication token credential: after a leap of the clock nothing old is given, and it refreshes once")
{
    for (const bool proactively : {false, true}) {
        refresher_fixture fixture;
        auto credential = fixture.make(fixture.options().refresh_proactively(proactively));
        CHECK(fixture.get(credential) == "token 1");
        fixture.clock->advance(30 * 24h); // such as a suspend
        fixture.hold = true;
        const auto asked = fixture.ask(credential);
        CHECK(!asked->done());
        CHECK(fixture.calls == 2);
        fixture.release();
        CHECK(asked->text() == "token 2");
        fixture.clock->step_utc(-365 * 24h); // the civil clock doesn't matter
        CHECK(fixture.get(credential) == "token 2");
        fixture.clock->step_utc(730 * 24h);
        CHECK(fixture.get(credential) == "token 2");
        fixture.pass(49min, 1min);
        CHECK(fixture.calls == 2);
    }
}

TEST_CASE("communication token credential: proactive, be the tokens ever so short-lived, once a second")
{
    refresher_fixture fixture;
    fixture.life = 50ms;
    auto credential = fixture.make(fixture.options().refresh_proactively(true));
    fixture.pass(10s, 10ms);
    CHECK(fixture.calls == 11);
    // Who asks gets one all the same.
    fixture.pass(500ms, 10ms);
    CHECK(fixture.get(credential) == "token 12");
    fixture.life = 1h;
    fixture.pass(500ms, 10ms);
    CHECK(fixture.get(credential) == "token 13");
    fixture.pass(49min, 1min);
    CHECK(fixture.calls == 13);
}
