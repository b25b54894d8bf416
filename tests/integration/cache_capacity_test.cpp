#include "cache_fixture.hpp"

#include <acs/cache_observer.hpp>
#include <acs/capacity.hpp>

#include <doctest/doctest.h>

#include <numeric>

using namespace std::chrono_literals;

// How many can be kept fresh is arithmetic, and is said before anything expires.

namespace {

const acs::communication_user ada("8:acs:ada");

// 100 tokens of an hour: c is 0.7 times this rate.
acs::quota small()
{
    return acs::quota::uniform(acs::rate{100 / (0.7 * 0.8 * 3600), 5});
}

std::size_t fits(const acs::quota& of, std::chrono::seconds lifetime)
{
    return acs::identities_that_fit(of, acs::operation::get_token, lifetime);
}

} // namespace

TEST_CASE_FIXTURE(
    cache_fixture, "one more than fits is infeasible, the error says how many fit, nothing changes")
{
    const std::size_t most = fits(small(), 3600s);
    REQUIRE(most >= 85);
    REQUIRE(most <= 100);
    acs::token_cache cache = make_cache(options().quota(small()).default_lifetime(1h));
    CHECK(cache.plan().room == most);
    for (std::size_t i = 0; i < most; ++i) {
        REQUIRE(cache.keep_fresh(user(static_cast<int>(i)), acs::scope::chat).has_value());
        CHECK(cache.plan().room == most - 1 - i);
    }
    const acs::cache_plan before = cache.plan();
    const acs::cache_stats then = cache.stats();
    const auto refused = cache.keep_fresh(ada, acs::scope::chat);
    REQUIRE(!refused.has_value());
    CHECK(refused.error() == acs::errc::infeasible);
    CHECK(refused.error().message().find(std::to_string(most)) != std::string::npos);
    CHECK(cache.plan().committed_per_second == before.committed_per_second);
    CHECK(cache.plan().kept_fresh == most);
    CHECK(cache.stats().entries == then.entries);
    CHECK(cache.stats().planned == then.planned);
    CHECK(cache.stats().infeasible == 1);
    // One that is kept fresh already needs no room.
    CHECK(cache.keep_fresh(user(0), acs::scope::chat).has_value());
    CHECK(cache.plan().kept_fresh == most);
}

TEST_CASE_FIXTURE(cache_fixture, "release makes room, also release of what has no token yet")
{
    acs::token_cache cache = make_cache(options().quota(small()).default_lifetime(1h));
    const auto most = static_cast<int>(cache.plan().room);
    for (int i = 0; i < most; ++i)
        REQUIRE(cache.keep_fresh(user(i), acs::scope::chat).has_value());
    REQUIRE(!cache.keep_fresh(ada, acs::scope::chat).has_value());
    CHECK(!cache.release(ada, acs::scope::chat));
    CHECK(!cache.release(user(0), acs::scope::voip));
    CHECK(cache.release(user(0), acs::scope::chat));
    CHECK(!cache.release(user(0), acs::scope::chat));
    CHECK(cache.plan().room == 1);
    CHECK(cache.keep_fresh(ada, acs::scope::chat).has_value());
    pass(1h, 10s);
    CHECK(cache.plan().room == 0);
    for (int i = 1; i < most; ++i)
        REQUIRE(cache.release(user(i), acs::scope::chat));
    REQUIRE(cache.release(ada, acs::scope::chat));
    CHECK(cache.plan().room == static_cast<std::size_t>(most));
    CHECK(cache.plan().committed_per_second == 0);
    CHECK(!cache.plan().outage_tolerance.has_value());
    CHECK(!cache.try_get(ada, acs::scope::chat).empty()); // it stays until it lapses
    pass(5h, 10s);
    CHECK(cache.stats().entries == 0);
    CHECK(cache.stats().lapsed == 0); // nobody wanted them any more
}

TEST_CASE_FIXTURE(cache_fixture, "what is kept fresh is reckoned with the life its tokens have")
{
    acs::token_cache cache = make_cache(options().quota(small()).default_lifetime(1h));
    const std::size_t most = cache.plan().room;
    life = 2h; // twice as long as expected
    for (int i = 0; i < 40; ++i)
        REQUIRE(cache.keep_fresh(user(i), acs::scope::chat).has_value());
    CHECK(cache.plan().room == most - 40);
    pass(40min, 5s);
    CHECK(cache.plan().room >= most - 21);
    CHECK(cache.plan().room <= most - 20);
    REQUIRE(cache.plan().outage_tolerance.has_value());
    CHECK(*cache.plan().outage_tolerance <= acs::outage_tolerance(7200s));
    CHECK(*cache.plan().outage_tolerance >= acs::outage_tolerance(7200s) - 10s);
    // A lifetime of one's own counts from the start.
    REQUIRE(cache.keep_fresh(ada, acs::scope::chat, acs::token_options().lifetime(1440min)).has_value());
    CHECK(cache.plan().room >= most - 21);
    CHECK(*cache.plan().outage_tolerance >= acs::outage_tolerance(7200s) - 10s);
}

