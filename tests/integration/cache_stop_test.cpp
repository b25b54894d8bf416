#include "cache_fixture.hpp"

#include <boost/asio/use_future.hpp>
#include <doctest/doctest.h>

using namespace std::chrono_literals;

// stop(): what is under way ends, nothing else begins, what is at hand is served.

namespace {

const acs::communication_user ada("8:acs:ada");
const acs::communication_user bob("8:acs:bob");

boost::asio::awaitable<bool> stop_of(acs::token_cache& cache)
{
    co_await cache.stop();
    co_return true;
}

} // namespace

TEST_CASE_FIXTURE(cache_fixture, "stop waits for the flights, whose waiters get their tokens")
{
    acs::token_cache cache = make_cache();
    REQUIRE(run(cache.get(ada, acs::scope::chat)).has_value());
    hold = true;
    const auto asked = start(cache.get(bob, acs::scope::chat));
    const auto revoking = start(cache.revoke(user(1)));
    settle();
    const auto stopped = start(stop_of(cache));
    settle();
    CHECK(!stopped->done());
    CHECK(!asked->done());
    CHECK(run(cache.get(user(2), acs::scope::chat)).error() == acs::errc::client_stopped);
    CHECK(run(cache.revoke(user(2))).error() == acs::errc::client_stopped);
    CHECK(cache.keep_fresh(user(2), acs::scope::chat).error() == acs::errc::client_stopped);
    CHECK(run(cache.get(ada, acs::scope::chat)).has_value());
    release_one();
    CHECK(!stopped->done());
    release_all();
    REQUIRE(asked->done());
    CHECK(asked->result->has_value());
    REQUIRE(revoking->done());
    CHECK(revoking->result->has_value());
    CHECK(stopped->done());
    CHECK(requests.size() == 2);
    CHECK(clock->pending() == 0);
}

TEST_CASE_FIXTURE(cache_fixture, "a stopped cache serves what it has to the end, and fetches nothing")
{
    acs::token_cache cache = make_cache();
    REQUIRE(run(cache.get(ada, acs::scope::chat)).has_value());
    REQUIRE(cache.keep_fresh(bob, acs::scope::chat).has_value());
    pass(2s);
    run(stop_of(cache));
    const std::size_t before = requests.size();
    int served = 0;
    for (int minute = 0; minute < 70; ++minute) {
        const bool at_hand = !cache.try_get(ada, acs::scope::chat).empty();
        const auto got = run(cache.get(ada, acs::scope::chat));
        CHECK(got.has_value() == at_hand);
        if (!got)
            CHECK(got.error() == acs::errc::client_stopped);
        served += got.has_value() ? 1 : 0;
        pass(60s, 10s);
    }
    CHECK(served >= 59);
    CHECK(requests.size() == before);
}

TEST_CASE_FIXTURE(cache_fixture, "a stopped cache serves what was not to be renewed, too")
{
    life = 24h;
    acs::token_cache cache = make_cache();
    REQUIRE(run(cache.get(ada, acs::scope::chat)).has_value());
    pass(23h, 30s);
    REQUIRE(cache.stats().retired == 1);
    run(stop_of(cache));
    const auto got = run(cache.get(ada, acs::scope::chat));
    CHECK(got.has_value());
}

TEST_CASE_FIXTURE(cache_fixture, "stop may be called twice, and of a cache without work")
{
    acs::token_cache cache = make_cache();
    CHECK(run(stop_of(cache)));
    CHECK(run(stop_of(cache)));
    acs::token_cache moved = std::move(cache);
    CHECK(run(stop_of(cache)));
    CHECK(run(moved.get(ada, acs::scope::chat)).error() == acs::errc::client_stopped);
    CHECK(clock->pending() == 0);
}

TEST_CASE_FIXTURE(cache_fixture, "two who stop it both wait for the flights")
{
    acs::token_cache cache = make_cache();
    hold = true;
    const auto asked = start(cache.get(ada, acs::scope::chat));
    settle();
    const auto one = start(stop_of(cache));
    const auto other = start(stop_of(cache));
    settle();
    CHECK(!one->done());
    CHECK(!other->done());
    release_all();
    CHECK(one->done());
    CHECK(other->done());
    CHECK(asked->result->has_value());
}

TEST_CASE_FIXTURE(cache_fixture, "a prefetch ends when the cache is stopped")
{
    acs::token_cache cache = make_cache();
    std::vector<acs::communication_user> many;
    for (int i = 0; i < 500; ++i)
        many.push_back(user(i));
    const auto fetching = start(cache.prefetch(many, acs::scope::chat));
    pass(3s);
    CHECK(!fetching->done());
    run(stop_of(cache));
    pass(1s);
    REQUIRE(fetching->done());
    CHECK(fetching->result->error() == acs::errc::client_stopped);
    const std::size_t before = requests.size();
    pass(1min);
    CHECK(requests.size() == before);
}

TEST_CASE_FIXTURE(cache_fixture, "the context's run returns once the cache has stopped")
{
    acs::token_cache cache = make_cache();
    REQUIRE(cache.keep_fresh(ada, acs::scope::chat).has_value());
    pass(2s);
    CHECK(clock->pending() > 0);
    run(stop_of(cache));
    context.restart();
    context.run(); // it would not return if something of the cache were left
    CHECK(clock->pending() == 0);
}
