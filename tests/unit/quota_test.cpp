#include "pipeline/quota_limiter.hpp"

#include "busiest_window.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <stdexcept>
#include <vector>

using namespace acs;
using namespace std::chrono_literals;
using verdict = pipeline::permit_answer::verdict;

namespace {

constexpr boot_time start(24h);

struct waiter final : pipeline::permit_place
{
    waiter() : permit_place(lane::foreground) {}
    void wake() noexcept override {}
};

int at_once(const quota& limit, operation what, boot_time now, lane who = lane::foreground)
{
    int count = 0;
    while (quota_access::limiter(limit)->take_now(what, who, now))
        ++count;
    return count;
}

// The calls of a process that always has more to do.
std::vector<boot_time> greedy(const quota& limit, operation what, boot_time from, boot_time to)
{
    std::vector<boot_time> granted;
    auto* const limiter = quota_access::limiter(limit);
    while (from < to) {
        waiter one;
        const auto answer = limiter->enter(what, one, from, boot_time::max());
        if (answer.what == verdict::granted)
            granted.push_back(from);
        else
            from = answer.look_at;
        limiter->leave(what, one, from);
    }
    return granted;
}

bool stopped(const quota& limit, operation what, boot_time now)
{
    return !quota_access::limiter(limit)->take_now(what, lane::foreground, now);
}

} // namespace

TEST_CASE("quota: published numbers, a limit for each operation of its own")
{
    const quota published = quota::published();
    CHECK(at_once(published, operation::get_token, start, lane::background) == 30);
    CHECK(at_once(published, operation::get_token, start) == 30);
    CHECK(at_once(published, operation::create_user, start) == 60);
    CHECK(at_once(published, operation::create_user_and_token, start) == 60);
    CHECK(at_once(published, operation::delete_user, start) == 30);
    CHECK(at_once(published, operation::revoke_tokens, start) == 30);
    CHECK(at_once(published, operation::get_token_for_teams_user, start) == 30);
    CHECK(at_once(published, operation::get_token_for_teams_extension_user, start) == 30);
    CHECK(at_once(published, operation::get_token_for_entra_user, start) == 30);
    auto* const limiter = quota_access::limiter(published);
    waiter one;
    CHECK(limiter->enter(operation::get_token, one, start, start + 30ms).what == verdict::too_late);
    const auto answer = limiter->enter(operation::get_token, one, start, start + 1s);
    CHECK(answer.what == verdict::wait);
    CHECK(answer.look_at == start + 35714286ns);
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
        const auto one = quota_options().limit(operation::delete_user, limit);
        CHECK_THROWS_AS(quota::custom(one), std::invalid_argument);
    }
    for (const rate limit :
         {rate{1e-9, 1}, rate{1, 1e9}, rate{1e9, 1e17}, rate{1e300, 1}, rate{largest, 1}}) {
        CAPTURE(limit.per_second);
        CAPTURE(limit.burst);
        for (const boot_time now : {start, boot_time::max() - 1ns}) {
            const quota extreme = quota::uniform(limit);
            auto* const limiter = quota_access::limiter(extreme);
            CHECK(limiter->take_now(operation::get_token, lane::foreground, now));
            waiter one;
            const auto answer = limiter->enter(operation::get_token, one, now, boot_time::max());
            if (answer.what == verdict::wait)
                CHECK(answer.look_at > now);
            limiter->leave(operation::get_token, one, now);
        }
    }
    const quota fast = quota::uniform(rate{1e9, 1});
    CHECK(at_once(fast, operation::get_token, start) == 1);
    CHECK(at_once(fast, operation::get_token, start + 1ns) == 1);
}

TEST_CASE("quota: shares together stay within 90 % of the published limits")
{
    for (const double share : {1.0, 0.9, 0.5, 1.0 / 3, 0.1, 1.0 / 30, 1.0 / 60, 0.01, 0.005}) {
        CAPTURE(share);
        const quota part = quota::published(share);
        for (const auto& [what, limit] :
             {std::pair(operation::get_token, 900), std::pair(operation::delete_user, 450)}) {
            const auto granted = greedy(part, what, start, start + 5min);
            CHECK(static_cast<double>(busiest_window(granted)) <= share * limit + 1e-6);
            CHECK(static_cast<double>(busiest_window(granted)) >= share * limit - 2);
            const rate whole = published_rate(what);
            if (whole.burst * share >= 1)
                CHECK(needed_burst(granted, whole.per_second * share) <= whole.burst * share + 0.001);
        }
    }
    for (const double bad : {0.0, -0.5, 1.001, 1.0 / 451, 1e-300, std::numeric_limits<double>::quiet_NaN()}) {
        CAPTURE(bad);
        CHECK_THROWS_AS(quota::published(bad), std::invalid_argument);
    }
}

