#include "cache_fixture.hpp"

#include <doctest/doctest.h>

using namespace std::chrono_literals;

namespace {

const acs::communication_user ada("8:acs:ada");

} // namespace

TEST_CASE_FIXTURE(
    cache_fixture, "a token that was put is served, for its own lifetime only, and needs no call")
{
    acs::token_cache cache = make_cache();
    const acs::access_token mine = make_token(1h);
    CHECK(cache.put(ada, acs::scope::chat, mine));
    CHECK(cache.try_get(ada, acs::scope::chat).token() == mine.token());
    CHECK(run(cache.get(ada, acs::scope::chat))->token() == mine.token());
    CHECK(cache.try_get(ada, acs::scope::chat, 60min).empty());
    CHECK(cache.put(ada, acs::scope::chat, make_token(1h), 60min));
    CHECK(!cache.try_get(ada, acs::scope::chat, 60min).empty());
    CHECK(requests.empty());
}

TEST_CASE_FIXTURE(cache_fixture, "a token that has expired, or is about to, is not kept")
{
    acs::token_cache cache = make_cache();
    CHECK(!cache.put(ada, acs::scope::chat, make_token(-1h)));
    CHECK(!cache.put(ada, acs::scope::chat, make_token(0s)));
    CHECK(!cache.put(ada, acs::scope::chat, make_token(11s))); // not usable for more than 10 s
    CHECK(!cache.put(ada, acs::scope::chat, make_foreign_token(11s)));
    CHECK(!cache.put(ada, acs::scope::chat, make_foreign_token(-1h)));
    CHECK(!cache.put(ada, acs::scope::chat, acs::access_token()));
    CHECK(cache.stats().entries == 0);
    CHECK(cache.put(ada, acs::scope::chat, make_token(13s)));
    CHECK(!cache.try_get(ada, acs::scope::chat).empty());
    CHECK(cache.put(user(1), acs::scope::chat, make_foreign_token(13s)));
    CHECK(!cache.try_get(user(1), acs::scope::chat).empty());
}

TEST_CASE_FIXTURE(cache_fixture, "a token does not replace one that lives longer; a longer one does")
{
    acs::token_cache cache = make_cache();
    const acs::access_token one = make_token(1h);
    CHECK(cache.put(ada, acs::scope::chat, one));
    CHECK(!cache.put(ada, acs::scope::chat, make_token(30min)));
    CHECK(!cache.put(ada, acs::scope::chat, one));
    CHECK(!cache.put(ada, acs::scope::chat, make_foreign_token(59min)));
    CHECK(cache.try_get(ada, acs::scope::chat).token() == one.token());
    const acs::access_token longer = make_token(2h);
    CHECK(cache.put(ada, acs::scope::chat, longer));
    CHECK(cache.try_get(ada, acs::scope::chat).token() == longer.token());
    clock->advance(2h - 11s);
    CHECK(cache.put(ada, acs::scope::chat, make_token(20s))); // the one at hand can't be served any more
    CHECK(!cache.try_get(ada, acs::scope::chat).empty());
}

TEST_CASE_FIXTURE(cache_fixture, "a token without a text isn't kept")
{
    acs::token_cache cache = make_cache();
    CHECK(!cache.put(ada, acs::scope::chat, acs::access_token()));
    const acs::access_token nothing("", clock->now_utc() + 1h, clock->now_boottime() + 1h);
    CHECK(!cache.put(ada, acs::scope::chat, nothing));
    CHECK(cache.try_get(ada, acs::scope::chat).empty());
}

TEST_CASE_FIXTURE(cache_fixture, "a token that was put is renewed like others, and by its own life")
{
    acs::token_cache cache = make_cache();
    REQUIRE(cache.keep_fresh(ada, acs::scope::chat).has_value());
    REQUIRE(cache.put(ada, acs::scope::chat, make_token(20min)));
    pass(10min, 5s);
    CHECK(requests.empty()); // keep_fresh has nothing left to fetch
    pass(8min, 5s);
    CHECK(requests.size() == 1);
    CHECK(cache.stats().kept_fresh == 1);
}

TEST_CASE_FIXTURE(
    cache_fixture, "a token that was put while another was on its way is served, and the better one stays")
{
    for (const bool longer : {false, true}) {
        acs::token_cache cache = make_cache();
        hold = true;
        const auto asked = start(cache.get(ada, acs::scope::chat));
        settle();
        const acs::access_token mine = make_token(longer ? 2h : 10min);
        CHECK(cache.put(ada, acs::scope::chat, mine));
        CHECK(cache.try_get(ada, acs::scope::chat).token() == mine.token());
        release_all();
        REQUIRE(asked->done());
        REQUIRE(asked->result->has_value());
        const bool is_mine = cache.try_get(ada, acs::scope::chat).token() == mine.token();
        CHECK(is_mine == longer);
        CHECK(cache.stats().health == acs::cache_health::healthy);
    }
}

TEST_CASE_FIXTURE(cache_fixture, "a put token completes a prefetch that waits for it")
{
    acs::token_cache cache = make_cache();
    hold = true;
    std::vector<acs::communication_user> one{ada};
    const auto fetching = start(cache.prefetch(one, acs::scope::chat));
    settle();
    CHECK(!fetching->done());
    CHECK(cache.put(ada, acs::scope::chat, make_token(1h)));
    settle();
    REQUIRE(fetching->done());
    CHECK(fetching->result->value().ready == 1);
    release_all();
}
