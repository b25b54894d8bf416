#include "cache_fixture.hpp"

#include <doctest/doctest.h>

using namespace std::chrono_literals;

// An outage without a word: a probe hangs until its timeout, and with it the token that is nearest to its
// end.
TEST_CASE_FIXTURE(
    cache_fixture, "the service's first answer after an outage releases the entries of hanging probes")
{
    acs::token_cache cache = make_cache();
    for (int i = 0; i < 20; ++i)
        REQUIRE(cache.keep_fresh(user(i), acs::scope::chat).has_value());
    pass(3s);
    REQUIRE(requests.size() == 20);
    answer = [](const acs::token_request&) -> acs::result<acs::access_token> {
        return acs::error(acs::errc::service_unavailable);
    };
    while (cache.stats().health == acs::cache_health::healthy)
        pass(10s);
    hold = true;
    requests.clear();
    while (requests.empty())
        pass(1s);
    REQUIRE(requests.size() == 1);
    const acs::communication_user hanging = requests[0].user;
    hold = false;
    answer = nullptr;
    requests.clear();
    while (cache.stats().health != acs::cache_health::healthy)
        pass(1s);
    pass(2s);
    bool again = false;
    for (const acs::token_request& each : requests)
        again = again || each.user == hanging;
    CHECK(again);
    CHECK(cache.stats().backlog == 0);
    release_all();
    CHECK(cache.stats().in_flight == 0);
    CHECK(cache.stats().lapsed == 0);
    // Nothing of what was given up holds a place among the renewals.
    pass(3h, 10s);
    CHECK(cache.stats().lapsed == 0);
    CHECK(cache.stats().backlog == 0);
}
