#include "cache_fixture.hpp"

#include <acs/cache_observer.hpp>

#include <doctest/doctest.h>

#include <memory>
#include <random>

using namespace std::chrono_literals;

// Limits of entries and bytes.

namespace {

using asked_token = acs::result<acs::access_token>;

struct bounded : cache_fixture
{
    // The fixture's jitter is a constant: here it has to be random.
    acs::token_cache_options random_options()
    {
        return options().jitter([this] { return std::uniform_real_distribution<double>(0, 1)(random); });
    }
    std::size_t there(acs::token_cache& cache, int from, int to)
    {
        std::size_t found = 0;
        for (int i = from; i < to; ++i)
            found += cache.try_get(user(i), acs::scope::chat).empty() ? 0 : 1;
        return found;
    }
    std::mt19937 random{1};
};

} // namespace

TEST_CASE_FIXTURE(bounded, "ten thousand identities in a cache for a hundred: never more, and all are served")
{
    acs::token_cache cache = make_cache(random_options().max_entries(100));
    for (int i = 0; i < 10'000; ++i) {
        REQUIRE(run(cache.get(user(i), acs::scope::chat)).has_value());
        if (i % 50 == 0)
            clock->advance(1s);
        REQUIRE(cache.stats().entries <= 100);
    }
    CHECK(cache.stats().entries == 100);
    CHECK(cache.stats().evicted == 9'900);
    CHECK(cache.stats().planned == 100); // nothing of those that went is left
    CHECK(requests.size() == 10'000);
}

TEST_CASE_FIXTURE(bounded, "thousands at once: those in flight stay, and afterwards the limit holds")
{
    acs::token_cache cache = make_cache(random_options().max_entries(100));
    hold = true;
    std::vector<std::shared_ptr<pending<asked_token>>> asked;
    for (int i = 0; i < 2'000; ++i)
        asked.push_back(start(cache.get(user(i), acs::scope::chat)));
    settle();
    CHECK(requests.size() == 2'000);
    release_all();
    for (const auto& each : asked) {
        REQUIRE(each->done());
        REQUIRE(each->result->has_value());
    }
    CHECK(cache.stats().entries <= 100);
}

TEST_CASE_FIXTURE(bounded, "a limit of bytes holds, with tokens of any size")
{
    constexpr std::size_t limit = 100'000;
    answer = [this](const acs::token_request&) -> asked_token {
        return acs::access_token(
            std::string(random() % 4000 + 1, 't'), clock->now_utc() + 1h, clock->now_boottime() + 1h);
    };
    acs::token_cache cache = make_cache(random_options().max_bytes(limit));
    for (int i = 0; i < 1'000; ++i) {
        REQUIRE(run(cache.get(user(i), acs::scope::chat)).has_value());
        REQUIRE(cache.stats().bytes <= limit);
    }
    CHECK(cache.stats().entries >= 15);
    CHECK(cache.stats().bytes >= limit / 2);
}

TEST_CASE_FIXTURE(bounded, "the bytes that are counted are those of what is there, and go with it")
{
    acs::token_cache cache = make_cache(random_options());
    for (int i = 0; i < 100; ++i)
        REQUIRE(cache.put(
            user(i), acs::scope::chat,
            acs::access_token(std::string(1000, 't'), clock->now_utc() + 1h, clock->now_boottime() + 1h)));
    const std::size_t full = cache.stats().bytes;
    CHECK(full >= 100 * 1010);
    CHECK(full <= 100 * 1300);
    for (int i = 0; i < 50; ++i)
        cache.invalidate(user(i));
    CHECK(cache.stats().bytes <= full / 2 + 100);
    CHECK(cache.stats().bytes >= full / 2 - 100);
    for (int i = 50; i < 100; ++i)
        cache.invalidate(user(i));
    CHECK(cache.stats().bytes == 0);
    CHECK(cache.stats().entries == 0);
}

TEST_CASE_FIXTURE(bounded, "what is kept fresh, in flight or awaited never goes")
{
    acs::token_cache cache = make_cache(random_options().max_entries(10));
    for (int i = 0; i < 20; ++i)
        REQUIRE(cache.keep_fresh(user(i), acs::scope::chat).has_value());
    pass(3s);
    CHECK(there(cache, 0, 20) == 20); // over the limit, rather than lose what was asked for
    hold = true;
    const auto asked = start(cache.get(user(500), acs::scope::chat));
    settle();
    for (int i = 100; i < 300; ++i)
        cache.put(user(i), acs::scope::chat, make_token(1h));
    CHECK(there(cache, 0, 20) == 20);
    CHECK(requests.size() == 21);
    release_all();
    REQUIRE(asked->done());
    CHECK(asked->result->has_value());
    CHECK(requests.size() == 21);
    CHECK(cache.stats().entries <= 20 + 15);
    for (int i = 0; i < 20; ++i)
        cache.release(user(i), acs::scope::chat);
    for (int i = 300; i < 320; ++i)
        cache.put(user(i), acs::scope::chat, make_token(1h));
    CHECK(cache.stats().entries <= 10);
}

TEST_CASE_FIXTURE(bounded, "a prefetch into a cache that is too small ends, and the limit holds afterwards")
{
    acs::token_cache cache = make_cache(random_options().max_entries(50));
    std::vector<acs::communication_user> many;
    for (int i = 0; i < 400; ++i)
        many.push_back(user(i));
    const auto fetching = start(cache.prefetch(many, acs::scope::chat));
    pass(30s);
    REQUIRE(fetching->done());
    CHECK(fetching->result->value().ready == 400);
    CHECK(cache.stats().entries <= 50);
}

TEST_CASE_FIXTURE(bounded, "what has expired goes before what can be used")
{
    acs::token_cache cache = make_cache(random_options().max_entries(500));
    answer = [](const acs::token_request&) {
        return acs::error(acs::errc::service_unavailable);
    };
    for (int i = 0; i < 100; ++i)
        REQUIRE(cache.put(user(i), acs::scope::chat, make_token(20min)));
    for (int i = 100; i < 500; ++i)
        REQUIRE(cache.put(user(i), acs::scope::chat, make_token(10h)));
    clock->advance(20min); // the timer has not run: they are there still
    for (int i = 0; i < 100; ++i)
        cache.put(user(1000 + i), acs::scope::chat, make_token(1h));
    CHECK(cache.stats().entries == 500);
    // Of a sample of 16 a fifth has expired, so hardly any good one is lost.
    CHECK(there(cache, 100, 500) >= 380);
    CHECK(there(cache, 1000, 1100) >= 95);
}

TEST_CASE_FIXTURE(bounded, "what was not used for long goes before what is in use")
{
    acs::token_cache cache = make_cache(random_options().max_entries(400));
    for (int i = 0; i < 400; ++i)
        REQUIRE(cache.put(user(i), acs::scope::chat, make_token(10h)));
    clock->advance(10min);
    CHECK(there(cache, 0, 200) == 200); // these are in use
    clock->advance(10min);
    for (int i = 1000; i < 1100; ++i)
        cache.put(user(i), acs::scope::chat, make_token(10h));
    CHECK(cache.stats().entries == 400);
    CHECK(there(cache, 0, 200) >= 195);
    CHECK(there(cache, 1000, 1100) >= 98);
    CHECK(there(cache, 200, 400) <= 107);
}

TEST_CASE_FIXTURE(bounded, "a limit of nothing keeps nothing, and serves all the same")
{
    for (const bool bytes : {false, true}) {
        acs::token_cache cache =
            make_cache(bytes ? random_options().max_bytes(0) : random_options().max_entries(0));
        for (int i = 0; i < 50; ++i)
            CHECK(run(cache.get(user(i), acs::scope::chat)).has_value());
        CHECK(cache.stats().entries <= 1);
        REQUIRE(cache.keep_fresh(user(100), acs::scope::chat).has_value());
        pass(2s);
        CHECK(!cache.try_get(user(100), acs::scope::chat).empty());
    }
}

TEST_CASE_FIXTURE(bounded, "the limit holds with random numbers that are none")
{
    for (const double constant : {0.0, 0.5, 0.999999, 7.0, -1.0}) {
        acs::token_cache cache = make_cache(options().max_entries(20).jitter([=] { return constant; }));
        for (int i = 0; i < 500; ++i)
            REQUIRE(run(cache.get(user(i), acs::scope::chat)).has_value());
        CHECK(cache.stats().entries <= 20);
    }
}

TEST_CASE_FIXTURE(bounded, "the observer is told how many went")
{
    std::size_t told = 0;
    auto seen = std::make_shared<acs::cache_observer>();
    seen->evicted = [&](const acs::cache_evicted_event& event) {
        told += event.entries;
    };
    acs::token_cache cache = make_cache(random_options().max_entries(10).observer(seen));
    for (int i = 0; i < 40; ++i)
        REQUIRE(run(cache.get(user(i), acs::scope::chat)).has_value());
    CHECK(told == 30);
    CHECK(cache.stats().evicted == 30);
}
