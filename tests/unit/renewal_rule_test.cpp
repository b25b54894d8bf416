#include "cache/renewal_rule.hpp"

#include <chrono>
#include <doctest/doctest.h>
#include <optional>

using acs::boot_time;
using acs::cache::renewed_before_end;
using acs::cache::renewed_by_life;
using namespace std::chrono_literals;

namespace {

constexpr boot_time start{24h};
constexpr double almost_one = 0.999999;

// A fraction like 0.7 has no exact double.
bool is_about(boot_time when, boot_time expected)
{
    return when > expected - 1us && when < expected + 1us;
}

} // namespace

TEST_CASE("renewal rule: by life, as the cache's entries")
{
    CHECK(is_about(renewed_by_life(start, start + 100min, std::nullopt, 0), start + 70min));
    const auto latest = renewed_by_life(start, start + 100min, std::nullopt, almost_one);
    CHECK(latest > start + 84min);
    CHECK(latest <= start + 85min);
}

TEST_CASE("renewal rule: by life, when the issuer says, and up to a minute later")
{
    CHECK(renewed_by_life(start, start + 24h, 12h, 0) == start + 12h);
    const auto latest = renewed_by_life(start, start + 24h, 12h, almost_one);
    CHECK(latest > start + 12h + 59s);
    CHECK(latest <= start + 12h + 1min);
    // Little is left after it: never in its second half.
    CHECK(renewed_by_life(start, start + 100s, 90s, almost_one) <= start + 95s);
}

TEST_CASE("renewal rule: by life, what the issuer says must lie in the token's life")
{
    for (const auto odd :
         {std::chrono::nanoseconds(0), std::chrono::nanoseconds(-1h), std::chrono::nanoseconds(2h)})
        CHECK(is_about(renewed_by_life(start, start + 100min, odd, 0), start + 70min));
}

TEST_CASE("renewal rule: by life, not sooner than in 30 s, unless the life is so short")
{
    CHECK(renewed_by_life(start, start + 40min, 1s, 0) == start + 30s);
    CHECK(is_about(renewed_by_life(start, start + 20s, std::nullopt, 0), start + 14s));
    CHECK(renewed_by_life(start, start + 20s, 1s, 0) == start + 10s);
    CHECK(renewed_by_life(start, start - 1s, std::nullopt, 0) == start);
}

TEST_CASE("renewal rule: before the end, 10 minutes")
{
    CHECK(renewed_before_end(start, start + 24h, std::nullopt, 0) == start + 24h - 10min);
    CHECK(renewed_before_end(start, start + 20min, std::nullopt, 0) == start + 10min);
    CHECK(renewed_before_end(start, start + 20min, 1min, 0) == start + 10min);
    CHECK(renewed_before_end(start, start + 10min + 1s, std::nullopt, 0) == start + 1s);
}

TEST_CASE("renewal rule: before the end, half of what is left within the window")
{
    CHECK(renewed_before_end(start, start + 10min, std::nullopt, 0) == start + 5min);
    CHECK(renewed_before_end(start, start + 7s, std::nullopt, 0) == start + 3500ms);
    CHECK(renewed_before_end(start, start + 1500ms, std::nullopt, 0) == start + 1s);
    CHECK(renewed_before_end(start, start + 1ms, std::nullopt, 0) == start + 1ms);
    CHECK(renewed_before_end(start, start, std::nullopt, 0) == start);
    CHECK(renewed_before_end(start, start - 1h, std::nullopt, 0) == start);
}

TEST_CASE("renewal rule: before the end, jitter is a tenth at most, and never beyond the end")
{
    for (const auto life :
         {std::chrono::nanoseconds(1ns), std::chrono::nanoseconds(500ms), std::chrono::nanoseconds(3s),
          std::chrono::nanoseconds(9min), std::chrono::nanoseconds(11min), std::chrono::nanoseconds(24h)}) {
        CAPTURE(life.count());
        const auto soonest = renewed_before_end(start, start + life, std::nullopt, 0);
        const auto latest = renewed_before_end(start, start + life, std::nullopt, almost_one);
        CHECK(latest >= soonest);
        CHECK(latest <= start + life);
        CHECK(latest - soonest <= 1min);
        CHECK(latest - soonest <= (start + life - soonest) / 10);
    }
    // What comes back the same after the jitter is in the window: no cascade of ever shorter waits.
    const auto latest = renewed_before_end(start, start + 20min, std::nullopt, almost_one);
    CHECK(renewed_before_end(latest, start + 20min, std::nullopt, 0) - latest > 4min);
}
