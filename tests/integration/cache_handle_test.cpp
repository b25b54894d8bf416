#include "cache_fixture.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace std::chrono_literals;

namespace {

const acs::communication_user ada("8:acs:ada");
const acs::communication_user bob("8:acs:bob");

} // namespace

TEST_CASE_FIXTURE(
    cache_fixture, "a handle finds its entry before it exists, when it has gone, and when it is back")
{
    acs::token_cache cache = make_cache();
    const acs::token_handle handle = cache.handle(ada, acs::scope::chat);
    CHECK(!handle.empty());
    CHECK(cache.try_get(handle).empty());
    CHECK(cache.stats().entries == 0); // it keeps nothing in the cache
    CHECK(run(cache.get(handle))->token() == "token 1");
    CHECK(cache.try_get(handle).token() == "token 1");
    CHECK(cache.invalidate(ada, acs::scope::chat));
    CHECK(cache.try_get(handle).empty());
    // Its place is taken by others meanwhile.
    for (int i = 0; i < 5; ++i)
        REQUIRE(cache.put(user(i), acs::scope::chat, make_token(1h)));
    CHECK(cache.try_get(handle).empty());
    CHECK(cache.put(ada, acs::scope::chat, make_token(1h)));
    CHECK(cache.try_get(handle).token() == cache.try_get(ada, acs::scope::chat).token());
    CHECK(!cache.try_get(handle).empty());
    const acs::token_handle copy = handle;
    CHECK(cache.try_get(copy).token() == cache.try_get(handle).token());
}

TEST_CASE_FIXTURE(cache_fixture, "an empty handle has no token")
{
    acs::token_cache cache = make_cache();
    const acs::token_handle none;
    CHECK(none.empty());
    CHECK(cache.try_get(none).empty());
    CHECK(run(cache.get(none)).error() == acs::errc::invalid_argument);
    CHECK(cache.handle(acs::communication_user(""), acs::scope::chat).empty());
    CHECK(cache.handle(ada, acs::scope::chat, 0min).empty());
    CHECK(requests.empty());
}

TEST_CASE_FIXTURE(cache_fixture, "a handle is of one identity, set of scopes and lifetime")
{
    acs::token_cache cache = make_cache();
    REQUIRE(run(cache.get(ada, acs::scope::chat | acs::scope::voip)).has_value());
    CHECK(cache.try_get(cache.handle(ada, acs::scope::chat)).empty());
    CHECK(cache.try_get(cache.handle(bob, acs::scope::chat | acs::scope::voip)).empty());
    CHECK(cache.try_get(cache.handle(ada, acs::scope::chat | acs::scope::voip, 60min)).empty());
    CHECK(!cache.try_get(cache.handle(ada, acs::scope::chat | acs::scope::voip)).empty());
    // get by handle asks for the handle's lifetime, whatever the options say of it.
    const acs::token_handle hour = cache.handle(ada, acs::scope::chat, 60min);
    REQUIRE(run(cache.get(hour, acs::token_options().lifetime(90min))).has_value());
    CHECK(requests.back().lifetime == std::optional<std::chrono::minutes>(60min));
    CHECK(!cache.try_get(ada, acs::scope::chat, 60min).empty());
}

TEST_CASE_FIXTURE(
    cache_fixture, "by handle no expired, revoked or foreign token is served, whatever comes and goes")
{
    acs::token_cache cache = make_cache();
    std::mt19937 random(7);
    const auto below = [&](unsigned limit) {
        return static_cast<int>(random() % limit);
    };
    std::vector<acs::token_handle> handles;
    for (int i = 0; i < 20; ++i)
        handles.push_back(cache.handle(user(i), acs::scope::chat));
    answer = [this](const acs::token_request& wanted) {
        return acs::access_token(wanted.user.id(), clock->now_utc() + 1h, clock->now_boottime() + 1h);
    };
    std::size_t served = 0;
    for (int step = 0; step < 5000; ++step) {
        const int i = below(20);
        switch (below(6)) {
        case 0:
            if (below(3) == 0)
                cache.invalidate(user(i));
            break;
        case 1:
            if (below(10) == 0)
                clock->advance(std::chrono::minutes(below(40)));
            break;
        case 2:
            REQUIRE(run(cache.get(handles[static_cast<std::size_t>(i)])).has_value());
            break;
        case 3:
            if (below(100) == 0)
                cache.invalidate_all();
            settle();
            break;
        default: {
            const auto by_handle = cache.try_get(handles[static_cast<std::size_t>(i)]);
            const auto by_key = cache.try_get(user(i), acs::scope::chat);
            REQUIRE(by_handle.token() == by_key.token());
            if (by_handle.empty())
                break;
            ++served;
            REQUIRE(by_handle.token() == user(i).id());
            REQUIRE(by_handle.usable_until() > clock->now_boottime() + 10s);
        }
        }
    }
    CHECK(served > 500);
}
