#include "cache/held_token.hpp"

#include <chrono>
#include <doctest/doctest.h>
#include <string>

using acs::boot_time;
using acs::errc;
using acs::cache::held_token;
using acs::cache::renewed_before_end;
using acs::cache::renewed_by_life;
using need = acs::cache::held_token::need;
using namespace std::chrono_literals;

namespace {

constexpr boot_time start{24h};
constexpr acs::wall_time start_utc{1'767'225'600s};

acs::wire::issued_token issued(std::string_view text, std::chrono::nanoseconds life)
{
    acs::wire::issued_token made;
    made.token = acs::access_token(text, start_utc + life, start + life);
    return made;
}

acs::error throttled(std::chrono::milliseconds wait)
{
    acs::error_details details;
    details.retry_after = wait;
    return {errc::throttled, details};
}

} // namespace

TEST_CASE("held token: nothing at first, and that is due")
{
    const held_token held(&renewed_by_life, 10s);
    CHECK(held.ask(start) == need::token);
    CHECK(!held.is_usable(start));
    CHECK(held.has_expired(start));
    CHECK(held.renew_at() <= start);
    CHECK(!held.refusal(start).has_value());
}

TEST_CASE("held token: one without a text is no token")
{
    held_token held(&renewed_before_end, 10s);
    const auto why = held.take(issued("", 100min), start, start_utc, start, 0);
    REQUIRE(why.has_value());
    CHECK(*why == errc::token_expired);
    CHECK(!held.is_usable(start));
}

TEST_CASE("held token: fresh, due, over")
{
    held_token held(&renewed_before_end, 10s);
    CHECK(!held.take(issued("a", 100min), start, start_utc, start, 0).has_value());
    CHECK(held.token().token() == "a");
    CHECK(held.renew_at() == start + 90min);
    CHECK(held.ask(start) == need::nothing);
    CHECK(held.ask(start + 90min - 1ns) == need::nothing);
    CHECK(held.ask(start + 90min) == need::renewal);
    CHECK(held.ask(start + 100min - 10s - 1ns) == need::renewal);
    CHECK(held.ask(start + 100min - 10s) == need::token);
    CHECK(!held.has_expired(start + 100min - 1ns));
    CHECK(held.has_expired(start + 100min));
}

TEST_CASE("held token: in its last moments another is better waited for, if it is time to ask for one")
{
    held_token held(&renewed_before_end, 0s, 10s);
    REQUIRE(!held.take(issued("a", 1h), start, start_utc, start, 0).has_value());
    CHECK(held.ask(start + 50min) == need::renewal);
    CHECK(held.ask(start + 1h - 10s) == need::another);
    CHECK(held.ask(start + 1h - 1ns) == need::another);
    CHECK(held.ask(start + 1h) == need::token);
    // The last try has failed a moment ago.
    held.fail(errc::connect_failed, start + 1h - 8s, 0);
    CHECK(held.ask(start + 1h - 8s) == need::nothing);
    CHECK(held.ask(start + 1h - 7s) == need::another);
}

TEST_CASE("held token: one that can't be used is a failure")
{
    held_token held(&renewed_by_life, 10s);
    auto why = held.take(issued("a", 10s), start, start_utc, start, 0);
    REQUIRE(why.has_value());
    CHECK(*why == errc::token_expired);
    CHECK(why->message().find("expired") != std::string::npos);
    CHECK(held.renew_at() > start);
    why = held.take(acs::wire::issued_token(), start, start_utc, start, 0);
    REQUIRE(why.has_value());
    CHECK(*why == errc::token_expired);
    CHECK(held.token().empty());
}

TEST_CASE("held token: one from elsewhere that can't be used changes nothing")
{
    held_token held(&renewed_by_life, 10s);
    CHECK(held.put(issued("a", -1h), start, start_utc, start, 0).has_value());
    CHECK(held.renew_at() <= start);
    CHECK(held.token().empty());
}

TEST_CASE("held token: a token that has only a civil expiry is counted from when it was asked for")
{
    held_token held(&renewed_by_life, 0s);
    acs::wire::issued_token foreign;
    foreign.token = acs::access_token(acs::secret("a"), start_utc + 1h);
    REQUIRE(!held.take(foreign, start, start_utc, start + 5s, 0).has_value());
    CHECK(held.is_usable(start + 1h - 2s));
    CHECK(!held.is_usable(start + 1h - 1s));
}

TEST_CASE("held token: the old one stays while its renewals fail")
{
    held_token held(&renewed_by_life, 10s);
    REQUIRE(!held.take(issued("a", 1h), start, start_utc, start, 0).has_value());
    boot_time now = start + 42min;
    for (int failures = 0; failures < 4; ++failures) {
        CHECK(held.ask(now) == need::renewal);
        held.fail(errc::connect_failed, now, 0);
        CHECK(held.ask(now) == need::nothing);
        CHECK(held.token().token() == "a");
        CHECK(held.renew_at() - now == 1s * (1 << failures));
        now = held.renew_at();
    }
    REQUIRE(!held.take(issued("b", 2h), now, start_utc + 42min, now, 0).has_value());
    held.fail(errc::connect_failed, now, 0);
    CHECK(held.renew_at() - now == 1s); // the failures are forgotten
}

TEST_CASE("held token: several tries fit into what is left")
{
    held_token held(&renewed_by_life, 10s);
    REQUIRE(!held.take(issued("a", 1h), start, start_utc, start, 0).has_value());
    const boot_time now = start + 1h - 50s;
    held.fail(throttled(10min), now, 0);
    CHECK(held.renew_at() - now == 10s);
}

TEST_CASE("held token: the same token again moves only its renewal")
{
    held_token held(&renewed_before_end, 0s);
    REQUIRE(!held.take(issued("a", 20min), start, start_utc, start, 0).has_value());
    CHECK(held.renew_at() == start + 10min);
    REQUIRE(!held.take(issued("a", 20min), start + 10min, start_utc + 10min, start + 10min, 0).has_value());
    CHECK(held.renew_at() == start + 15min);
    CHECK(!held.is_usable(start + 20min));
    // Also if the civil clock has gone back and lets it seem to live longer.
    acs::wire::issued_token foreign;
    foreign.token = acs::access_token(acs::secret("a"), start_utc + 20min);
    REQUIRE(!held.take(foreign, start + 15min, start_utc, start + 15min, 0).has_value());
    CHECK(!held.is_usable(start + 20min));
}

TEST_CASE("held token: one that ends sooner doesn't replace one that can be used")
{
    held_token held(&renewed_by_life, 10s);
    REQUIRE(!held.take(issued("a", 1h), start, start_utc, start, 0).has_value());
    REQUIRE(!held.take(issued("b", 50min), start, start_utc, start, 0).has_value());
    CHECK(held.token().token() == "a");
    REQUIRE(!held.take(issued("c", 1h + 1s), start, start_utc, start, 0).has_value());
    CHECK(held.token().token() == "c");
}

TEST_CASE("held token: an issuer that asks for time is left alone, five minutes at most")
{
    held_token held(&renewed_by_life, 10s);
    held.fail(errc::connect_failed, start, 0);
    CHECK(!held.refusal(start).has_value());
    held.fail(throttled(30s), start, 0);
    REQUIRE(held.refusal(start + 29s).has_value());
    CHECK(*held.refusal(start + 29s) == errc::throttled);
    CHECK(!held.refusal(start + 30s).has_value());
    held.fail(throttled(24h), start, 0);
    CHECK(held.refusal(start + 5min - 1ns).has_value());
    CHECK(!held.refusal(start + 5min).has_value());
}

TEST_CASE("held token: what was dropped is gone; an issuer that asked for time is left alone even so")
{
    held_token held(&renewed_by_life, 10s);
    REQUIRE(!held.take(issued("a", 1h), start, start_utc, start, 0).has_value());
    held.fail(throttled(30s), start, 0);
    held.drop();
    CHECK(held.token().empty());
    CHECK(held.ask(start) == need::token);
    CHECK(held.renew_at() <= start);
    CHECK(held.refusal(start + 29s).has_value());
    CHECK(!held.refusal(start + 30s).has_value());
    // Another one is taken then, even if it ends no later.
    REQUIRE(!held.take(issued("b", 30min), start, start_utc, start, 0).has_value());
    CHECK(held.token().token() == "b");
}

TEST_CASE("held token: absurd waits and ends overflow nothing")
{
    held_token held(&renewed_by_life, 10s);
    held.fail(throttled(std::chrono::milliseconds::max()), start, 0.9);
    CHECK(held.renew_at() > start);
    CHECK(held.renew_at() <= start + 5min);
    CHECK(held.refusal(start + 5min - 1ns).has_value());
    CHECK(!held.refusal(start + 5min).has_value());
    held.fail(throttled(-1h), start, 0);
    CHECK(held.renew_at() > start);
    acs::wire::issued_token dead;
    dead.token = acs::access_token("a", acs::wall_time(), boot_time::min());
    CHECK(held.take(std::move(dead), start, start_utc, start, 0).has_value());
    CHECK(!held.is_usable(start));
}

TEST_CASE("held token: why another one is fetched, and how long this one lives")
{
    using reason = acs::token_fetch_reason;
    held_token held(&renewed_before_end, 10s);
    CHECK(held.reason(start) == reason::first);
    held.reject(); // there is nothing to reject
    CHECK(held.reason(start) == reason::first);
    CHECK(held.remaining(start) == 0s);
    CHECK(!held.take(issued("a", 100min), start, start_utc, start, 0).has_value());
    CHECK(held.reason(start + 90min) == reason::ahead);
    CHECK(held.remaining(start + 90min) == 10min);
    held.fail(acs::error(errc::connect_failed), start + 90min, 0);
    CHECK(held.reason(start + 90min) == reason::ahead);
    CHECK(held.reason(start + 100min - 5s) == reason::expired); // it might end on its way
    CHECK(held.remaining(start + 100min - 5s) == 5s);
    CHECK(held.remaining(start + 101min) == 0s);
    held.reject();
    CHECK(held.reason(start) == reason::rejected);
    held.fail(acs::error(errc::connect_failed), start, 0);
    CHECK(held.reason(start) == reason::rejected);
    CHECK(held.remaining(start) == 0s);
    CHECK(!held.take(issued("b", 100min), start, start_utc, start, 0).has_value());
    CHECK(held.reason(start) == reason::ahead);
    held.drop(); // nobody refused it
    CHECK(held.reason(start) == reason::first);
}
