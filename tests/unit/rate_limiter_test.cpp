#include "pipeline/quota_limiter.hpp"
#include "pipeline/rate_limiter.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <deque>
#include <random>
#include <stdexcept>

using namespace acs;
using namespace std::chrono_literals;

namespace {

// The most permits in any window of 30 s, for callers that ask at these moments.
std::size_t busiest_window(pipeline::rate_limiter limiter, const std::vector<boot_time>& asked)
{
    std::deque<boot_time> window;
    std::size_t most = 0;
    for (const boot_time now : asked) {
        const boot_time granted = limiter.reserve(now);
        REQUIRE(granted >= now);
        window.push_back(granted);
        while (window.front() <= granted - 30s)
            window.pop_front();
        most = std::max(most, window.size());
    }
    return most;
}

} // namespace

TEST_CASE("rate limiter: at most rate * W + burst in any window, whatever the arrivals")
{
    const boot_time start(24h);
    std::vector<boot_time> at_once(5000, start);
    CHECK(busiest_window(pipeline::rate_limiter(rate{28, 60}), at_once) <= 900);
    CHECK(busiest_window(pipeline::rate_limiter(rate{28, 60}), at_once) >= 890);

    std::mt19937 random(1);
    for (int round = 0; round < 20; ++round) {
        std::vector<boot_time> asked;
        boot_time now = start;
        for (int i = 0; i < 5000; ++i) {
            if (random() % 50 == 0)
                now += std::chrono::milliseconds(random() % 20000);
            asked.push_back(now);
        }
        CHECK(busiest_window(pipeline::rate_limiter(rate{28, 60}), asked) <= 900);
    }
}

TEST_CASE("rate limiter: a burst after a pause, then the rate")
{
    pipeline::rate_limiter limiter(rate{10, 3});
    const boot_time start(24h);
    CHECK(limiter.reserve(start) == start);
    CHECK(limiter.reserve(start) == start);
    CHECK(limiter.reserve(start) == start);
    CHECK(limiter.next(start) == start + 100ms);
    CHECK(limiter.reserve(start) == start + 100ms);
    CHECK(limiter.reserve(start) == start + 200ms);
    CHECK(limiter.reserve(start + 1h) == start + 1h);
}

TEST_CASE("quota: published numbers, a limit for each operation of its own")
{
    const quota published = quota::published();
    auto* limiter = quota_access::limiter(published);
    REQUIRE(limiter);
    const boot_time now(24h);
    const auto at_once = [&](operation what) {
        int count = 0;
        while (limiter->reserve(what, now, now))
            ++count;
        return count;
    };
    CHECK(at_once(operation::get_token) == 60);
    CHECK(at_once(operation::create_user) == 60);
    CHECK(at_once(operation::create_user_and_token) == 60);
    CHECK(at_once(operation::delete_user) == 30);
    CHECK(at_once(operation::revoke_tokens) == 30);
    CHECK(at_once(operation::get_token_for_teams_user) == 30);
    CHECK_FALSE(limiter->reserve(operation::get_token, now, now + 30ms)); // and takes no permit
    CHECK(limiter->reserve(operation::get_token, now, now + 1s) == now + 35714286ns);
}

TEST_CASE("quota: off by default, bad numbers refused, very high rates pass")
{
    CHECK(quota().unlimited());
    CHECK_FALSE(quota::published().unlimited());
    CHECK_THROWS_AS(quota::uniform(rate{0, 1}), std::invalid_argument);
    CHECK_THROWS_AS(quota::uniform(rate{1, 0.5}), std::invalid_argument);
    CHECK_THROWS_AS(quota::uniform(rate{1, 1.0 / 0.0}), std::invalid_argument);
    const quota fast = quota::uniform(rate{1e9, 1});
    const boot_time now(24h);
    CHECK(quota_access::limiter(fast)->reserve(operation::get_token, now, now) == now);
}
