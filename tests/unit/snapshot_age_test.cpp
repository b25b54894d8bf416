#include "cache/snapshot_age.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace acs;
using namespace acs::cache;
using namespace std::chrono;

namespace {

const wall_time noon = sys_days(2026y / January / 1) + 12h;

snapshot_header saved_at(wall_time utc, boot_time boot, const char* id)
{
    snapshot_header header;
    header.saved_utc = utc;
    header.saved_boot = boot;
    header.boot_id = id;
    return header;
}

} // namespace

TEST_CASE("snapshot age: in the same boot, the boot clock alone counts")
{
    const auto header = saved_at(noon, boot_time(1h), "a");
    CHECK(elapsed(header, noon + 10s, boot_time(1h + 7ns), "a").value() == 7ns);
    CHECK(elapsed(header, noon - 1h, boot_time(1h), "a").value() == 0ns); // the civil clock was put back
    CHECK(elapsed(header, noon + 1h, boot_time(1h + 2s), "a").value() == 2s);
    CHECK(elapsed(header, noon + 1h, boot_time(1h - 1ns), "a").error() == errc::snapshot_outdated);
}

TEST_CASE("snapshot age: in another boot, the civil clock counts")
{
    const auto header = saved_at(noon, boot_time(1h), "a");
    CHECK(elapsed(header, noon + 10s, boot_time(9h), "b").value() == 10s);
    CHECK(elapsed(header, noon + 10s, boot_time(1s), "b").value() == 10s);
    CHECK(elapsed(header, noon, boot_time(9h), "b").value() == 0ns);
    CHECK(elapsed(header, noon - 1ns, boot_time(9h), "b").error() == errc::snapshot_outdated);
}

TEST_CASE("snapshot age: boots without a name are not the same")
{
    CHECK(elapsed(saved_at(noon, boot_time(1h), ""), noon + 3s, boot_time(2h), "").value() == 3s);
    CHECK(elapsed(saved_at(noon, boot_time(1h), "a"), noon + 3s, boot_time(2h), "").value() == 3s);
    CHECK(elapsed(saved_at(noon, boot_time(1h), ""), noon + 3s, boot_time(2h), "a").value() == 3s);
}

TEST_CASE("snapshot age: clocks that show anything do no harm")
{
    const auto earliest = saved_at(wall_time(), boot_time(), "a");
    CHECK(elapsed(earliest, wall_time::max(), boot_time(), "b").value() == nanoseconds::max());
    CHECK(elapsed(earliest, wall_time(), boot_time::max(), "a").value() == nanoseconds::max());
    const auto latest = saved_at(wall_time::max(), boot_time::max(), "a");
    CHECK(elapsed(latest, wall_time::min(), boot_time(), "b").error() == errc::snapshot_outdated);
    CHECK(elapsed(latest, wall_time(), boot_time::min(), "a").error() == errc::snapshot_outdated);
    const auto never = saved_at(wall_time::min(), boot_time::min(), "a");
    CHECK(elapsed(never, wall_time::max(), boot_time(), "b").error() == errc::snapshot_outdated);
    const std::string text = elapsed(latest, noon, boot_time(), "a").error().message();
    CHECK(text.find("saved in the future: one of the clocks") != std::string::npos);
}
