#include "cache_fixture.hpp"

#include <doctest/doctest.h>

using namespace std::chrono_literals;

// An issuer that answers with something else than a newer token: it is asked again later and later, never in
// a loop, and callers have the token at hand as long as it can be used.

namespace {

using asked_token = acs::result<acs::access_token>;
const acs::communication_user ada("8:acs:ada");

// Calls for an entry kept fresh while the issuer gives nothing of use, from the first to well after the end
// of the token at hand: with waits up to 60 s, two a minute are more than enough.
constexpr std::size_t many_per_hour = 120;

} // namespace

TEST_CASE_FIXTURE(cache_fixture, "an issuer that returns the same token until its end is not pestered")
{
    acs::token_cache cache = make_cache();
    const acs::access_token same = make_token(1h);
    answer = [&](const acs::token_request&) -> asked_token {
        return same;
    };
    REQUIRE(cache.keep_fresh(ada, acs::scope::chat).has_value());
    pass(2s);
    for (int second = 0; second < 58 * 60; second += 5) {
        const auto got = run(cache.get(ada, acs::scope::chat));
        REQUIRE(got.has_value());
        CHECK(got->token() == same.token());
        pass(5s);
    }
    CHECK(cache.stats().not_newer >= 3);
    CHECK(requests.size() <= 20); // half of what is left, each time
    answer = nullptr;
    pass(2min);
    CHECK(run(cache.get(ada, acs::scope::chat))->token() != same.token());
}

TEST_CASE_FIXTURE(cache_fixture, "an issuer that never has another token is asked less and less")
{
    acs::token_cache cache = make_cache();
    const acs::access_token same = make_token(1h);
    answer = [&](const acs::token_request&) -> asked_token {
        return same;
    };
    REQUIRE(cache.keep_fresh(ada, acs::scope::chat).has_value());
    pass(1h);
    const std::size_t before = requests.size();
    pass(5h);
    CHECK(requests.size() - before <= 5 * many_per_hour);
    CHECK(requests.size() - before >= 5 * 30); // but it is asked
    CHECK(cache.stats().lapsed == 1);
    CHECK(run(cache.get(ada, acs::scope::chat)).error() == acs::errc::token_expired);
    answer = nullptr;
    pass(61s);
    CHECK(!cache.try_get(ada, acs::scope::chat).empty());
}

TEST_CASE_FIXTURE(
    cache_fixture, "an older, expired, almost expired or empty token never replaces a better one")
{
    const std::function<acs::access_token()> worse[] = {
        [this] { return make_token(5min); },
        [this] { return make_token(-5min); },
        [this] { return make_token(9s); },
        [this] { return make_foreign_token(5min); },
        [this] { return make_foreign_token(-1h); },
        [] { return acs::access_token(); },
        [] { return acs::access_token(acs::secret("old"), acs::wall_time::min()); },
        [] { return acs::access_token("old", acs::wall_time(), acs::boot_time::min()); },
        [] { return acs::access_token("old", acs::wall_time::max(), acs::boot_time()); },
    };
    for (const auto& each : worse) {
        requests.clear();
        acs::token_cache cache = make_cache();
        answer = nullptr;
        REQUIRE(cache.keep_fresh(ada, acs::scope::chat).has_value());
        pass(2s);
        const std::string at_hand(cache.try_get(ada, acs::scope::chat).token());
        answer = [&](const acs::token_request&) -> asked_token {
            return each();
        };
        for (int i = 0; i < 55; ++i) {
            pass(1min, 2s);
            CHECK(cache.try_get(ada, acs::scope::chat).token() == at_hand);
        }
        for (int i = 0; i < 20; ++i) { // in the margin, where get would rather have a new one
            if (cache.try_get(ada, acs::scope::chat).token() == at_hand)
                CHECK(run(cache.get(ada, acs::scope::chat))->token() == at_hand);
            pass(10s);
        }
        CHECK(cache.stats().not_newer > 0);
        CHECK(requests.size() <= 60);
        pass(2h, 2s);
        CHECK(requests.size() <= 60 + 2 * many_per_hour);
        CHECK(cache.try_get(ada, acs::scope::chat).token() != at_hand);
    }
}

