#include "cache/entry_backoff.hpp"

#include <doctest/doctest.h>

using namespace acs;
using namespace std::chrono_literals;
using cache::entry_backoff;

TEST_CASE("an entry's back-off doubles from 2 s to 60 s, from half of it on")
{
    const std::chrono::nanoseconds whole[] = {2s, 4s, 8s, 16s, 32s, 60s, 60s};
    for (unsigned failures = 1; failures <= std::size(whole); ++failures) {
        CAPTURE(failures);
        const auto expected = whole[failures - 1];
        CHECK(entry_backoff(failures, {}, {}, 0) == expected / 2);
        CHECK(entry_backoff(failures, {}, {}, 0.5) == expected * 3 / 4);
        CHECK(entry_backoff(failures, {}, {}, 0.999'999) <= expected);
        CHECK(entry_backoff(failures, {}, {}, 0.999'999) > expected - 100us);
    }
    CHECK(entry_backoff(0, {}, {}, 0) == 1s);
    CHECK(entry_backoff(0xffff'ffff, {}, {}, 0) == 30s);
}

TEST_CASE("an entry waits as long as the service asks for")
{
    CHECK(entry_backoff(1, 17s, {}, 0) == 17s);
    CHECK(entry_backoff(1, 300s, {}, 0.9) == 300s);
    CHECK(entry_backoff(6, 17s, {}, 0) == 30s);
    CHECK(entry_backoff(1, 0s, {}, 0) == 1s);
    CHECK(entry_backoff(1, -5s, {}, 0) == 1s);
}

TEST_CASE("an entry waits no longer than a quarter of the life that is left")
{
    CHECK(entry_backoff(6, {}, 60s, 0.5) == 15s);
    CHECK(entry_backoff(6, {}, 540s, 0.5) == 45s);
    CHECK(entry_backoff(6, {}, 1000s, 0.5) == 45s);
    CHECK(entry_backoff(1, 300s, 100s, 0.5) == 25s); // even if the service asks for more
}

TEST_CASE("an entry waits a second at least")
{
    CHECK(entry_backoff(6, {}, 3s, 0) == 1s);
    CHECK(entry_backoff(1, {}, 1ns, 0) == 1s);
    CHECK(entry_backoff(1, 300s, 2s, 0) == 1s);
}

TEST_CASE("an entry without a usable token has nothing to hurry for")
{
    CHECK(entry_backoff(6, {}, 0s, 0) == 30s);
    CHECK(entry_backoff(6, {}, -10s, 0) == 30s);
    CHECK(entry_backoff(1, 90s, -10s, 0) == 90s);
}
