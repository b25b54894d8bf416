#include "entra/local_clock.hpp"

#include <cstdlib>
#include <doctest/doctest.h>
#include <optional>
#include <string>

using namespace std::chrono;
using acs::entra::from_local_clock;

namespace {

class time_zone
{
public:
    explicit time_zone(const char* zone)
    {
        if (const char* const before = std::getenv("TZ"))
            before_ = before;
        ::setenv("TZ", zone, 1);
    }
    time_zone(const time_zone&) = delete;
    time_zone& operator=(const time_zone&) = delete;
    ~time_zone()
    {
        if (before_)
            ::setenv("TZ", before_->c_str(), 1);
        else
            ::unsetenv("TZ");
    }

private:
    std::optional<std::string> before_;
};

} // namespace

TEST_CASE("local clock: winter, summer, the hour that comes twice, and the one that never comes")
{
    const time_zone new_york("EST5EDT,M3.2.0,M11.1.0");
    const auto at = [](local_days day, seconds time) {
        return from_local_clock(day + time);
    };
    CHECK(at(local_days(2026y / 1 / 15), 12h) == sys_days(2026y / 1 / 15) + 17h);
    CHECK(at(local_days(2026y / 7 / 15), 12h) == sys_days(2026y / 7 / 15) + 16h);
    CHECK(at(local_days(2026y / 11 / 1), 30min) == sys_days(2026y / 11 / 1) + 4h + 30min);
    CHECK(at(local_days(2026y / 11 / 1), 1h + 30min) == sys_days(2026y / 11 / 1) + 5h + 30min);
    CHECK(at(local_days(2026y / 11 / 1), 2h + 30min) == sys_days(2026y / 11 / 1) + 7h + 30min);
    const auto never = at(local_days(2026y / 3 / 8), 2h + 30min);
    CHECK(never >= sys_days(2026y / 3 / 8) + 6h + 30min);
    CHECK(never <= sys_days(2026y / 3 / 8) + 7h + 30min);
    CHECK(at(local_days(2026y / 12 / 31), 23h) == sys_days(2027y / 1 / 1) + 4h);
}

TEST_CASE("local clock: UTC, and a zone without summer time")
{
    {
        const time_zone utc("UTC0");
        CHECK(from_local_clock(local_days(2026y / 7 / 15) + 1s) == sys_days(2026y / 7 / 15) + 1s);
    }
    const time_zone india("IST-5:30");
    CHECK(from_local_clock(local_days(2026y / 7 / 15)) == sys_days(2026y / 7 / 14) + 18h + 30min);
}
