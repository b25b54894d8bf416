#include "pipeline/slowed_time.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace acs;
using namespace std::chrono_literals;
using pipeline::slowed_time;

namespace {

constexpr boot_time start(24h);

std::chrono::nanoseconds distance(boot_time a, boot_time b)
{
    return a > b ? a - b : b - a;
}

} // namespace

TEST_CASE("slowed time: undisturbed, it is the time")
{
    const slowed_time time;
    for (const boot_time now : {boot_time{}, start, boot_time::max()}) {
        CHECK(time.at(now) == now);
        CHECK(time.earliest(now, now) == now);
        CHECK(time.speed(now) == doctest::Approx(1));
    }
    CHECK(time.earliest(start + 5s, start) == start + 5s);
    CHECK(time.earliest(start - 5s, start) == start);
    CHECK(time.earliest(boot_time::max(), start) == boot_time::max());
}

TEST_CASE("slowed time: a stop")
{
    slowed_time time;
    time.stop(start, start + 7s);
    CHECK(time.stopped(start));
    CHECK(time.at(start + 6s) == start);
    CHECK(time.earliest(start - 1h, start) == start + 7s);
    CHECK(time.earliest(start, start + 3s) == start + 7s);
    CHECK(time.earliest(start + 2s, start + 3s) == start + 9s);
    time.stop(start + 3s, start + 5s); // not shortened
    CHECK(time.earliest(start, start) == start + 7s);
    time.stop(start + 3s, start + 8s);
    CHECK(time.earliest(start, start) == start + 8s);
    CHECK_FALSE(time.stopped(start + 8s));
    CHECK(time.at(start + 10s) == start + 2s);
}

TEST_CASE("slowed time: half the speed, recovered in a straight line within 30 s")
{
    slowed_time time;
    time.stop(start, start + 10s);
    time.slow_down(0.5);
    const boot_time resumed = start + 10s;
    CHECK(time.speed(start) == doctest::Approx(0.5));
    CHECK(time.speed(resumed + 15s) == doctest::Approx(0.75));
    CHECK(time.speed(resumed + 30s) == doctest::Approx(1));
    CHECK(distance(time.at(resumed + 15s), start + 9375ms) <= 2ns); // 0.5 * 15 + 0.5 * 225 / 60
    CHECK(distance(time.at(resumed + 30s), start + 22500ms) <= 2ns);
    CHECK(distance(time.at(resumed + 100s), start + 92500ms) <= 2ns);
    CHECK(distance(time.earliest(start + 92500ms, start), resumed + 100s) <= 2ns);

    time.slow_down(0.8); // never faster
    CHECK(time.speed(start) == doctest::Approx(0.5));
    time.stop(resumed + 15s, resumed + 20s);
    CHECK(time.speed(resumed + 15s) == doctest::Approx(0.75)); // goes on as it was
    time.slow_down(-1);
    CHECK(time.speed(start) == doctest::Approx(0));
    CHECK(time.at(resumed + 21s) > time.at(resumed + 20s));
}

TEST_CASE("slowed time: never backwards, never faster than time; earliest is the inverse")
{
    for (const unsigned seed : {1U, 2U, 3U, 4U, 5U, 6U, 7U, 8U}) {
        CAPTURE(seed);
        std::mt19937_64 random(seed);
        slowed_time time;
        boot_time now = start;
        boot_time shown = time.at(now);
        for (int i = 0; i < 20000; ++i) {
            const auto step =
                std::chrono::nanoseconds(random() % (random() % 10 == 0 ? 20'000'000'000 : 1000));
            now += step;
            const boot_time next = time.at(now);
            CHECK(next >= shown);
            CHECK(next - shown <= step + 2ns);
            shown = next;
            if (random() % 100 == 0)
                time.stop(now, now + std::chrono::nanoseconds(random() % 10'000'000'000));
            if (random() % 100 == 0 && time.stopped(now))
                time.slow_down(static_cast<double>(random() % 1000) / 1000);
            CHECK(time.at(now) == shown);

            const boot_time wanted =
                shown + std::chrono::nanoseconds(random() % (random() % 2 == 0 ? 40'000'000'000 : 1000));
            const boot_time when = time.earliest(wanted, now);
            REQUIRE(when >= now);
            REQUIRE(!time.stopped(when));
            REQUIRE(time.at(when) >= wanted);
            if (when > now && !time.stopped(when - 10us))
                REQUIRE(time.at(when - 10us) <= wanted);
        }
    }
}

TEST_CASE("slowed time: the end of the clock")
{
    slowed_time time;
    time.stop(start, boot_time::max());
    CHECK(time.at(boot_time::max() - 1ns) == start);
    CHECK(time.earliest(start, start) == boot_time::max());
    CHECK(time.earliest(start + 1s, start) == boot_time::max());
    CHECK(time.earliest(boot_time::max(), start) == boot_time::max());

    slowed_time slow;
    slow.stop(start, start);
    slow.slow_down(0);
    CHECK(slow.earliest(boot_time::max(), start) == boot_time::max());
    CHECK(slow.earliest(boot_time::max() - 1s, start) == boot_time::max());
    CHECK(slow.at(boot_time::max()) <= boot_time::max() - 15s);
}
