#include "emulator/encoding/http_date.hpp"
#include "emulator/encoding/iso_time.hpp"

#include <chrono>
#include <doctest/doctest.h>

using namespace acs::emulation;
using namespace std::chrono;

TEST_CASE("emulator dates: the HTTP form goes there and back")
{
    const acs::wall_time when = sys_days(2023y / January / 9) + 17h + 55min + 58s + 999'999'999ns;
    CHECK(format_http_date(when) == "Mon, 09 Jan 2023 17:55:58 GMT");
    CHECK(parse_http_date("Mon, 09 Jan 2023 17:55:58 GMT") == floor<seconds>(when));
    for (int day = 0; day < 800; ++day) {
        const acs::wall_time at = sys_days(2023y / December / 1) + days(day) + seconds(day * 107);
        CHECK(parse_http_date(format_http_date(at)) == at);
    }
    CHECK(parse_http_date("Thu, 29 Feb 2024 00:00:00 GMT"));
}

TEST_CASE("emulator dates: only the exact HTTP form is read")
{
    for (const char* text :
         {"", "Mon, 9 Jan 2023 17:55:58 GMT", "Tue, 09 Jan 2023 17:55:58 GMT",
          "mon, 09 Jan 2023 17:55:58 GMT", "Mon, 09 Jan 2023 17:55:58 UTC", "Mon, 09 Jan 2023 24:00:00 GMT",
          "Mon, 09 Jan 2023 17:60:58 GMT", "Mon, 09 Jan 2023 17:55:60 GMT", "Mon, 30 Feb 2023 17:55:58 GMT",
          "Wed, 29 Feb 2023 17:55:58 GMT", "Mon, 09 Jan 2023 17:55:58 GMT ", "Mon, 09 Jen 2023 17:55:58 GMT",
          "Mon, 09-Jan-2023 17:55:58 GMT", "2023-01-09T17:55:58Z", "Mon, 09 Jan 0023 17:55:58 GMT",
          "Mon, 09 Jan 9999 17:55:58 GMT"})
        CHECK_MESSAGE(!parse_http_date(text), text);
}

TEST_CASE("emulator dates: expiresOn has seven digits and an offset")
{
    const acs::wall_time when = sys_days(2023y / January / 10) + 17h + 56min + 784'483'399ns;
    CHECK(format_expires_on(when) == "2023-01-10T17:56:00.7844833+00:00");
    CHECK(format_expires_on(sys_days(2024y / February / 29)) == "2024-02-29T00:00:00.0000000+00:00");
}