TEST_CASE("quota: custom rates, shares and queues")
{
    const quota mine = quota::custom(quota_options()
                                         .limit(rate{20, 10})
                                         .limit(operation::get_token, rate{56, 120})
                                         .share(0.5)
                                         .max_waiting(1));
    CHECK(at_once(mine, operation::get_token, start) == 60);
    CHECK(at_once(mine, operation::delete_user, start) == 5);
    auto* const limiter = quota_access::limiter(mine);
    waiter first;
    waiter second;
    const auto waits = limiter->enter(operation::delete_user, first, start, boot_time::max());
    CHECK(waits.what == verdict::wait);
    CHECK(waits.look_at == start + 100ms);
    CHECK(limiter->enter(operation::delete_user, second, start, boot_time::max()).what == verdict::full);
    CHECK(limiter->enter(operation::get_token, second, start, boot_time::max()).what == verdict::wait);
}

TEST_CASE("quota: tells its rates, the share applied")
{
    CHECK_FALSE(quota().limit(operation::get_token).has_value());
    const quota whole = quota::published();
    REQUIRE(whole.limit(operation::get_token).has_value());
    CHECK(whole.limit(operation::get_token)->per_second == 28);
    CHECK(whole.limit(operation::get_token)->burst == 60);
    CHECK(whole.limit(operation::delete_user)->per_second == 14);
    const quota part = quota::published(0.25);
    CHECK(part.limit(operation::create_user)->per_second == 7);
    CHECK(part.limit(operation::create_user)->burst == 15);
    const quota tiny = quota::published(0.01); // the burst stays 1, and the rate pays for the missing 0.4
    CHECK(tiny.limit(operation::get_token)->burst == 1);
    CHECK(tiny.limit(operation::get_token)->per_second == doctest::Approx(0.28 - 0.4 / 30));
    quota_access::limiter(whole)->throttled(operation::get_token, 7s, start, start, 0);
    CHECK(whole.limit(operation::get_token)->per_second == 28);
}

TEST_CASE("quota: foretells turns and measures utilisation, each operation by itself")
{
    const quota shared = quota::uniform(rate{10, 1});
    auto* const limiter = quota_access::limiter(shared);
    CHECK(at_once(shared, operation::get_token, start) == 1);
    CHECK(limiter->next_turn(operation::get_token, lane::background, start, 0) == start + 100ms);
    CHECK(limiter->next_turn(operation::get_token, lane::background, start, 9) == start + 1s);
    CHECK(limiter->next_turn(operation::create_user, lane::background, start, 0) == start);
    CHECK(limiter->utilisation(operation::get_token, start) == doctest::Approx(1.0 / 300));
    CHECK(limiter->utilisation(operation::create_user, start) == 0);
    limiter->throttled(operation::get_token, 7s, start, start, 0);
    CHECK(limiter->next_turn(operation::create_user, lane::background, start, 0) == start + 7s);
}

TEST_CASE("quota: a 429 stops all operations and slows one down")
{
    const quota shared = quota::published();
    auto* const limiter = quota_access::limiter(shared);
    greedy(shared, operation::get_token, start, start + 60s);
    const boot_time now = start + 60s;
    const boot_time resumed = now + 7s;
    CHECK(limiter->throttled(operation::get_token, 7000ms, now - 100ms, now, 0.5) == resumed);
    for (const operation what : {operation::get_token, operation::delete_user}) {
        CHECK(stopped(shared, what, now));
        CHECK(stopped(shared, what, resumed - 1ns));
    }
    CHECK(at_once(shared, operation::delete_user, resumed) == 1); // no burst, but its own rate
    CHECK(greedy(shared, operation::delete_user, resumed, resumed + 10s).size() == 139);
    const auto slow = greedy(shared, operation::get_token, resumed, resumed + 10s).size();
    CHECK(slow >= 209); // 0.7 * 28 * 10 + 0.3 * 28 * 100 / 60
    CHECK(slow <= 211);
}

