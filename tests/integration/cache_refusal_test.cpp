#include "cache_fixture.hpp"

#include <doctest/doctest.h>

using namespace std::chrono_literals;

// What the service refuses: an identity (404), us (401, 403), or the request.

namespace {

using asked_token = acs::result<acs::access_token>;
const acs::communication_user ada("8:acs:ada");
const acs::communication_user bob("8:acs:bob");

std::function<asked_token(const acs::token_request&)> failing(acs::errc why)
{
    return [why](const acs::token_request&) {
        return acs::error(why);
    };
}

} // namespace

TEST_CASE_FIXTURE(
    cache_fixture, "an unknown identity is refused from the cache for a minute, then asked about again")
{
    acs::token_cache cache = make_cache();
    answer = failing(acs::errc::identity_not_found);
    CHECK(run(cache.get(ada, acs::scope::chat)).error() == acs::errc::identity_not_found);
    for (int second = 0; second < 59; ++second) {
        CHECK(run(cache.get(ada, acs::scope::chat)).error() == acs::errc::identity_not_found);
        CHECK(cache.try_get(ada, acs::scope::chat).empty());
        pass(1s);
    }
    CHECK(requests.size() == 1);
    CHECK(count(cache, acs::cache_result::negative) == 59);
    pass(2s);
    answer = nullptr;
    CHECK(run(cache.get(ada, acs::scope::chat)).has_value());
    CHECK(requests.size() == 2);
    CHECK(cache.stats().health == acs::cache_health::healthy);
}

TEST_CASE_FIXTURE(cache_fixture, "an unknown identity is forgotten after its minute")
{
    acs::token_cache cache = make_cache();
    answer = failing(acs::errc::identity_not_found);
    CHECK(!run(cache.get(ada, acs::scope::chat)).has_value());
    CHECK(cache.stats().entries == 1);
    pass(2min);
    CHECK(cache.stats().entries == 0);
    CHECK(requests.size() == 1);
}

TEST_CASE_FIXTURE(
    cache_fixture, "an unknown identity is another matter with a token put, or after a revocation")
{
    acs::token_cache cache = make_cache();
    answer = failing(acs::errc::identity_not_found);
    CHECK(!run(cache.get(ada, acs::scope::chat)).has_value());
    CHECK(cache.put(ada, acs::scope::chat, make_token(1h)));
    CHECK(run(cache.get(ada, acs::scope::chat)).has_value());
    CHECK(!run(cache.get(bob, acs::scope::chat)).has_value());
    answer = nullptr;
    CHECK(run(cache.revoke(bob)).has_value());
    CHECK(run(cache.get(bob, acs::scope::chat)).has_value());
}

TEST_CASE_FIXTURE(cache_fixture, "an identity kept fresh is given up when the service does not know it")
{
    acs::token_cache cache = make_cache();
    REQUIRE(cache.keep_fresh(ada, acs::scope::chat).has_value());
    pass(2s);
    REQUIRE(cache.stats().kept_fresh == 1);
    answer = failing(acs::errc::identity_not_found);
    pass(1h, 10s);
    CHECK(requests.size() == 2);
    CHECK(cache.stats().kept_fresh == 0);
    CHECK(cache.plan().committed_per_second == 0);
    CHECK(cache.try_get(ada, acs::scope::chat).empty());
    pass(10h, 30s);
    CHECK(requests.size() == 2);
    CHECK(cache.stats().entries == 0);
    // It may be kept fresh again.
    answer = nullptr;
    REQUIRE(cache.keep_fresh(ada, acs::scope::chat).has_value());
    pass(2s);
    CHECK(!cache.try_get(ada, acs::scope::chat).empty());
}

TEST_CASE_FIXTURE(
    cache_fixture, "keep_fresh of an identity that was unknown a moment ago asks again after its minute")
{
    acs::token_cache cache = make_cache();
    answer = failing(acs::errc::identity_not_found);
    CHECK(!run(cache.get(ada, acs::scope::chat)).has_value());
    REQUIRE(cache.keep_fresh(ada, acs::scope::chat).has_value());
    answer = nullptr;
    pass(63s);
    CHECK(requests.size() == 2);
    CHECK(!cache.try_get(ada, acs::scope::chat).empty());
}

