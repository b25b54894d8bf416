#include "wire/clock_skew.hpp"

#include <doctest/doctest.h>

using namespace acs;
using namespace std::chrono;

namespace {

const wall_time now = sys_days(2026y / January / 1) + 12h;

std::optional<seconds> skew(const char* date, wall_time at = now)
{
    wire::response answer;
    answer.headers = {{"date", date}};
    return wire::clock_skew(answer, at);
}

} // namespace

TEST_CASE("clock skew: how far the machine's clock is ahead of the answer's date")
{
    CHECK(skew("Thu, 01 Jan 2026 11:50:00 GMT") == 10min);
    CHECK(skew("Thu, 01 Jan 2026 12:10:00 GMT") == -10min);
    CHECK(skew(" Wed, 31 Dec 2025 12:00:00 GMT ") == 24h);
}

TEST_CASE("clock skew: up to a minute is none")
{
    CHECK_FALSE(skew("Thu, 01 Jan 2026 12:00:00 GMT"));
    CHECK_FALSE(skew("Thu, 01 Jan 2026 11:59:00 GMT"));
    CHECK_FALSE(skew("Thu, 01 Jan 2026 12:01:00 GMT"));
    CHECK_FALSE(skew("Thu, 01 Jan 2026 11:59:00 GMT", now + 999ms));
    CHECK(skew("Thu, 01 Jan 2026 11:59:00 GMT", now + 1s) == 61s);
    CHECK(skew("Thu, 01 Jan 2026 12:01:00 GMT", now - 1ns) == -61s);
}

TEST_CASE("clock skew: without a date that can be read nothing is known")
{
    CHECK_FALSE(wire::clock_skew(wire::response(), now));
    for (const char* date : {"", "yesterday", "2026-01-01T00:00:00Z", "Thu, 01 Jan 2026 25:00:00 GMT"}) {
        CAPTURE(date);
        CHECK_FALSE(skew(date));
    }
}
