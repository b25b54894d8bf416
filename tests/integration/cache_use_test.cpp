#include "cache_fixture.hpp"

#include <doctest/doctest.h>

using namespace std::chrono_literals;

// What is in use is renewed, what is not lapses.

namespace {

const acs::communication_user ada("8:acs:ada");

} // namespace

TEST_CASE_FIXTURE(cache_fixture, "a token that somebody asks for now and then is always there")
{
    for (const int how : {0, 1, 2}) { // by get, try_get, or handle
        life = 24h;
        requests.clear();
        acs::token_cache cache = make_cache();
        const acs::token_handle handle = cache.handle(ada, acs::scope::chat);
        REQUIRE(run(cache.get(ada, acs::scope::chat)).has_value());
        for (int i = 0; i < 24; ++i) {
            pass(5h, 2min);
            if (how == 0)
                CHECK(run(cache.get(ada, acs::scope::chat)).has_value());
            else if (how == 1)
                CHECK(!cache.try_get(ada, acs::scope::chat).empty());
            else
                CHECK(!cache.try_get(handle).empty());
        }
        CHECK(requests.size() <= 8);
        CHECK(cache.stats().retired == 0);
    }
}

TEST_CASE_FIXTURE(
    cache_fixture, "a token that was not to be renewed is, if somebody asks for it before its end")
{
    for (const bool waits : {true, false}) {
        life = 24h;
        requests.clear();
        acs::token_cache cache = make_cache();
        REQUIRE(cache.put(ada, acs::scope::chat, make_token(life)));
        pass(22h, 2min);
        CHECK(cache.stats().retired == 1);
        CHECK(requests.empty());
        for (int i = 0; i < 24; ++i) { // from now on each ten minutes
            if (waits)
                CHECK(run(cache.get(ada, acs::scope::chat)).has_value());
            else
                CHECK(!cache.try_get(ada, acs::scope::chat).empty());
            pass(10min, 30s);
        }
        CHECK(requests.size() == 1);
        CHECK(count(cache, acs::cache_result::miss) == 0); // nobody had to wait for it
    }
}

TEST_CASE_FIXTURE(cache_fixture, "what nobody asks for is not renewed, and is gone after its end")
{
    acs::token_cache cache = make_cache();
    for (int i = 0; i < 200; ++i)
        REQUIRE(cache.put(user(i), acs::scope::chat, make_token(6h)));
    pass(5h + 58min, 30s);
    CHECK(cache.stats().entries == 200);
    CHECK(cache.stats().retired == 200);
    pass(3min, 10s);
    CHECK(cache.stats().entries == 0);
    CHECK(cache.stats().bytes == 0);
    CHECK(cache.stats().planned == 0);
    CHECK(requests.empty());
}

TEST_CASE_FIXTURE(
    cache_fixture, "a retired token is not served beyond its end, and then fetched like a new one")
{
    life = 6h;
    acs::token_cache cache = make_cache();
    REQUIRE(cache.put(ada, acs::scope::chat, make_token(6h)));
    pass(6h, 30s);
    CHECK(cache.try_get(ada, acs::scope::chat).empty());
    CHECK(run(cache.get(ada, acs::scope::chat)).has_value());
    CHECK(requests.size() == 1);
}

TEST_CASE_FIXTURE(
    cache_fixture, "an idle cache looks at the clock twice a minute, and an empty one not at all")
{
    acs::token_cache cache = make_cache();
    for (int i = 0; i < 100; ++i)
        REQUIRE(cache.put(user(i), acs::scope::chat, make_token(24h)));
    settle();
    int wakes = 0;
    const acs::boot_time until = clock->now_boottime() + 1h;
    while (clock->now_boottime() < until && clock->advance_to_next()) {
        settle();
        ++wakes;
    }
    CHECK(wakes <= 121);
    CHECK(requests.empty());
}