TEST_CASE_FIXTURE(
    cache_fixture, "as many as fit are kept fresh for a day without a lapse, an overcommitment or a burst")
{
    limited = true;
    acs::token_cache cache = make_cache(options().quota(small()).default_lifetime(1h));
    const auto most = static_cast<int>(cache.plan().room);
    for (int i = 0; i < most; ++i)
        REQUIRE(cache.keep_fresh(user(i), acs::scope::chat).has_value());
    pass(1h, 5s);
    for (int minutes = 0; minutes < 24 * 60; minutes += 10) {
        for (int i = 0; i < most; ++i)
            REQUIRE(!cache.try_get(user(i), acs::scope::chat).empty());
        pass(10min, 5s);
    }
    CHECK(cache.stats().lapsed == 0);
    CHECK(cache.stats().backlog <= 2);
    CHECK(busiest() <= 5 + 2);
    CHECK(cache.plan().committed_per_second <= cache.plan().calls_per_second * 1.001);
    CHECK(requests.size() <= static_cast<std::size_t>(most) * 25 * 3600 / (42 * 60));
}

TEST_CASE_FIXTURE(cache_fixture, "the plan shows the renewals where they will come")
{
    life = 1h;
    acs::token_cache cache = make_cache(options().default_lifetime(1h));
    for (int i = 0; i < 1000; ++i)
        REQUIRE(cache.put(user(i), acs::scope::chat, make_token(1h)));
    const acs::cache_plan plan = cache.plan();
    REQUIRE(plan.upcoming.size() == 120);
    std::uint32_t early = 0;
    for (std::size_t i = 0; i < 120; ++i) {
        CHECK(plan.upcoming[i] <= 900);
        if (i < 83 || i > 102) // 0.70 to 0.85 of an hour
            early += plan.upcoming[i];
    }
    CHECK(early == 0);
    CHECK(std::accumulate(plan.upcoming.begin(), plan.upcoming.end(), 0u) == 1000);
    CHECK(cache.stats().planned == 1000);
    CHECK(plan.overcommitted == 0);
    CHECK(plan.backlog == 0);
    CHECK(plan.kept_fresh == 0);
    CHECK(plan.calls_per_second == doctest::Approx(19));
    // And there they come.
    const acs::boot_time now = clock->now_boottime();
    pass(1h, 1s);
    std::vector<std::uint32_t> came(120);
    for (const acs::boot_time each : begun)
        ++came[static_cast<std::size_t>((each - now) / 30s)];
    std::uint32_t away = 0;
    for (std::size_t i = 0; i < 120; ++i)
        away += came[i] > plan.upcoming[i] ? came[i] - plan.upcoming[i] : 0;
    CHECK(away <= 60); // a second late, perhaps in the next half minute
    CHECK(requests.size() == 1000);
}

TEST_CASE_FIXTURE(cache_fixture, "arguments that make no sense are refused, and change nothing")
{
    acs::token_cache cache = make_cache();
    const acs::scope_set chat = acs::scope::chat;
    acs::scope_set odd;
    odd.add("with space");
    CHECK(cache.keep_fresh(acs::communication_user(""), chat).error() == acs::errc::invalid_argument);
    CHECK(
        cache.keep_fresh(acs::communication_user(std::string(70'000, 'x')), chat).error() ==
        acs::errc::invalid_argument);
    CHECK(cache.keep_fresh(ada, odd).error() == acs::errc::invalid_argument);
    CHECK(cache.keep_fresh(ada, acs::scope_set()).error() == acs::errc::no_scopes);
    for (const auto minutes : {0min, -5min, 65'536min, 70'000min}) {
        const auto chosen = acs::token_options().lifetime(minutes);
        CHECK(cache.keep_fresh(ada, chat, chosen).error() == acs::errc::invalid_token_lifetime);
        CHECK(run(cache.get(ada, chat, chosen)).error() == acs::errc::invalid_token_lifetime);
        CHECK(cache.try_get(ada, chat, minutes).empty());
        CHECK(!cache.put(ada, chat, make_token(1h), minutes));
        CHECK(!cache.invalidate(ada, chat, minutes));
        CHECK(!cache.release(ada, chat, minutes));
    }
    CHECK(run(cache.get(acs::communication_user(""), chat)).error() == acs::errc::invalid_argument);
    CHECK(run(cache.get(ada, odd)).error() == acs::errc::invalid_argument);
    CHECK(!cache.put(ada, chat, acs::access_token()));
    CHECK(cache.stats().entries == 0);
    CHECK(requests.empty());
}
