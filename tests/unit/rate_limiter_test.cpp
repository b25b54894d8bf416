#include "pipeline/rate_limiter.hpp"

#include "busiest_window.hpp"

#include <doctest/doctest.h>

#include <random>
#include <vector>

using namespace acs;
using namespace std::chrono_literals;

namespace {

constexpr boot_time start(24h);

// Takes permits as early as they are valid, for callers that ask at these moments.
std::vector<boot_time> granted(pipeline::rate_limiter limiter, const std::vector<boot_time>& asked)
{
    std::vector<boot_time> made;
    boot_time last = start;
    for (const boot_time now : asked) {
        last = std::max(last, now);
        const boot_time when = limiter.next(last);
        REQUIRE(when >= last);
        limiter.take(when);
        made.push_back(when);
        last = when;
    }
    return made;
}

} // namespace

TEST_CASE("rate limiter: at most rate * W + burst in any window, whatever the arrivals")
{
    const std::vector<boot_time> at_once(5000, start);
    CHECK(busiest_window(granted(pipeline::rate_limiter(rate{28, 60}), at_once)) <= 900);
    CHECK(busiest_window(granted(pipeline::rate_limiter(rate{28, 60}), at_once)) >= 890);

    std::mt19937 random(1);
    for (int round = 0; round < 20; ++round) {
        std::vector<boot_time> asked;
        boot_time now = start;
        for (int i = 0; i < 5000; ++i) {
            if (random() % 50 == 0)
                now += std::chrono::milliseconds(random() % 20000);
            asked.push_back(now);
        }
        const auto moments = granted(pipeline::rate_limiter(rate{28, 60}), asked);
        CHECK(busiest_window(moments) <= 900);
        CHECK(needed_burst(moments, 28) <= 60.001);
    }
}

TEST_CASE("rate limiter: a burst after a pause, then the rate")
{
    pipeline::rate_limiter limiter(rate{10, 3});
    for (int i = 0; i < 3; ++i) {
        CHECK(limiter.next(start) == start);
        limiter.take(start);
    }
    CHECK(limiter.next(start) == start + 100ms);
    CHECK(limiter.next(start, lane::foreground, 4) == start + 500ms);
    limiter.take(start + 100ms);
    CHECK(limiter.next(start + 100ms) == start + 200ms);
    CHECK(limiter.next(start + 1h) == start + 1h);
    CHECK(limiter.next(start + 1h, lane::foreground, 2) == start + 1h);
    CHECK(limiter.next(start + 1h, lane::foreground, 3) == start + 1h + 100ms);
}

TEST_CASE("rate limiter: background leaves half of the burst")
{
    pipeline::rate_limiter limiter(rate{10, 5});
    for (int i = 0; i < 3; ++i) {
        CHECK(limiter.next(start, lane::background) == start);
        limiter.take(start);
    }
    CHECK(limiter.next(start, lane::background) == start + 100ms);
    CHECK(limiter.next(start, lane::background, 1) == start + 200ms);
    limiter.take(start);
    limiter.take(start);
    CHECK(limiter.next(start) == start + 100ms);
    CHECK(limiter.next(start, lane::background) == start + 300ms);

    pipeline::rate_limiter single(rate{10, 1}); // there is no half of it
    CHECK(single.next(start, lane::background) == start);
}

TEST_CASE("rate limiter: drained, it has one permit and then the rate")
{
    pipeline::rate_limiter limiter(rate{10, 50});
    limiter.drain(start);
    CHECK(limiter.next(start) == start);
    limiter.take(start);
    CHECK(limiter.next(start) == start + 100ms);
    limiter.drain(start); // gives nothing back
    CHECK(limiter.next(start) == start + 100ms);
}

TEST_CASE("rate limiter: a clock that seems to go back a little gives no more permits")
{
    std::mt19937 random(3);
    pipeline::rate_limiter limiter(rate{28, 60});
    std::vector<boot_time> taken;
    boot_time now = start;
    for (int i = 0; i < 100000; ++i) {
        now += std::chrono::microseconds(random() % 20000);
        const boot_time seen = now - std::chrono::microseconds(random() % 100000);
        if (limiter.next(seen) > seen)
            continue;
        limiter.take(seen);
        taken.push_back(seen);
    }
    std::sort(taken.begin(), taken.end());
    CHECK(needed_burst(taken, 28) <= 60 + 28 * 0.1 + 0.001);
}

TEST_CASE("rate limiter: the ends of the clock")
{
    for (const rate limit : {rate{1e-9, 1}, rate{1, 1e9}, rate{1e9, 1e17}, rate{1e300, 1}, rate{28, 60}}) {
        CAPTURE(limit.per_second);
        CAPTURE(limit.burst);
        for (const boot_time now : {boot_time{}, start, boot_time::max() - 1ns, boot_time::max()}) {
            pipeline::rate_limiter limiter(limit);
            boot_time last = now;
            for (int i = 0; i < 20; ++i) {
                for (const lane who : {lane::foreground, lane::background})
                    for (const std::size_t ahead : {std::size_t(0), std::size_t(10000), ~std::size_t(0)})
                        CHECK(limiter.next(now, who, ahead) >= now);
                const boot_time when = limiter.next(last);
                CHECK(when >= last);
                last = when;
                limiter.take(when);
            }
            limiter.drain(last);
            CHECK(limiter.next(last) >= last);
        }
    }
    const pipeline::rate_limiter slow(rate{1e-9, 1});
    CHECK(slow.next(start, lane::foreground, 20) == boot_time::max());
}
