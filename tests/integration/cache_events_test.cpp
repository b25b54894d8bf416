#include "cache_fixture.hpp"

#include <acs/cache_observer.hpp>

#include <doctest/doctest.h>

#include <memory>

using namespace std::chrono_literals;

// What an observer is told, and with which values.

namespace {

const acs::communication_user ada("8:acs:ada");
const acs::communication_user bob("8:acs:bob");

struct observed : cache_fixture
{
    observed()
    {
        seen->request_ended = [this](const auto& event) {
            answered.push_back(event);
        };
        seen->fetch_ended = [this](const auto& event) {
            fetched.push_back(event);
        };
        seen->lapsed = [this](const auto& event) {
            lapsed.push_back(event);
        };
        seen->given_up = [this](const auto& event) {
            given_up.push_back(event);
        };
        seen->health_changed = [this](const auto& event) {
            health.push_back(event);
        };
        seen->infeasible = [this](const auto& event) {
            infeasible.push_back(event);
        };
    }

    acs::token_cache_options watched() { return options().default_lifetime(1h).observer(seen); }

    std::shared_ptr<acs::cache_observer> seen = std::make_shared<acs::cache_observer>();
    std::vector<acs::cache_request_event> answered;
    std::vector<acs::cache_fetch_event> fetched;
    std::vector<acs::cache_lapsed_event> lapsed;
    std::vector<acs::cache_given_up_event> given_up;
    std::vector<acs::cache_health_event> health;
    std::vector<acs::cache_infeasible_event> infeasible;
};

acs::result<acs::access_token> unavailable(const acs::token_request&)
{
    return acs::error(acs::errc::service_unavailable);
}

} // namespace

TEST_CASE_FIXTURE(observed, "each answered request is told, with its result, what is left, and its error")
{
    acs::token_cache cache = make_cache(watched());
    CHECK(cache.try_get(ada, acs::scope::chat).empty());
    CHECK(answered.empty());
    REQUIRE(run(cache.get(ada, acs::scope::chat)).has_value());
    pass(10min, 10s);
    REQUIRE(run(cache.get(ada, acs::scope::chat)).has_value());
    CHECK(!cache.try_get(ada, acs::scope::chat).empty());
    answer = unavailable;
    CHECK(!run(cache.get(bob, acs::scope::chat)).has_value());
    REQUIRE(answered.size() == 4);
    CHECK(answered[0].result == acs::cache_result::miss);
    CHECK(answered[0].remaining > 3590s);
    CHECK(answered[0].remaining <= 3600s);
    CHECK(!answered[0].error.has_value());
    for (const std::size_t i : {1u, 2u}) {
        CHECK(answered[i].result == acs::cache_result::hit);
        CHECK(answered[i].remaining > 2990s);
        CHECK(answered[i].remaining <= 3000s);
        CHECK(!answered[i].error.has_value());
    }
    CHECK(answered[3].result == acs::cache_result::failed);
    CHECK(answered[3].remaining == 0s);
    CHECK(answered[3].error == acs::errc::service_unavailable);
}

TEST_CASE_FIXTURE(observed, "the events agree with the statistics")
{
    acs::token_cache cache = make_cache(watched());
    answer = [this](const acs::token_request&) -> acs::result<acs::access_token> {
        if (requests.size() % 5 == 0)
            return acs::error(acs::errc::throttled);
        return requests.size() % 2 == 0 ? make_token(10min) : make_foreign_token(10min);
    };
    for (int i = 0; i < 600; ++i) {
        if (i % 3 == 0)
            run(cache.get(user(i % 7), acs::scope::chat));
        else
            cache.try_get(user(i % 7), acs::scope::chat);
        pass(20s, 5s);
    }
    std::array<std::uint64_t, acs::cache_result_count> told{};
    double left = 0;
    for (const auto& event : answered) {
        ++told[static_cast<std::size_t>(event.result)];
        left += std::chrono::duration<double>(event.remaining).count();
        CHECK((event.remaining > 10s) == !event.error.has_value());
    }
    CHECK(told == cache.stats().requests);
    CHECK(left == doctest::Approx(cache.stats().remaining_life.sum).epsilon(0.01));
    CHECK(told[static_cast<std::size_t>(acs::cache_result::hit)] > 100);
    CHECK(fetched.size() == cache.stats().fetches + cache.stats().renewals);
    std::size_t failed = 0;
    for (const auto& event : fetched)
        failed += event.error.has_value() ? 1 : 0;
    CHECK(failed == cache.stats().fetches_failed);
}

