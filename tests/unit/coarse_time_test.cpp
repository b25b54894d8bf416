#include "cache/coarse_time.hpp"

#include <doctest/doctest.h>

using namespace acs;
using namespace std::chrono_literals;
using cache::coarse_clock;

namespace {

constexpr boot_time start{1'000'000s + 500ms};

} // namespace

TEST_CASE("the present is rounded up, an expiry down: what remains is never overestimated")
{
    const coarse_clock clock(start);
    for (int i = 0; i < 1000; ++i) {
        const boot_time now = start + i * 137ms;
        const boot_time expiry = start + 1h + i * 211ms;
        const auto left = std::chrono::seconds(clock.down(expiry) - clock.up(now));
        CHECK(left <= expiry - now);
        CHECK(left > expiry - now - 2s);
    }
    CHECK(clock.up(start) == 0);
    CHECK(clock.down(start) == 0);
    CHECK(clock.up(start + 1ns) == 1);
    CHECK(clock.down(start + 999'999'999ns) == 0);
    CHECK(clock.up(start + 1s) == 1);
    CHECK(clock.down(start + 1s) == 1);
}

TEST_CASE("moments that it can't tell are the nearest that it can")
{
    const coarse_clock clock(start);
    CHECK(clock.up(start - 1ns) == 0);
    CHECK(clock.down(start - 5s) == 0);
    CHECK(clock.down(boot_time()) == 0);
    CHECK(clock.down(boot_time::min()) == 0);
    CHECK(clock.up(boot_time::min()) == 0);
    const std::int64_t seconds = 0xffff'ffff;
    CHECK(clock.down(start + std::chrono::seconds(seconds)) == 0xffff'ffff);
    CHECK(clock.down(start + std::chrono::seconds(seconds + 1)) == 0xffff'ffff);
    CHECK(clock.up(start + std::chrono::seconds(seconds) + 1ns) == 0xffff'ffff);
    CHECK(clock.down(boot_time::max()) == 0xffff'ffff);
}

TEST_CASE("a clock that starts with the boot clock itself can tell its first and last moments")
{
    const coarse_clock clock{boot_time()};
    CHECK(clock.down(boot_time::max()) == 0xffff'ffff);
    CHECK(clock.up(boot_time::max()) == 0xffff'ffff);
    CHECK(clock.down(boot_time(1ns)) == 0);
    CHECK(clock.up(boot_time(1ns)) == 1);
}

TEST_CASE("there and back again gives no later moment of an expiry, and no earlier one of the present")
{
    const coarse_clock clock(start);
    for (int i = 0; i < 100; ++i) {
        const boot_time when = start + i * 777ms;
        CHECK(clock.at(clock.down(when)) <= when);
        CHECK(clock.at(clock.down(when)) > when - 1s);
        CHECK(clock.at(clock.up(when)) >= when);
        CHECK(clock.at(clock.up(when)) < when + 1s);
    }
    CHECK(clock.at(0) == clock.start());
    CHECK(clock.at(0xffff'ffff) - start == std::chrono::seconds(0xffff'ffff));
}

TEST_CASE("a duration in whole seconds is not shorter than it is")
{
    CHECK(coarse_clock::whole(0s) == 0);
    CHECK(coarse_clock::whole(1ns) == 1);
    CHECK(coarse_clock::whole(1s) == 1);
    CHECK(coarse_clock::whole(1s + 1ns) == 2);
    CHECK(coarse_clock::whole(-1ns) == 0);
    CHECK(coarse_clock::whole(-5s) == 0);
    CHECK(coarse_clock::whole(24h * 36500) == 36500u * 86400u);
    CHECK(coarse_clock::whole(std::chrono::nanoseconds::max()) == 0xffff'ffff);
    CHECK(coarse_clock::whole(std::chrono::nanoseconds::min()) == 0);
}
