#include "cache_fixture.hpp"

#include <doctest/doctest.h>

#include <numeric>

using namespace std::chrono_literals;

// What stats() and plan() say.

namespace {

const acs::communication_user ada("8:acs:ada");
const acs::communication_user bob("8:acs:bob");

std::uint64_t sum(const auto& counts)
{
    return std::accumulate(counts.begin(), counts.end(), std::uint64_t(0));
}

} // namespace

TEST_CASE_FIXTURE(cache_fixture, "each request is counted once, by how it was answered")
{
    acs::token_cache cache = make_cache();
    CHECK(sum(cache.stats().requests) == 0);
    CHECK(cache.try_get(ada, acs::scope::chat).empty()); // not counted: it found nothing, and nobody waits
    CHECK(sum(cache.stats().requests) == 0);
    REQUIRE(run(cache.get(ada, acs::scope::chat)).has_value());
    CHECK(count(cache, acs::cache_result::miss) == 1);
    REQUIRE(run(cache.get(ada, acs::scope::chat)).has_value());
    CHECK(!cache.try_get(ada, acs::scope::chat).empty());
    CHECK(count(cache, acs::cache_result::hit) == 2);
    answer = [](const acs::token_request&) {
        return acs::error(acs::errc::overloaded);
    };
    CHECK(!run(cache.get(bob, acs::scope::chat)).has_value());
    CHECK(count(cache, acs::cache_result::overloaded) == 1);
    answer = [](const acs::token_request&) {
        return acs::error(acs::errc::service_unavailable);
    };
    CHECK(!run(cache.get(bob, acs::scope::chat)).has_value());
    CHECK(count(cache, acs::cache_result::failed) == 1);
    answer = [](const acs::token_request&) {
        return acs::error(acs::errc::identity_not_found);
    };
    CHECK(!run(cache.get(bob, acs::scope::chat)).has_value());
    CHECK(!run(cache.get(bob, acs::scope::chat)).has_value());
    CHECK(count(cache, acs::cache_result::failed) == 2);
    CHECK(count(cache, acs::cache_result::negative) == 1);
    CHECK(sum(cache.stats().requests) == 7);
    // Each token that was served is in the histogram, and none else.
    CHECK(sum(cache.stats().remaining_life.counts) == 3);
    CHECK(cache.stats().remaining_life.sum == doctest::Approx(3 * 3599).epsilon(0.001));
    CHECK(cache.stats().fetches == 4);
    CHECK(cache.stats().fetches_failed == 3);
    CHECK(cache.stats().renewals == 0);
}

TEST_CASE_FIXTURE(cache_fixture, "the life that is left is counted right, whatever the token itself knows")
{
    acs::token_cache cache = make_cache();
    answer = [this](const acs::token_request&) {
        return make_foreign_token(20min);
    };
    REQUIRE(run(cache.get(ada, acs::scope::chat)).has_value());
    REQUIRE(run(cache.get(ada, acs::scope::chat)).has_value());
    const auto seen = cache.stats().remaining_life;
    CHECK(sum(seen.counts) == 2);
    CHECK(seen.sum == doctest::Approx(2 * 1199).epsilon(0.002));
    CHECK(seen.counts[5] == 2); // over 900 s, at most 3600 s
}

