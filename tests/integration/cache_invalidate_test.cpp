#include "cache_fixture.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace std::chrono_literals;

// Tokens that are to be served no more, without the service being told.

namespace {

using asked_token = acs::result<acs::access_token>;
const acs::communication_user ada("8:acs:ada");
const acs::communication_user bob("8:acs:bob");

} // namespace

TEST_CASE_FIXTURE(cache_fixture, "an invalidated token is served no more; the identity's others are")
{
    acs::token_cache cache = make_cache();
    REQUIRE(run(cache.get(ada, acs::scope::chat)).has_value());
    REQUIRE(run(cache.get(ada, acs::scope::voip)).has_value());
    CHECK(cache.invalidate(ada, acs::scope::chat));
    CHECK(cache.try_get(ada, acs::scope::chat).empty());
    CHECK(!cache.try_get(ada, acs::scope::voip).empty());
    CHECK(!cache.invalidate(ada, acs::scope::chat));
    CHECK(!cache.invalidate(bob, acs::scope::chat));
    CHECK(run(cache.get(ada, acs::scope::chat))->token() == "token 3");
    CHECK(cache.invalidate(ada) == 2);
    CHECK(cache.try_get(ada, acs::scope::chat).empty());
    CHECK(cache.try_get(ada, acs::scope::voip).empty());
    CHECK(cache.invalidate(ada) == 0);
}

TEST_CASE_FIXTURE(
    cache_fixture, "what is being fetched when the entry is invalidated is not kept, nor served")
{
    for (const bool all_of_the_user : {false, true}) {
        requests.clear();
        acs::token_cache cache = make_cache();
        hold = true;
        const auto asked = start(cache.get(ada, acs::scope::chat));
        settle();
        if (all_of_the_user)
            cache.invalidate(ada);
        else
            cache.invalidate(ada, acs::scope::chat);
        release_one();
        CHECK(cache.try_get(ada, acs::scope::chat).empty());
        CHECK(!asked->done()); // it asks again
        CHECK(requests.size() == 2);
        release_all();
        REQUIRE(asked->done());
        CHECK(asked->result->has_value());
        CHECK(cache.try_get(ada, acs::scope::chat).token() == asked->result->value().token());
    }
}

TEST_CASE_FIXTURE(cache_fixture, "what is kept fresh comes back by itself when it was invalidated")
{
    acs::token_cache cache = make_cache();
    REQUIRE(cache.keep_fresh(ada, acs::scope::chat).has_value());
    REQUIRE(cache.keep_fresh(bob, acs::scope::chat).has_value());
    pass(2s);
    cache.invalidate(ada, acs::scope::chat);
    cache.invalidate(bob);
    CHECK(cache.try_get(ada, acs::scope::chat).empty());
    pass(2s);
    CHECK(!cache.try_get(ada, acs::scope::chat).empty());
    CHECK(!cache.try_get(bob, acs::scope::chat).empty());
    CHECK(requests.size() == 4);
    CHECK(cache.stats().kept_fresh == 2);
    CHECK(cache.stats().lapsed == 0);
}

