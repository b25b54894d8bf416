#include "cache/resource_health.hpp"

#include <doctest/doctest.h>

using namespace acs;
using namespace std::chrono_literals;
using cache::resource_health;
using failure = resource_health::failure;
using state = resource_health::state;

namespace {

constexpr boot_time start{1000s};

void fail(
    resource_health& health, failure kind, boot_time now, int times = 1,
    std::optional<std::chrono::milliseconds> retry_after = {}, double random = 0)
{
    for (int i = 0; i < times; ++i)
        health.failed(kind, now, retry_after, random);
}

// When the next call may go, checked with both questions.
boot_time next(const resource_health& health, boot_time now)
{
    const boot_time then = health.next_start(now);
    CHECK(health.may_start(now) == (then == now));
    CHECK(health.may_start(then));
    if (then > now)
        CHECK(!health.may_start(then - 1ns));
    return then;
}

// The probe starts when it may, and ends a second later by the same failure.
boot_time probe(resource_health& health, failure kind, boot_time now)
{
    const boot_time then = next(health, now);
    health.probe_started(then);
    CHECK(!health.may_start(then));
    fail(health, kind, then + 1s);
    return then;
}

} // namespace

TEST_CASE("a resource is healthy until five calls in a row have failed")
{
    resource_health health;
    CHECK(health.current() == state::closed);
    fail(health, failure::transient, start, 4);
    CHECK(health.failures() == 4);
    CHECK(health.current() == state::closed);
    CHECK(next(health, start) == start);
    health.succeeded(start);
    CHECK(health.failures() == 0);
    fail(health, failure::transient, start, 4);
    CHECK(health.current() == state::closed);
    fail(health, failure::transient, start);
    CHECK(health.current() == state::open);
    CHECK(next(health, start) == start + 5s);
    CHECK(next(health, start + 7s) == start + 7s);
}

TEST_CASE("an open resource gets a probe every 5 s, and a success closes it")
{
    resource_health health;
    fail(health, failure::transient, start, 5);
    boot_time last = start;
    for (int i = 0; i < 20; ++i) {
        const boot_time then = probe(health, failure::transient, last + 1s);
        CHECK(then == last + 5s);
        CHECK(health.current() == state::open);
        last = then;
    }
    health.probe_started(last + 5s);
    health.succeeded(last + 6s);
    CHECK(health.current() == state::closed);
    CHECK(next(health, last + 6s) == last + 6s);
    fail(health, failure::transient, last + 6s, 4); // counts anew
    CHECK(health.current() == state::closed);
}

TEST_CASE("calls that were on their way when it opened do not put the probe off")
{
    resource_health health;
    fail(health, failure::transient, start, 5);
    for (int i = 1; i < 100; ++i)
        fail(health, failure::transient, start + i * 100ms);
    CHECK(next(health, start + 10s) == start + 10s);
    CHECK(health.failures() == 5);
}

TEST_CASE("a probe that never ends is followed by another")
{
    resource_health health;
    fail(health, failure::transient, start, 5);
    health.probe_started(start + 5s);
    CHECK(next(health, start + 5s) == start + 10s);
}

TEST_CASE("a late probe is followed by the next one 5 s after it")
{
    resource_health health;
    fail(health, failure::transient, start, 5);
    health.probe_started(start + 8h); // a suspend
    CHECK(next(health, start + 8h) == start + 8h + 5s);
}

TEST_CASE("a Retry-After puts the probe off, by a minute at most, and is spread over a second")
{
    resource_health health;
    fail(health, failure::transient, start, 4);
    fail(health, failure::transient, start, 1, 30s);
    CHECK(next(health, start) == start + 30s);
    fail(health, failure::transient, start, 1, 40s, 0.5);
    CHECK(next(health, start) == start + 40s + 500ms);
    fail(health, failure::transient, start, 1, 10s); // not earlier again
    CHECK(next(health, start) == start + 40s + 500ms);
    fail(health, failure::transient, start, 1, 24h);
    CHECK(next(health, start) == start + 60s);
    fail(health, failure::transient, start, 1, std::chrono::milliseconds::max());
    CHECK(next(health, start) == start + 60s);

    resource_health other;
    fail(other, failure::transient, start, 5, 2s); // probes are no faster for it
    CHECK(next(other, start) == start + 5s);

    resource_health closed; // one failure stops nobody: the entry that has it backs off by itself
    fail(closed, failure::transient, start, 1, 30s);
    CHECK(next(closed, start) == start);
}

TEST_CASE("a rejected key stops the resource at once, with probes of 5 s to 60 s")
{
    resource_health health;
    fail(health, failure::authorisation, start);
    CHECK(health.current() == state::stopped);
    CHECK(next(health, start) == start + 5s);
    boot_time answered = start;
    for (const auto wait : {5s, 10s, 20s, 40s, 60s, 60s, 60s}) {
        const boot_time then = probe(health, failure::authorisation, answered);
        CHECK(then == answered + wait);
        CHECK(health.current() == state::stopped);
        answered = then + 1s;
    }
    const boot_time then = next(health, answered);
    health.probe_started(then);
    health.succeeded(then + 1s);
    CHECK(health.current() == state::closed);
    CHECK(next(health, then + 1s) == then + 1s);
    fail(health, failure::authorisation, then + 2s); // from the beginning again
    CHECK(next(health, then + 2s) == then + 7s);
}

TEST_CASE("rejections of calls that were on their way do not slow the probes down")
{
    resource_health health;
    for (int i = 0; i < 50; ++i)
        fail(health, failure::authorisation, start + i * 10ms);
    CHECK(next(health, start + 1s) == start + 5s);
    health.probe_started(start + 5s);
    for (int i = 0; i < 50; ++i)
        fail(health, failure::authorisation, start + 6s + i * 10ms);
    CHECK(next(health, start + 7s) == start + 16s); // one doubling
}

TEST_CASE("a stopped resource whose probe gets no answer stays stopped, as slow as before")
{
    resource_health health;
    fail(health, failure::authorisation, start);
    boot_time last = start;
    for (int i = 0; i < 10; ++i) {
        const boot_time then = probe(health, failure::transient, last);
        CHECK(then == last + 5s);
        CHECK(health.current() == state::stopped);
        last = then;
    }
    fail(health, failure::authorisation, last + 1s); // the last probe's answer after all
    CHECK(next(health, last + 1s) == last + 11s);
}

TEST_CASE("a rejection stops a resource that is open")
{
    resource_health health;
    fail(health, failure::transient, start, 5);
    health.probe_started(start + 5s);
    fail(health, failure::authorisation, start + 6s);
    CHECK(health.current() == state::stopped);
    CHECK(next(health, start + 6s) == start + 11s);
    health.succeeded(start + 7s);
    CHECK(health.current() == state::closed);
}

TEST_CASE("throttling changes nothing")
{
    resource_health health;
    fail(health, failure::throttled, start, 100, 30s);
    CHECK(health.current() == state::closed);
    CHECK(health.failures() == 0);
    fail(health, failure::transient, start, 4);
    fail(health, failure::throttled, start); // nor is it a success
    fail(health, failure::transient, start);
    CHECK(health.current() == state::open);
    fail(health, failure::throttled, start, 1, 30s);
    CHECK(next(health, start) == start + 5s);
}

TEST_CASE("a probe of a healthy resource is a call like any other")
{
    resource_health health;
    health.probe_started(start);
    CHECK(next(health, start) == start);
}
