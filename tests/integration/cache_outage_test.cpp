#include "cache_fixture.hpp"

#include <acs/capacity.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

using namespace std::chrono_literals;

// The service is away, and comes back.

namespace {

acs::result<acs::access_token> unavailable(const acs::token_request&)
{
    return acs::error(acs::errc::service_unavailable);
}

} // namespace

TEST_CASE_FIXTURE(cache_fixture, "no token that is kept fresh lapses in an outage as long as is tolerated")
{
    // 1/s with a burst of 10: 40 in any 30 s. As many as fit, in steady state.
    const acs::quota small = acs::quota::uniform(acs::rate{1, 10});
    const auto fits = static_cast<int>(acs::identities_that_fit(small, acs::operation::get_token, 3600s));
    REQUIRE(fits > 1500);
    const auto tolerance = acs::outage_tolerance(3600s);
    REQUIRE(tolerance == 523s);
    limited = true;
    acs::token_cache cache = make_cache(options().quota(small).default_lifetime(1h));
    for (int i = 0; i < fits; ++i)
        REQUIRE(cache.keep_fresh(user(i), acs::scope::chat).has_value());
    pass(2h, 1s); // in steps of one permit: more of them would be lost
    for (int round = 0; round < 2; ++round) {
        REQUIRE(cache.stats().lapsed == 0);
        REQUIRE(cache.plan().outage_tolerance.has_value());
        CHECK(*cache.plan().outage_tolerance <= tolerance);
        CHECK(*cache.plan().outage_tolerance >= tolerance - 10s);
        const std::size_t before = requests.size();
        answer = unavailable;
        pass(tolerance, 1s);
        answer = nullptr;
        CHECK(cache.stats().health == acs::cache_health::unreachable);
        // Five that opened the breaker, and one every 5 s.
        CHECK(requests.size() - before <= 10 + static_cast<std::size_t>(tolerance / 5s));
        CHECK(cache.stats().backlog > 100);
        for (int i = 0; i < fits; ++i)
            REQUIRE(!cache.try_get(user(i), acs::scope::chat).empty());
        pass(40min, 1s);
        CHECK(cache.stats().health == acs::cache_health::healthy);
        CHECK(cache.stats().backlog <= 16); // what a slot of the calendar holds at this rate
        CHECK(cache.stats().lapsed == 0);
        for (int i = 0; i < fits; ++i)
            REQUIRE(!cache.try_get(user(i), acs::scope::chat).empty());
    }
    CHECK(busiest() <= 40);
}

TEST_CASE_FIXTURE(cache_fixture, "while the service is away it is asked at most every five seconds")
{
    acs::token_cache cache = make_cache(options().default_lifetime(1h));
    for (int i = 0; i < 300; ++i)
        REQUIRE(cache.keep_fresh(user(i), acs::scope::chat).has_value());
    pass(30min, 5s);
    REQUIRE(requests.size() == 300);
    answer = unavailable;
    while (cache.stats().health == acs::cache_health::healthy)
        pass(1s);
    const std::size_t opened = begun.size();
    CHECK(opened <= 300 + 5 + 64); // those under way when it opened, too
    pass(10min);
    for (std::size_t i = opened + 1; i < begun.size(); ++i)
        CHECK(begun[i] - begun[i - 1] >= 5s);
    CHECK(begun.size() - opened >= 100); // and it is asked, since somebody has to find out
}

TEST_CASE_FIXTURE(cache_fixture, "what fell due in an outage is fetched in the order of hard expiry")
{
    std::map<std::string, acs::boot_time> ends;
    // Lives of all kinds, so that the order of the calendar is not that of the expiries.
    int asked = 0;
    const auto issue = [&](const acs::token_request& wanted) -> acs::result<acs::access_token> {
        const auto token = make_token(40min + std::chrono::seconds(37 * (asked++ * 7 % 61)));
        ends[wanted.user.id()] = token.usable_until();
        return token;
    };
    answer = issue;
    acs::token_cache cache = make_cache(options().default_lifetime(1h).max_renewals(1));
    for (int i = 0; i < 60; ++i)
        REQUIRE(cache.keep_fresh(user(i), acs::scope::chat).has_value());
    pass(20min, 1s);
    REQUIRE(ends.size() == 60);
    answer = unavailable;
    pass(18min, 1s);
    REQUIRE(cache.stats().health == acs::cache_health::unreachable);
    REQUIRE(cache.stats().lapsed == 0);
    const std::size_t first = requests.size();
    // Those that were tried a moment ago have to wait a little.
    std::set<std::string> tried;
    for (std::size_t i = 0; i < first; ++i)
        if (clock->now_boottime() - begun[i] < 15s)
            tried.insert(requests[i].user.id());
    const auto old = ends;
    answer = issue;
    pass(30s);
    std::vector<acs::boot_time> order;
    for (std::size_t i = first; i < requests.size(); ++i)
        if (!tried.contains(requests[i].user.id()))
            order.push_back(old.at(requests[i].user.id()));
    REQUIRE(order.size() > 10);
    // Those that were not due yet when the service came back may come later with an earlier end: none here,
    // in half a minute. The heap reckons in pieces of time, so neighbours may change places.
    for (std::size_t i = 1; i < order.size(); ++i)
        CHECK(order[i] >= order[i - 1] - 1s);
}

TEST_CASE_FIXTURE(cache_fixture, "a token that nobody can save holds up none that can be saved")
{
    limited = true;
    acs::token_cache cache =
        make_cache(options().quota(acs::quota::uniform(acs::rate{1, 10})).default_lifetime(1h));
    for (int i = 0; i < 600; ++i)
        REQUIRE(cache.keep_fresh(user(i), acs::scope::chat).has_value());
    pass(100min, 1s);
    REQUIRE(cache.stats().lapsed == 0);
    answer = unavailable;
    pass(24min, 1s);
    answer = nullptr;
    const std::uint64_t lost = cache.stats().lapsed;
    CHECK(lost > 0); // longer than is tolerated
    CHECK(lost < 600);
    pass(30s);
    std::size_t there = 0;
    for (int i = 0; i < 600; ++i)
        there += cache.try_get(user(i), acs::scope::chat).empty() ? 0 : 1;
    CHECK(there >= 600 - lost); // no more were lost after the end
    pass(30min, 1s);
    for (int i = 0; i < 600; ++i)
        CHECK(!cache.try_get(user(i), acs::scope::chat).empty());
}

TEST_CASE_FIXTURE(
    cache_fixture, "callers go on asking while the service is away, and their success ends the outage")
{
    acs::token_cache cache = make_cache(options().default_lifetime(1h));
    answer = unavailable;
    for (int i = 0; i < 6; ++i)
        CHECK(run(cache.get(user(i), acs::scope::chat)).error() == acs::errc::service_unavailable);
    CHECK(cache.stats().health == acs::cache_health::unreachable);
    CHECK(requests.size() == 6);
    answer = nullptr;
    CHECK(run(cache.get(user(9), acs::scope::chat)).has_value());
    CHECK(cache.stats().health == acs::cache_health::healthy);
}