TEST_CASE_FIXTURE(
    cache_fixture, "after invalidate_all nothing of before is served, and what is in use comes back at c")
{
    limited = true;
    acs::token_cache cache = make_cache(options().default_lifetime(1h));
    const acs::token_handle handle = cache.handle(user(0), acs::scope::chat);
    for (int i = 0; i < 1500; ++i)
        REQUIRE(cache.keep_fresh(user(i), acs::scope::chat).has_value());
    for (int i = 1500; i < 3000; ++i) // as of an hour ago nobody asks for these
        REQUIRE(cache.put(user(i), acs::scope::chat, make_token(6h)));
    pass(80min, 10s);
    REQUIRE(cache.stats().entries == 3000);
    for (int i = 1500; i < 2000; ++i)
        REQUIRE(run(cache.get(user(i), acs::scope::chat)).has_value());
    // Some flights are in the air.
    hold = true;
    std::vector<std::shared_ptr<pending<asked_token>>> asked;
    for (int i = 5000; i < 5050; ++i)
        asked.push_back(start(cache.get(user(i), acs::scope::chat)));
    pass(1s);
    const std::size_t before = begun.size();
    std::set<std::string, std::less<>> old;
    for (int i = 0; i < 3000; ++i)
        old.emplace(cache.try_get(user(i), acs::scope::chat).token());
    REQUIRE(old.size() == 3000);
    for (int i = 2000; i < 3000; ++i) // they were not in use: what was just done doesn't count
        cache.invalidate(user(i));
    cache.invalidate_all();
    for (int i = 0; i < 3000; ++i)
        REQUIRE(cache.try_get(user(i), acs::scope::chat).empty());
    CHECK(cache.try_get(handle).empty());
    release_all();
    pass(10s);
    for (const auto& each : asked) {
        REQUIRE(each->done());
        CHECK(each->result->has_value());
    }
    CHECK(cache.stats().discarded >= 50);
    // Not at once: 50 that somebody waits for, twice; the others at 19/s.
    CHECK(begun.size() - before <= 100 + 11 * 19 + 60);
    pass(110s);
    for (int i = 0; i < 2000; ++i) {
        const auto token = cache.try_get(user(i), acs::scope::chat);
        REQUIRE(!token.empty());
        REQUIRE(!old.contains(token.token()));
    }
    CHECK(cache.stats().lapsed == 0); // they were taken back; they did not expire
    CHECK(cache.stats().kept_fresh == 1500);
    CHECK(cache.stats().entries == 2050);
    CHECK(busiest() <= 900);
}

TEST_CASE_FIXTURE(
    cache_fixture, "a renewal in the air at invalidate_all is no lapse, and its entry comes back")
{
    acs::token_cache cache = make_cache();
    REQUIRE(cache.keep_fresh(ada, acs::scope::chat).has_value());
    pass(2s);
    hold = true;
    while (requests.size() < 2) // its renewal
        pass(10s, 10s);
    cache.invalidate_all();
    pass(10s);
    CHECK(cache.try_get(ada, acs::scope::chat).empty());
    release_all();
    pass(3s);
    CHECK(!cache.try_get(ada, acs::scope::chat).empty());
    CHECK(requests.size() == 3);
    CHECK(cache.stats().lapsed == 0);
    CHECK(cache.stats().kept_fresh == 1);
}

TEST_CASE_FIXTURE(cache_fixture, "what was due when all was invalidated is no lapse")
{
    acs::token_cache cache = make_cache();
    for (int i = 0; i < 30; ++i)
        REQUIRE(cache.keep_fresh(user(i), acs::scope::chat).has_value());
    pass(3s);
    answer = [](const acs::token_request&) {
        return acs::error(acs::errc::service_unavailable);
    };
    pass(54min, 10s);
    REQUIRE(cache.stats().backlog > 10);
    cache.invalidate_all();
    answer = nullptr;
    pass(10s);
    for (int i = 0; i < 30; ++i)
        CHECK(!cache.try_get(user(i), acs::scope::chat).empty());
    CHECK(cache.stats().lapsed == 0);
}

TEST_CASE_FIXTURE(
    cache_fixture, "invalidating again and again, with negative and empty entries about, is harmless")
{
    acs::token_cache cache = make_cache();
    answer = [this](const acs::token_request& wanted) -> asked_token {
        if (wanted.user.id() == bob.id())
            return acs::error(acs::errc::identity_not_found);
        return make_token(1h);
    };
    REQUIRE(cache.keep_fresh(ada, acs::scope::chat).has_value());
    for (int i = 0; i < 100; ++i) {
        cache.invalidate_all();
        CHECK(!run(cache.get(bob, acs::scope::chat)).has_value());
        CHECK(run(cache.get(user(i), acs::scope::chat)).has_value());
        pass(1s);
    }
    pass(10s);
    CHECK(!cache.try_get(ada, acs::scope::chat).empty());
    cache.invalidate_all();
    pass(1s);
    CHECK(run(cache.get(bob, acs::scope::chat)).error() == acs::errc::identity_not_found);
    pass(3h, 10s);
    CHECK(cache.stats().entries == 1);
}