TEST_CASE("quota: without a Retry-After the stop lasts 5 to 10 s; a wild one is bounded")
{
    struct scene
    {
        std::optional<std::chrono::milliseconds> retry_after;
        double random;
        std::chrono::nanoseconds pause;
    };
    for (const scene& now :
         {scene{std::nullopt, 0, 5s}, scene{std::nullopt, 0.5, 7500ms}, scene{std::nullopt, 0.999, 9995ms},
          scene{0ms, 0.5, 0s}, scene{-5s, 0.5, 0s}, scene{1ms, 0.5, 1ms}, scene{24h, 0.5, 5min},
          scene{std::chrono::milliseconds::max(), 0.5, 5min},
          scene{std::chrono::milliseconds::min(), 0, 0s}}) {
        const quota shared = quota::published();
        auto* const limiter = quota_access::limiter(shared);
        CHECK(
            limiter->throttled(operation::get_token, now.retry_after, start, start, now.random) ==
            start + now.pause);
        if (now.pause > 0s)
            CHECK(stopped(shared, operation::create_user, start + now.pause - 1ns));
        CHECK_FALSE(stopped(shared, operation::create_user, start + now.pause));
    }
    const quota late = quota::published();
    const boot_time end = boot_time::max() - 1s;
    CHECK(quota_access::limiter(late)->throttled(operation::get_token, 24h, end, end, 0) == boot_time::max());
    CHECK(stopped(late, operation::get_token, end));
}

TEST_CASE("quota: the answers of calls in flight lengthen a stop, and slow down only once")
{
    const quota shared = quota::published();
    auto* const limiter = quota_access::limiter(shared);
    greedy(shared, operation::get_token, start, start + 60s);
    const boot_time now = start + 60s;
    const auto throttled = [&](operation what, std::optional<std::chrono::milliseconds> wish, boot_time sent,
                               boot_time at) {
        return limiter->throttled(what, wish, sent, at, 0);
    };
    CHECK(throttled(operation::get_token, 4s, now - 1s, now) == now + 4s);
    for (int i = 0; i < 100; ++i) {
        CHECK(throttled(operation::get_token, std::nullopt, now - 1s, now + 1s) == now + 4s);
        CHECK(throttled(operation::get_token, 2s, now - 1s, now + 1s) == now + 4s);
    }
    CHECK(throttled(operation::get_token, 5s, now - 1s, now + 2s) == now + 7s);
    const boot_time resumed = now + 7s;
    CHECK(stopped(shared, operation::get_token, resumed - 1ns));
    // Old news after the stop change nothing, unless they bring a new wish.
    CHECK(throttled(operation::get_token, std::nullopt, now - 1s, resumed + 1s) == resumed + 1s);
    const auto first = greedy(shared, operation::get_token, resumed, resumed + 10s).size();
    CHECK(first >= 209);
    CHECK(first <= 211);
    CHECK(throttled(operation::get_token, 2s, now - 1s, resumed + 10s) == resumed + 12s);
    CHECK(stopped(shared, operation::get_token, resumed + 12s - 1ns));
    // 22.4/s after 10 s: it goes on from there. 22.4 * 10 + 5.6 * 100 / 60 = 233
    const auto second = greedy(shared, operation::get_token, resumed + 12s, resumed + 22s).size();
    CHECK(second >= 231);
    CHECK(second <= 235);

    // A call sent since then: again, from the lower rate.
    const boot_time again = resumed + 22s;
    CHECK(throttled(operation::get_token, std::nullopt, again - 1s, again) == again + 5s);
    const auto third = greedy(shared, operation::get_token, again + 5s, again + 6s).size();
    CHECK(third >= 9);
    CHECK(third <= 18);
    // Another operation's first 429, of a call from before the stop, slows that one down too.
    CHECK(throttled(operation::delete_user, std::nullopt, again - 1s, again + 6s) == again + 6s);
    CHECK(greedy(shared, operation::delete_user, again + 6s, again + 7s).size() <= 1);
}

TEST_CASE("quota: what has no published limit is not limited, but stops and slows down after a 429")
{
    const quota published = quota::published(0.1);
    auto* const limiter = quota_access::limiter(published);
    for (const auto what :
         {operation::get_user, operation::get_teams_extension_assignment,
          operation::set_teams_extension_assignment, operation::delete_teams_extension_assignment}) {
        for (int i = 0; i < 10'000; ++i)
            REQUIRE(limiter->take_now(what, lane::background, start));
        CHECK(limiter->utilisation(what, start) < 0.001);
    }
    const boot_time goes_on = limiter->throttled(operation::get_user, 10s, start, start, 0);
    CHECK(goes_on == start + 10s);
    CHECK(stopped(published, operation::get_user, goes_on - 1ns));
    CHECK(stopped(published, operation::get_token, goes_on - 1ns));
    CHECK_FALSE(stopped(published, operation::get_user, goes_on));
    CHECK(stopped(published, operation::get_user, goes_on)); // the burst is gone, and the rate is low
    for (int i = 0; i < 10'000; ++i)
        REQUIRE(limiter->take_now(operation::get_user, lane::foreground, goes_on + 60s));
}