TEST_CASE_FIXTURE(cache_fixture, "entries, plans, backlog, flights and slack are those of the moment")
{
    acs::token_cache cache = make_cache(options().default_lifetime(1h));
    for (int i = 0; i < 10; ++i)
        REQUIRE(cache.put(user(i), acs::scope::chat, make_token(1h)));
    REQUIRE(cache.keep_fresh(user(0), acs::scope::chat).has_value());
    auto now = cache.stats();
    CHECK(now.entries == 10);
    CHECK(now.kept_fresh == 1);
    CHECK(now.planned == 10);
    CHECK(now.backlog == 0);
    CHECK(now.in_flight == 0);
    CHECK(!now.slack.has_value());
    CHECK(now.health == acs::cache_health::healthy);
    hold = true;
    const auto asked = start(cache.get(ada, acs::scope::chat));
    settle();
    CHECK(cache.stats().in_flight == 1);
    release_all();
    CHECK(cache.stats().in_flight == 0);
    answer = [](const acs::token_request&) {
        return acs::error(acs::errc::service_unavailable);
    };
    pass(53min);
    now = cache.stats();
    CHECK(now.health == acs::cache_health::unreachable);
    CHECK(now.backlog + now.planned == 11);
    CHECK(now.backlog >= 8); // but those that were tried a moment ago
    REQUIRE(now.slack.has_value());
    CHECK(*now.slack <= 1h - 53min);
    CHECK(*now.slack >= 1h - 53min - 5s);
    CHECK(cache.plan().backlog == now.backlog);
    CHECK(now.renewals > 0);
    CHECK(now.fetches_failed == now.renewals);
    answer = nullptr;
    pass(10s);
    now = cache.stats();
    CHECK(now.backlog == 0);
    CHECK(!now.slack.has_value());
    CHECK(now.planned == 11);
}

TEST_CASE_FIXTURE(cache_fixture, "lateness is of renewals in healthy times, and small")
{
    limited = true;
    acs::token_cache cache = make_cache(options().default_lifetime(1h));
    for (int i = 0; i < 2'000; ++i)
        REQUIRE(cache.put(user(i), acs::scope::chat, make_token(1h)));
    pass(59min, 1s);
    const auto late = cache.stats().lateness;
    CHECK(sum(late.counts) == 2'000);
    CHECK(late.sum / 2'000 <= 1);
    // Over 2 s: not one in a thousand.
    CHECK(late.counts[5] + late.counts[6] + late.counts[7] + late.counts[8] <= 2);
    CHECK(cache.stats().renewals == 2'000);
    CHECK(cache.stats().fetches == 0);
    // What an outage made late is not counted.
    answer = [](const acs::token_request&) {
        return acs::error(acs::errc::service_unavailable);
    };
    pass(44min, 2s);
    const auto before = sum(cache.stats().lateness.counts);
    pass(8min, 2s);
    answer = nullptr;
    pass(1min, 1s);
    const auto after = cache.stats().lateness;
    CHECK(after.counts[6] + after.counts[7] + after.counts[8] == 0);
    CHECK(sum(after.counts) - before <= 60);
}

TEST_CASE_FIXTURE(cache_fixture, "the quota's utilisation shows in the statistics")
{
    limited = true;
    acs::token_cache cache = make_cache();
    CHECK(cache.stats().quota_utilisation == 0);
    std::vector<acs::communication_user> many;
    for (int i = 0; i < 1'200; ++i)
        many.push_back(user(i));
    const auto fetching = start(cache.prefetch(many, acs::scope::chat));
    pass(40s);
    CHECK(cache.stats().quota_utilisation == doctest::Approx(19.0 / 28).epsilon(0.1));
    pass(3min);
    CHECK(cache.stats().quota_utilisation == 0);
    acs::token_cache free = make_cache(options().quota(acs::quota()));
    CHECK(run(free.get(ada, acs::scope::chat)).has_value());
    CHECK(free.stats().quota_utilisation == 0);
    CHECK(free.plan().room > 1'000'000'000);
}

TEST_CASE_FIXTURE(cache_fixture, "what was retired, lapsed, discarded or no newer is counted once")
{
    acs::token_cache cache = make_cache();
    REQUIRE(run(cache.get(ada, acs::scope::chat)).has_value());
    REQUIRE(cache.keep_fresh(bob, acs::scope::chat).has_value());
    pass(30min, 10s);
    answer = [](const acs::token_request&) {
        return acs::error(acs::errc::service_unavailable);
    };
    pass(8h, 10s);
    auto now = cache.stats();
    CHECK(now.lapsed == 1);
    CHECK(now.entries == 1); // bob's, which is kept fresh
    answer = nullptr;
    pass(1min);
    CHECK(!cache.try_get(bob, acs::scope::chat).empty());
    CHECK(cache.stats().lapsed == 1);
}
