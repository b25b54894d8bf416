#include "holder_fixture.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <doctest/doctest.h>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using acs::errc;
using acs::cache::token_holder;
using namespace std::chrono_literals;

TEST_CASE("token holder: stop")
{
    holder_fixture fixture;
    fixture.make();
    fixture.hold = true;
    const auto asked = fixture.ask();
    fixture.holder->stop();
    fixture.settle();
    CHECK(asked->failed(errc::client_stopped));
    CHECK(fixture.cancelled == 1);
    CHECK(fixture.ask()->failed(errc::client_stopped));
    fixture.holder->renew(fixture.context->get_executor(), fixture.clock);
    fixture.settle();
    CHECK(fixture.calls == 1);
    acs::wire::issued_token other;
    other.token = fixture.make_token(1h);
    CHECK(!fixture.holder->put(other, fixture.clock));
    CHECK(fixture.holder->usable(fixture.clock->now_boottime()).empty());
    CHECK(fixture.holder->renew_at() == acs::boot_time::max());
}

TEST_CASE("token holder: stopped before its fetch has begun, it does not begin")
{
    holder_fixture fixture;
    fixture.make();
    fixture.holder->renew(fixture.context->get_executor(), fixture.clock);
    fixture.holder->stop();
    fixture.settle();
    CHECK(fixture.calls == 0);
}

TEST_CASE("token holder: its context ends under a flight; who waits in another context is told")
{
    holder_fixture fixture;
    fixture.make();
    fixture.hold = true;
    asio::io_context other;
    const auto asked = std::make_shared<refresher_fixture::call>();
    asio::co_spawn(
        other, token_holder::get(fixture.holder, fixture.context->get_executor(), fixture.clock),
        [asked](std::exception_ptr thrown, refresher_fixture::token_result got) {
            if (thrown)
                std::rethrow_exception(thrown);
            asked->result = std::move(got);
        });
    other.poll();
    fixture.settle();
    CHECK(fixture.calls == 1);
    fixture.context.reset();
    other.restart();
    other.poll();
    CHECK(asked->failed(errc::client_stopped));
    CHECK(fixture.clock->pending() == 0);
}

TEST_CASE("token holder: one that is demanded with claims is fetched with them")
{
    holder_fixture fixture;
    fixture.make();
    fixture.ask();
    fixture.holder->demand("token 1", "{\"b\":2}");
    CHECK(!fixture.holder->is_ready(fixture.clock->now_boottime()));
    CHECK(fixture.ask()->text() == "token 2");
    CHECK(fixture.claims == std::vector<std::string>{"", "{\"b\":2}"});
    CHECK(fixture.ask()->text() == "token 2");
    fixture.holder->demand("token 1", "{\"b\":2}"); // of another call, which had left before
    CHECK(fixture.ask()->text() == "token 2");
    CHECK(fixture.calls == 2);
}

TEST_CASE("token holder: claims demanded during a flight, which lacks them")
{
    holder_fixture fixture;
    fixture.how.rule = &acs::cache::renewed_before_end;
    fixture.make();
    fixture.ask();
    fixture.pass(50min, 1min);
    fixture.hold = true;
    CHECK(fixture.ask()->text() == "token 1"); // a renewal begins
    fixture.holder->demand("token 1", "{}");
    const auto asked = fixture.ask();
    CHECK(fixture.claims == std::vector<std::string>{"", "", "{}"});
    fixture.release();
    CHECK(asked->text() == "token 3");
    CHECK(fixture.ask()->text() == "token 3");
    CHECK(fixture.calls == 3);
}

TEST_CASE("token holder: who waits when claims are demanded gets a token that has them")
{
    holder_fixture fixture;
    fixture.make();
    fixture.ask();
    fixture.holder->demand("token 1", "{\"first\":1}");
    fixture.hold = true;
    const auto early = fixture.ask();
    acs::wire::issued_token given;
    given.token = fixture.make_token(1h); // "token 2"
    REQUIRE(fixture.holder->put(given, fixture.clock));
    fixture.holder->demand("token 2", "{\"second\":2}");
    const auto late = fixture.ask();
    CHECK(fixture.calls == 3);
    fixture.release();
    CHECK(early->text() == late->text());
    CHECK(fixture.claims.back() == "{\"second\":2}");
}

TEST_CASE("token holder: what was refused is dropped, what was got meanwhile stays")
{
    holder_fixture fixture;
    fixture.make();
    fixture.ask();
    fixture.holder->drop("");
    fixture.holder->drop("token 0");
    CHECK(fixture.ask()->text() == "token 1");
    fixture.holder->drop("token 1");
    CHECK(fixture.holder->usable(fixture.clock->now_boottime()).empty());
    CHECK(fixture.ask()->text() == "token 2");
}

TEST_CASE("token holder: one that keeps nothing asks for all who come at a time, and again for the next")
{
    holder_fixture fixture;
    fixture.how.keeps = false;
    fixture.make();
    fixture.hold = true;
    const auto first = fixture.ask();
    const auto second = fixture.ask();
    fixture.release();
    CHECK(first->text() == "token 1");
    CHECK(second->text() == "token 1");
    CHECK(fixture.ask()->text() == "token 2");
    fixture.answer = [&] {
        return fixture.make_token(-1s);
    };
    CHECK(fixture.ask()->failed(errc::token_expired));
}

TEST_CASE("token holder: changed() is told of each end of a fetch")
{
    holder_fixture fixture;
    int ends = 0;
    fixture.how.changed = [&] {
        ++ends;
    };
    fixture.make();
    fixture.ask();
    CHECK(ends == 1);
    CHECK(fixture.holder->renew_at() == fixture.clock->now_boottime() + 42min);
    fixture.hold = true;
    fixture.holder->renew(fixture.context->get_executor(), fixture.clock);
    fixture.holder->renew(fixture.context->get_executor(), fixture.clock);
    fixture.settle();
    CHECK(fixture.holder->renew_at() == acs::boot_time::max());
    fixture.answer = [] {
        return acs::error(errc::connect_failed);
    };
    fixture.release();
    CHECK(ends == 2);
    CHECK(fixture.calls == 2);
    CHECK(fixture.holder->renew_at() == fixture.clock->now_boottime() + 1s);
}
