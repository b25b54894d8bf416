#include "cache_fixture.hpp"

#include <doctest/doctest.h>

using namespace std::chrono_literals;

namespace {

const acs::communication_user ada("8:acs:ada");
const acs::communication_user bob("8:acs:bob");

} // namespace

TEST_CASE_FIXTURE(cache_fixture, "a token is fetched once and then served")
{
    acs::token_cache cache = make_cache();
    const auto first = run(cache.get(ada, acs::scope::chat));
    REQUIRE(first.has_value());
    CHECK(first->token() == "token 1");
    const auto again = run(cache.get(ada, acs::scope::chat));
    REQUIRE(again.has_value());
    CHECK(again->token() == "token 1");
    CHECK(cache.try_get(ada, acs::scope::chat).token() == "token 1");
    CHECK(requests.size() == 1);
}

TEST_CASE_FIXTURE(cache_fixture, "a token serves its own identity, scopes and lifetime only")
{
    acs::token_cache cache = make_cache();
    const acs::scope_set both = acs::scope::chat | acs::scope::voip;
    acs::scope_set foreign = acs::scope::chat;
    foreign.add("new.scope");
    CHECK(run(cache.get(ada, both))->token() == "token 1");
    CHECK(run(cache.get(ada, acs::scope::chat))->token() == "token 2");
    CHECK(run(cache.get(ada, foreign))->token() == "token 3");
    CHECK(run(cache.get(ada, both, acs::token_options().lifetime(60min)))->token() == "token 4");
    CHECK(run(cache.get(bob, both))->token() == "token 5");
    CHECK(cache.try_get(ada, both).token() == "token 1");
    CHECK(cache.try_get(ada, foreign).token() == "token 3");
    CHECK(cache.try_get(ada, both, 60min).token() == "token 4");
    CHECK(cache.try_get(ada, acs::scope::voip).empty());
    CHECK(cache.try_get(ada, both, 65596min).empty()); // not 60 by being cut off
}

TEST_CASE_FIXTURE(cache_fixture, "10,000 concurrent misses of one key make one call")
{
    acs::token_cache cache = make_cache();
    hold = true;
    std::vector<std::shared_ptr<pending<acs::result<acs::access_token>>>> asked;
    for (int i = 0; i < 10'000; ++i)
        asked.push_back(start(cache.get(ada, acs::scope::chat)));
    settle();
    CHECK(requests.size() == 1);
    release_all();
    for (const auto& each : asked) {
        REQUIRE(each->done());
        REQUIRE(each->result->has_value());
        CHECK((**each->result).token() == "token 1");
    }
    CHECK(requests.size() == 1);
    const acs::cache_stats stats = cache.stats();
    CHECK(stats.requests[static_cast<std::size_t>(acs::cache_result::miss)] == 1);
    CHECK(stats.requests[static_cast<std::size_t>(acs::cache_result::join)] == 9'999);
}

TEST_CASE_FIXTURE(cache_fixture, "a used token is renewed ahead of time, an unused one is not")
{
    acs::token_cache cache = make_cache();
    REQUIRE(run(cache.get(ada, acs::scope::chat)).has_value());
    pass(55min, 10s);
    CHECK(requests.size() == 2); // it was asked for within the hour
    pass(3h, 10s);
    CHECK(requests.size() == 2);
    CHECK(cache.try_get(ada, acs::scope::chat).empty());
    CHECK(cache.stats().retired == 1);
    CHECK(cache.stats().entries == 0);
}

TEST_CASE_FIXTURE(cache_fixture, "a token kept fresh is there all day")
{
    acs::token_cache cache = make_cache();
    REQUIRE(cache.keep_fresh(ada, acs::scope::chat).has_value());
    pass(2s);
    for (int minute = 0; minute < 24 * 60; ++minute) {
        CHECK(!cache.try_get(ada, acs::scope::chat).empty());
        pass(60s, 10s);
    }
    CHECK(requests.size() >= 24 * 60 / 51);
    CHECK(requests.size() <= 24 * 60 / 40);
    CHECK(cache.stats().lapsed == 0);
}

TEST_CASE_FIXTURE(cache_fixture, "a cancelled or destroyed leader leaves the followers their token")
{
    acs::token_cache cache = make_cache();
    hold = true;
    auto leader = start(cache.get(ada, acs::scope::chat));
    settle();
    auto follower = start(cache.get(ada, acs::scope::chat));
    settle();
    leader->cancel.emit(boost::asio::cancellation_type::terminal);
    settle();
    REQUIRE(leader->done());
    CHECK(leader->result->error() == acs::errc::canceled);
    CHECK(!follower->done());
    release_all();
    REQUIRE(follower->done());
    CHECK(follower->result->value().token() == "token 1");
    CHECK(requests.size() == 1);
}

TEST_CASE_FIXTURE(cache_fixture, "an empty cache has no timer")
{
    acs::token_cache cache = make_cache();
    CHECK(run(cache.get(ada, acs::scope_set(acs::scope::chat), acs::token_options())).has_value());
    cache = make_cache();
    settle();
    CHECK(clock->pending() == 0);
}

TEST_CASE_FIXTURE(cache_fixture, "a fetch that never returns does not block its entry")
{
    acs::token_cache cache = make_cache();
    hold = true;
    REQUIRE(cache.keep_fresh(ada, acs::scope::chat).has_value());
    pass(5s);
    REQUIRE(requests.size() == 1);
    auto asked = start(cache.get(ada, acs::scope::chat, acs::token_options().deadline(10min)));
    pass(80s);
    REQUIRE(requests.size() == 2);
    hold = false;
    pass(80s);
    REQUIRE(requests.size() == 3);
    REQUIRE(asked->done());
    CHECK(asked->result->value().token() == "token 1");
    release_all(); // the lost ones come back at last
    CHECK(cache.try_get(ada, acs::scope::chat).token() == "token 1");
    CHECK(cache.stats().discarded == 2);
    CHECK(cache.stats().in_flight == 0);
}