TEST_CASE_FIXTURE(observed, "a token served in its margin is told as stale, however it was asked for")
{
    acs::token_cache cache = make_cache(watched());
    REQUIRE(cache.put(ada, acs::scope::chat, make_token(1h)));
    clock->advance(1h - 40s);
    CHECK(!cache.try_get(ada, acs::scope::chat).empty());
    CHECK(!cache.try_get(cache.handle(ada, acs::scope::chat)).empty());
    REQUIRE(answered.size() == 2);
    for (const auto& event : answered) {
        CHECK(event.result == acs::cache_result::stale);
        CHECK(event.remaining <= 39s);
        CHECK(event.remaining >= 37s);
    }
}

TEST_CASE_FIXTURE(observed, "each call of the fetch function is told")
{
    acs::token_cache cache = make_cache(watched());
    hold = true;
    const auto asked = start(cache.get(ada, acs::scope::chat));
    pass(3s);
    CHECK(fetched.empty());
    release_all();
    REQUIRE(fetched.size() == 1);
    CHECK(!fetched[0].renewal);
    CHECK(fetched[0].duration == 3s);
    CHECK(!fetched[0].lateness.has_value());
    CHECK(fetched[0].remaining == 0s);
    CHECK(!fetched[0].error.has_value());
    CHECK(!fetched[0].discarded);
    pass(55min, 1s);
    REQUIRE(fetched.size() == 2);
    CHECK(fetched[1].renewal);
    REQUIRE(fetched[1].lateness.has_value());
    CHECK(*fetched[1].lateness <= 1s);
    CHECK(fetched[1].remaining >= 0.15 * 3590s);
    CHECK(fetched[1].remaining <= 0.30 * 3600s);
    hold = true;
    const auto discarded = start(cache.get(bob, acs::scope::chat));
    settle();
    cache.invalidate(bob);
    release_one();
    REQUIRE(fetched.size() == 3);
    CHECK(fetched[2].discarded);
    release_all();
    REQUIRE(fetched.size() == 4);
    CHECK(!fetched[3].discarded);
}

TEST_CASE_FIXTURE(observed, "a lapse is told once, with the error that was met last")
{
    acs::token_cache cache = make_cache(watched());
    REQUIRE(cache.keep_fresh(ada, acs::scope::chat).has_value());
    pass(30min, 10s);
    answer = unavailable;
    pass(3h, 5s);
    REQUIRE(lapsed.size() == 1);
    CHECK(lapsed[0].last_error == acs::errc::service_unavailable);
    answer = nullptr;
    pass(10s);
    clock->advance(8h); // a suspend: nothing failed
    pass(30s);
    REQUIRE(lapsed.size() == 2);
    CHECK(!lapsed[1].last_error.has_value());
    CHECK(cache.stats().lapsed == 2);
}

TEST_CASE_FIXTURE(observed, "giving up, changes of health and infeasible requests are told")
{
    acs::token_cache cache = make_cache(watched().quota(acs::quota::uniform(acs::rate{0.01, 1})));
    const std::size_t fits = cache.plan().room;
    for (std::size_t i = 0; i < fits; ++i)
        REQUIRE(cache.keep_fresh(user(static_cast<int>(i)), acs::scope::chat).has_value());
    CHECK(!cache.keep_fresh(ada, acs::scope::chat).has_value());
    REQUIRE(infeasible.size() == 1);
    CHECK(infeasible[0].kept_fresh == fits + 1);
    CHECK(infeasible[0].fits == fits);
    answer = unavailable;
    for (int i = 0; i < 7; ++i)
        CHECK(!run(cache.get(user(100 + i), acs::scope::chat)).has_value());
    REQUIRE(health.size() == 1);
    CHECK(health[0].before == acs::cache_health::healthy);
    CHECK(health[0].after == acs::cache_health::unreachable);
    answer = [](const acs::token_request&) {
        return acs::error(acs::errc::authentication_failed);
    };
    CHECK(!run(cache.get(user(200), acs::scope::chat)).has_value());
    REQUIRE(health.size() == 2);
    CHECK(health[1].after == acs::cache_health::refused);
    answer = [](const acs::token_request&) {
        return acs::error(acs::errc::identity_not_found);
    };
    pass(30min, 5s);
    REQUIRE(health.size() == 3);
    CHECK(health[2].before == acs::cache_health::refused);
    CHECK(health[2].after == acs::cache_health::healthy);
    REQUIRE(given_up.size() == fits);
    CHECK(given_up[0].error == acs::errc::identity_not_found);
    CHECK(lapsed.empty());
}