TEST_CASE_FIXTURE(cache_fixture, "who asks for a token and gets an expired or empty one is told, once a call")
{
    acs::token_cache cache = make_cache();
    for (const bool empty : {true, false}) {
        answer = [&](const acs::token_request&) -> asked_token {
            return empty ? acs::access_token() : make_token(-1s);
        };
        const std::size_t before = requests.size();
        hold = true;
        const auto one = start(cache.get(ada, acs::scope::chat));
        const auto other = start(cache.get(ada, acs::scope::chat));
        settle();
        release_all();
        REQUIRE(one->done());
        REQUIRE(other->done());
        CHECK(one->result->error() == acs::errc::token_expired);
        CHECK(other->result->error() == acs::errc::token_expired);
        CHECK(requests.size() == before + 1);
        CHECK(cache.try_get(ada, acs::scope::chat).empty());
    }
    CHECK(cache.stats().health == acs::cache_health::healthy); // the service answers
}

TEST_CASE_FIXTURE(cache_fixture, "an absurd expiry is taken for a long one, and disturbs nobody")
{
    const std::function<acs::access_token()> absurd[] = {
        [] { return acs::access_token(acs::secret("forever"), acs::wall_time::max()); },
        [] {
            return acs::access_token(
                acs::secret("forever"),
                acs::wall_time(std::chrono::sys_days(std::chrono::year(2262) / 1 / 1)));
        },
        [] { return acs::access_token("forever", acs::wall_time::max(), acs::boot_time::max()); },
        [] {
            return acs::access_token(
                "forever", acs::wall_time::max(), acs::boot_time::max() - std::chrono::nanoseconds(1));
        },
        [this] {
            return acs::access_token("forever", acs::wall_time::max(), clock->now_boottime() + 24h * 36500);
        },
    };
    for (const auto& each : absurd)
        for (const bool kept : {false, true}) {
            requests.clear();
            acs::token_cache cache = make_cache();
            answer = [&](const acs::token_request&) -> asked_token {
                return each();
            };
            if (kept)
                REQUIRE(cache.keep_fresh(ada, acs::scope::chat).has_value());
            REQUIRE(run(cache.get(ada, acs::scope::chat)).has_value());
            pass(10h, 30s);
            CHECK(cache.try_get(ada, acs::scope::chat).token() == "forever");
            CHECK(
                run(cache.get(ada, acs::scope::chat, acs::token_options().min_remaining(8000h))).has_value());
            CHECK(requests.size() <= 2);
            const acs::cache_plan plan = cache.plan();
            CHECK(plan.kept_fresh == (kept ? 1 : 0));
            CHECK(cache.put(user(1), acs::scope::chat, each()));
            CHECK(!cache.put(user(1), acs::scope::chat, make_token(1h)));
        }
}

TEST_CASE_FIXTURE(cache_fixture, "tokens of the shortest lives cost no more calls than lives")
{
    for (const nanoseconds lives : {nanoseconds(13s), nanoseconds(30s), nanoseconds(90s)}) {
        requests.clear();
        acs::token_cache cache = make_cache(options().default_lifetime(lives));
        life = lives;
        REQUIRE(cache.keep_fresh(ada, acs::scope::chat).has_value());
        pass(1h);
        const auto fewest = static_cast<std::size_t>(1h / lives);
        CHECK(requests.size() >= fewest / 2);
        CHECK(requests.size() <= fewest * 3);
    }
}

TEST_CASE_FIXTURE(
    cache_fixture, "an issuer with a clock that is ahead, whose next tokens end before the first")
{
    // The first token claims a year, the boot clock knows better. The later ones are right.
    acs::token_cache cache = make_cache();
    answer = [this](const acs::token_request&) -> asked_token {
        return acs::access_token("odd", clock->now_utc() + 8760h, clock->now_boottime() + 1h);
    };
    REQUIRE(cache.keep_fresh(ada, acs::scope::chat).has_value());
    pass(2s);
    answer = nullptr;
    pass(62min, 2s);
    CHECK(!cache.try_get(ada, acs::scope::chat).empty());
    CHECK(cache.try_get(ada, acs::scope::chat).token() != "odd");
}