TEST_CASE_FIXTURE(cache_fixture, "without rights renewals stop, with slow probes; callers go on")
{
    for (const acs::errc why : {acs::errc::authentication_failed, acs::errc::forbidden}) {
        requests.clear();
        begun.clear();
        answer = nullptr;
        acs::token_cache cache = make_cache(options().default_lifetime(1h));
        for (int i = 0; i < 100; ++i)
            REQUIRE(cache.keep_fresh(user(i), acs::scope::chat).has_value());
        pass(40min, 5s);
        REQUIRE(requests.size() == 100);
        answer = failing(why);
        pass(10min, 1s);
        CHECK(cache.stats().health == acs::cache_health::refused);
        // The first, those under way then, and at 5, 10, 20, 40, 60 ... s.
        CHECK(requests.size() - 100 <= 25);
        CHECK(requests.size() - 100 >= 8);
        for (std::size_t i = begun.size() - 4; i < begun.size(); ++i)
            CHECK(begun[i] - begun[i - 1] >= 40s);
        for (int i = 0; i < 100; ++i)
            CHECK(!cache.try_get(user(i), acs::scope::chat).empty());
        // Each caller's request is a call, and has its own answer.
        const std::size_t before = requests.size();
        for (int i = 500; i < 505; ++i)
            CHECK(run(cache.get(user(i), acs::scope::chat)).error() == why);
        CHECK(requests.size() == before + 5);
        answer = nullptr;
        CHECK(run(cache.get(ada, acs::scope::chat)).has_value());
        CHECK(cache.stats().health == acs::cache_health::healthy);
        pass(1min);
        CHECK(cache.stats().backlog == 0);
        CHECK(cache.stats().lapsed == 0);
    }
}

TEST_CASE_FIXTURE(cache_fixture, "one identity's refusal does not stop the others")
{
    acs::token_cache cache = make_cache(options().default_lifetime(1h));
    answer = [this](const acs::token_request& wanted) -> asked_token {
        if (wanted.user.id() == ada.id())
            return acs::error(acs::errc::request_rejected);
        return make_token(1h);
    };
    REQUIRE(cache.keep_fresh(ada, acs::scope::chat).has_value());
    REQUIRE(cache.keep_fresh(bob, acs::scope::chat).has_value());
    pass(6h, 5s);
    CHECK(cache.stats().health == acs::cache_health::healthy);
    CHECK(!cache.try_get(bob, acs::scope::chat).empty());
    std::size_t of_ada = 0;
    for (const auto& each : requests)
        of_ada += each.user.id() == ada.id() ? 1 : 0;
    CHECK(of_ada <= 6 * 120);
}

TEST_CASE_FIXTURE(cache_fixture, "a Retry-After is heeded, but not longer than the token can wait")
{
    acs::token_cache cache = make_cache();
    REQUIRE(cache.put(ada, acs::scope::chat, make_token(1h)));
    REQUIRE(cache.keep_fresh(ada, acs::scope::chat).has_value());
    answer = [](const acs::token_request&) -> asked_token {
        acs::error_details details;
        details.retry_after = 30s;
        return acs::error(acs::errc::throttled, details);
    };
    pass(52min, 1s);
    REQUIRE(begun.size() >= 3);
    for (std::size_t i = 1; i < begun.size(); ++i)
        CHECK(begun[i] - begun[i - 1] >= 30s);
    answer = [](const acs::token_request&) -> asked_token {
        acs::error_details details;
        details.retry_after = 24h;
        return acs::error(acs::errc::throttled, details);
    };
    pass(1min);
    const std::size_t before = requests.size();
    answer = nullptr;
    pass(7min - 30s);
    CHECK(requests.size() == before + 1);
    CHECK(!cache.try_get(ada, acs::scope::chat).empty());
    CHECK(cache.stats().lapsed == 0);
}
