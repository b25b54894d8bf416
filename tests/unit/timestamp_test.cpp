#include "wire/timestamp.hpp"

#include <doctest/doctest.h>

#include <acs/access_token.hpp>

using namespace acs;
using namespace std::chrono;

TEST_CASE("timestamp: any number of fraction digits, Z or an offset")
{
    const wall_time base = sys_days(2023y / January / 10) + 17h + 56min;
    CHECK(wire::parse_timestamp("2023-01-10T17:56:00.7844833+00:00") == base + 784483300ns);
    CHECK(wire::parse_timestamp("2023-01-10T17:56:00Z") == base);
    CHECK(wire::parse_timestamp("2023-01-10t17:56:00z") == base);
    CHECK(wire::parse_timestamp("2023-01-10T17:56:00.5Z") == base + 500ms);
    CHECK(wire::parse_timestamp("2023-01-10T17:56:00.123456789123Z") == base + 123456789ns);
    CHECK(wire::parse_timestamp("2023-01-10T19:26:00+01:30") == base);
    CHECK(wire::parse_timestamp("2023-01-10T09:56:00.000-08:00") == base);
    CHECK(wire::parse_timestamp("2023-01-10T17:56:00-00:00") == base);
    CHECK(wire::parse_timestamp("2024-02-29T00:00:00Z") == wall_time(sys_days(2024y / February / 29)));
}

TEST_CASE("timestamp: what nanoseconds can't count is clamped")
{
    CHECK(wire::parse_timestamp("9999-12-31T23:59:59.9999999+00:00") == acs::wall_time::max());
    CHECK(wire::parse_timestamp("0001-01-01T00:00:00Z") == acs::wall_time::min());
    CHECK_FALSE(wire::parse_timestamp("9999-12-31T23:59:59.9999999").has_value());
}

TEST_CASE("timestamp: what is none")
{
    for (const char* text :
         {"", "2023-01-10", "2023-01-10T17:56:00", "2023-01-10 17:56:00Z", "2023-01-10T17:56:00.Z",
          "2023-01-10T17:56:00.+00:00", "2023-01-10T17:56:00+0000", "2023-01-10T17:56:00+24:00",
          "2023-01-10T17:56:00Zx", "2023-13-10T17:56:00Z", "2023-02-29T17:56:00Z", "2023-01-10T24:56:00Z",
          "2023-01-10T17:60:00Z", "+023-01-10T17:56:00Z", "2023-01-10T17:56:61Z", "2023/01/10T17:56:00Z",
          "1673373360", "2023-01-10T17:56:00.7844833\\u002B00:00"}) {
        CAPTURE(text);
        CHECK_FALSE(wire::parse_timestamp(text).has_value());
    }
}

TEST_CASE("timestamp: to_string writes what the service writes")
{
    const std::string_view text = "2022-10-11T07:34:29.9028648+00:00";
    CHECK(to_string(wire::parse_timestamp(text).value()) == text);
    CHECK(to_string(wall_time()) == "1970-01-01T00:00:00.0000000+00:00");
    CHECK(to_string(wall_time(-1ns)) == "1969-12-31T23:59:59.9999999+00:00");
    CHECK(to_string(wall_time(-1s)) == "1969-12-31T23:59:59.0000000+00:00");
    CHECK(to_string(wall_time::min()) == "1677-09-21T00:12:43.1452241+00:00");
    CHECK(to_string(wall_time::max()) == "2262-04-11T23:47:16.8547758+00:00");
}
