#include "wire/http_date.hpp"

#include <doctest/doctest.h>

#include <clocale>
#include <string>

using namespace acs;
using namespace std::chrono;

namespace {

std::string format(wall_time value)
{
    const auto text = wire::format_http_date(value);
    return std::string(text.data(), text.size());
}

} // namespace

TEST_CASE("http date: formats with two-digit day and English names, whatever the locale")
{
    std::setlocale(LC_ALL, "de_DE.UTF-8");
    CHECK(format(sys_days(2023y / January / 9) + 17h + 55min + 58s) == "Mon, 09 Jan 2023 17:55:58 GMT");
    CHECK(format(sys_days(2024y / February / 29) + 999ms) == "Thu, 29 Feb 2024 00:00:00 GMT");
    CHECK(format(sys_days(1970y / January / 1)) == "Thu, 01 Jan 1970 00:00:00 GMT");
    CHECK(format(sys_days(2099y / December / 31) + 23h + 59min + 59s) == "Thu, 31 Dec 2099 23:59:59 GMT");
    std::setlocale(LC_ALL, "C");
}

TEST_CASE("http date: parsing is the inverse")
{
    for (auto time = sys_days(2019y / March / 1); time < sys_days(2029y / March / 1); time += days(17)) {
        const wall_time moment = time + 3h + 4min + 5s;
        CHECK(wire::parse_http_date(format(moment)) == moment);
    }
}

TEST_CASE("http date: what is none")
{
    for (const char* text :
         {"", "Mon, 9 Jan 2023 17:55:58 GMT", "Mon, 09 Jan 2023 17:55:58 UTC",
          "Mon, 09 Jan 2023 24:55:58 GMT", "Mon, 09 jan 2023 17:55:58 GMT", "Mon, 09 anF 2023 17:55:58 GMT",
          "Mon, 32 Jan 2023 17:55:58 GMT", "Tue, 30 Feb 2023 17:55:58 GMT", "Monday, 09-Jan-23 17:55:58 GMT",
          "Mon, 09 Jan 2023 17:60:58 GMT", "Mon, 09 Jan 9999 17:50:58 GMT", "Mon, +9 Jan 2023 17:55:58 GMT",
          "2023-01-09T17:55:58Z"}) {
        CAPTURE(text);
        CHECK_FALSE(wire::parse_http_date(text).has_value());
    }
}
