#include "pipeline/recent_permits.hpp"

#include <doctest/doctest.h>

#include <random>
#include <vector>

using namespace acs;
using namespace std::chrono_literals;

TEST_CASE("recent permits: a steady rate is measured exactly, at any moment of a second")
{
    pipeline::recent_permits recent;
    boot_time now(24h);
    CHECK(recent.per_second(now) == 0);
    for (int i = 0; i < 10000; ++i, now += 10ms) {
        recent.add(now);
        if (i >= 3100)
            REQUIRE(recent.per_second(now) == doctest::Approx(100).epsilon(0.001));
    }
    CHECK(recent.per_second(now + 15s) == doctest::Approx(50).epsilon(0.05));
    CHECK(recent.per_second(now) == doctest::Approx(50).epsilon(0.05)); // it doesn't go back
    CHECK(recent.per_second(now + 31s) == 0);
    recent.add(now);
    CHECK(recent.per_second(boot_time::max()) == 0);
}

TEST_CASE("recent permits: any pattern, over 30 s to a second more")
{
    for (const unsigned seed : {1U, 2U, 3U}) {
        CAPTURE(seed);
        std::mt19937 random(seed);
        pipeline::recent_permits recent;
        std::vector<boot_time> all;
        boot_time now(24h);
        for (int i = 0; i < 5000; ++i) {
            now += std::chrono::milliseconds(random() % (random() % 50 == 0 ? 60000 : 100));
            recent.add(now);
            all.push_back(now);
            const auto within = [&](std::chrono::seconds window) {
                int count = 0;
                for (auto at = all.rbegin(); at != all.rend() && *at > now - window; ++at)
                    ++count;
                return count;
            };
            REQUIRE(recent.per_second(now) * 31 >= within(30s));
            REQUIRE(recent.per_second(now) * 30 <= within(31s) + 0.001);
        }
    }
}
