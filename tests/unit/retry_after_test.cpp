#include "wire/retry_after.hpp"

#include <doctest/doctest.h>

using namespace acs;
using namespace std::chrono;

namespace {

const wall_time now = sys_days(2026y / January / 1) + 12h;

std::optional<milliseconds> parse(std::vector<std::pair<std::string, std::string>> headers)
{
    wire::response answer;
    for (const auto& [name, value] : headers)
        answer.headers.add(name, value);
    return wire::retry_after(answer, now);
}

} // namespace

TEST_CASE("retry after: every form")
{
    CHECK(parse({{"Retry-After", "7"}}) == 7s);
    CHECK(parse({{"retry-after", " 7 "}}) == 7s);
    CHECK(parse({{"Retry-After", "0"}}) == 0s);
    CHECK(parse({{"retry-after-ms", "250"}}) == 250ms);
    CHECK(parse({{"x-ms-retry-after-ms", "251"}}) == 251ms);
    CHECK(parse({{"Retry-After", "Thu, 01 Jan 2026 12:00:30 GMT"}}) == 30s);
    CHECK(parse({{"Retry-After", "Thu, 01 Jan 2026 11:00:30 GMT"}}) == 0s);
}

TEST_CASE("retry after: a date is measured with the service's clock")
{
    CHECK(
        parse(
            {{"Date", "Thu, 01 Jan 2026 10:00:00 GMT"}, {"Retry-After", "Thu, 01 Jan 2026 10:00:09 GMT"}}) ==
        9s);
}

TEST_CASE("retry after: order of the headers")
{
    CHECK(parse({{"Retry-After", "9"}, {"x-ms-retry-after-ms", "2"}, {"retry-after-ms", "1"}}) == 1ms);
    CHECK(parse({{"Retry-After", "9"}, {"x-ms-retry-after-ms", "2"}}) == 2ms);
    CHECK(parse({{"Retry-After", "9"}, {"retry-after-ms", "soon"}}) == 9s);
}

TEST_CASE("retry after: bad values are ignored, large ones limited")
{
    CHECK_FALSE(parse({}));
    for (const char* text : {"", "soon", "-1", "+5", "1.5", "1e3", "5 s", "Thu, 01 Jan 2026"})
        CHECK_FALSE(parse({{"Retry-After", text}}));
    CHECK(parse({{"Retry-After", "999999999999999999"}}) == hours(24 * 365));
    CHECK(parse({{"Retry-After", "99999999999999999999999"}}) == hours(24 * 365));
}
