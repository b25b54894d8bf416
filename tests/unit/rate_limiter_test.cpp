#include "pipeline/quota_limiter.hpp"
#include "pipeline/rate_limiter.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <deque>
#include <iterator>
#include <limits>
#include <random>
#include <set>
#include <stdexcept>
#include <vector>

using namespace acs;
using namespace std::chrono_literals;

namespace {

// The most of these moments in any window of 30 s.
template <class Moments>
std::size_t busiest_window(const Moments& ascending)
{
    std::deque<boot_time> window;
    std::size_t most = 0;
    for (const boot_time granted : ascending) {
        window.push_back(granted);
        while (window.front() <= granted - 30s)
            window.pop_front();
        most = std::max(most, window.size());
    }
    return most;
}

// The most permits in any window of 30 s, for callers that ask at these moments.
std::size_t busiest_window(pipeline::rate_limiter limiter, const std::vector<boot_time>& asked)
{
    std::vector<boot_time> granted;
    for (const boot_time now : asked) {
        granted.push_back(limiter.reserve(now));
        REQUIRE(granted.back() >= now);
    }
    return busiest_window(granted);
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

TEST_CASE("rate limiter: permits that are given back never make a window denser")
{
    std::mt19937 random(2);
    for (int round = 0; round < 50; ++round) {
        pipeline::rate_limiter limiter(rate{28, 60});
        boot_time now(24h);
        std::multiset<boot_time> kept;
        for (int i = 0; i < 5000; ++i) {
            if (random() % 20 == 0)
                now += std::chrono::milliseconds(random() % 10000);
            const boot_time foreseen = limiter.next(now);
            const boot_time granted = limiter.reserve(now);
            REQUIRE(granted == foreseen);
            REQUIRE(granted >= now);
            kept.insert(granted);
            if (random() % 3 != 0)
                continue;
            // Whoever waits may give up, and those who waited since may give up before it.
            auto given_up = kept.lower_bound(now);
            std::advance(given_up, random() % static_cast<unsigned>(std::distance(given_up, kept.end())));
            limiter.give_back(*given_up);
            kept.erase(given_up);
        }
        CHECK(busiest_window(kept) <= 900);
    }
}

TEST_CASE("rate limiter: a permit that was given back goes to the next who asks, if it is not past")
{
    pipeline::rate_limiter limiter(rate{10, 1});
    const boot_time start(24h);
    for (int i = 0; i < 5; ++i)
        CHECK(limiter.reserve(start) == start + i * 100ms);
    limiter.give_back(start + 300ms);
    limiter.give_back(start + 100ms);
    CHECK(limiter.next(start) == start + 100ms);
    CHECK(limiter.reserve(start) == start + 100ms);
    CHECK(limiter.reserve(start) == start + 300ms);
    CHECK(limiter.reserve(start) == start + 500ms);
    limiter.give_back(start + 400ms);
    limiter.give_back(start + 500ms);
    CHECK(limiter.reserve(start + 450ms) == start + 500ms);
    CHECK(limiter.reserve(start + 450ms) == start + 600ms); // 400 ms is past
    limiter.give_back(start + 600ms);
    CHECK(limiter.reserve(start + 1h) == start + 1h);
    CHECK(limiter.reserve(start + 1h) == start + 1h + 100ms);
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
    constexpr double infinity = std::numeric_limits<double>::infinity();
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    constexpr double largest = std::numeric_limits<double>::max();
    constexpr double smallest = std::numeric_limits<double>::min();
    for (const rate limit :
         {rate{1, infinity}, rate{infinity, 1}, rate{infinity, infinity}, rate{nan, 1}, rate{1, nan},
          rate{1e-10, 1e300}, rate{1e-10, 1}, rate{smallest, 1}, rate{smallest, largest}, rate{1, 1e300},
          rate{1e300, 1e300}, rate{-1, 1}, rate{-infinity, 1}, rate{1, -1}}) {
        CAPTURE(limit.per_second);
        CAPTURE(limit.burst);
        CHECK_THROWS_AS(quota::uniform(limit), std::invalid_argument);
    }
    for (const rate limit :
         {rate{1e-9, 1}, rate{1, 1e9}, rate{1e9, 1e17}, rate{1e300, 1}, rate{largest, 1}}) {
        CAPTURE(limit.per_second);
        CAPTURE(limit.burst);
        const quota extreme = quota::uniform(limit);
        boot_time last(24h);
        for (int i = 0; i < 5; ++i) {
            const auto when = quota_access::limiter(extreme)->reserve(
                operation::get_token, boot_time(24h), boot_time::max() - 1ns);
            REQUIRE(when);
            CHECK(*when >= last);
            last = *when;
        }
    }
    const quota fast = quota::uniform(rate{1e9, 1});
    const boot_time now(24h);
    CHECK(quota_access::limiter(fast)->reserve(operation::get_token, now, now) == now);
}
