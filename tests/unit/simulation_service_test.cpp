#include "emulator/quotas/quota_window.hpp"
#include "simulation/call_window.hpp"
#include "simulation/flight_queue.hpp"
#include "simulation/service_model.hpp"

#include <doctest/doctest.h>

#include <random>
#include <vector>

using namespace acs;
using namespace simulation;
using namespace std::chrono_literals;

TEST_CASE("simulation: the window of 30 s is open at its old end")
{
    call_window window;
    const boot_time start(24h);
    CHECK(window.add(start) == 1);
    CHECK(window.add(start + 30s - 1ns) == 2);
    CHECK(window.add(start + 30s) == 2);
    CHECK(window.peak() == 2);
    CHECK(window.take_recent_peak(start + 30s) == 2);
    CHECK(window.take_recent_peak(start + 60s) == 2);
    CHECK(window.take_recent_peak(start + 61s) == 0);
    CHECK(window.until_room(2, start + 61s) == 0s);
    CHECK(window.until_room(0, start + 61s) == 30s);
}

TEST_CASE("simulation: the window counts as the emulator's does")
{
    std::mt19937 random(7);
    call_window ours;
    emulation::quota_window theirs(30s);
    std::chrono::nanoseconds now = 24h;
    for (int i = 0; i < 3000; ++i) {
        now += std::chrono::milliseconds(random() % (random() % 20 == 0 ? 9000 : 300));
        const boot_time boot{now};
        const wall_time wall{now};
        REQUIRE(ours.add(boot) == theirs.add(wall));
        for (const std::size_t limit : {0U, 1U, 20U, 100U, 1000U})
            REQUIRE(ours.until_room(limit, boot) == theirs.until_room(limit, wall));
        REQUIRE(ours.peak() == theirs.peak());
    }
}

TEST_CASE("simulation: the service refuses what is over the quota, and counts it")
{
    service_rules rules;
    rules.limit = 10;
    service_model service(rules);
    boot_time now(24h);
    for (int i = 0; i < 10; ++i, now += 1s)
        CHECK(service.call(now).what == service_answer::kind::issued);
    const service_answer refused = service.call(now);
    CHECK(refused.what == service_answer::kind::throttled);
    CHECK(refused.at == now + 50ms);
    // The second call has to leave the window, which is 1 s after the first: at 31 s.
    CHECK(refused.retry_after == 21s);
    CHECK(service.throttled() == 1);
    CHECK(service.calls() == 11);
    CHECK(service.call(now + refused.retry_after).what == service_answer::kind::issued);
}

TEST_CASE("simulation: answers come in order, and what was sent before the service's return is given up once")
{
    const boot_time now(24h);
    flight_queue flights;
    CHECK(flights.next() == boot_time::max());
    CHECK(!flights.take(boot_time::max()).has_value());
    const auto send = [&](cache::entry_index entry, std::chrono::seconds sent, bool renewal) {
        flight_queue::flight made;
        made.answer.at = now + (entry == 4 ? 6s : sent + 20s);
        made.sent = now + sent;
        made.entry = entry;
        made.background = renewal;
        flights.add(made);
    };
    send(1, 0s, true);
    send(2, 1s, false);
    send(3, 3s, true);
    send(4, 5s, true);
    CHECK(flights.next() == now + 6s);
    CHECK(!flights.take(now + 6s - 1ns).has_value());
    CHECK(flights.take(now + 6s).value_or(flight_queue::flight()).entry == 4);
    CHECK(flights.recall(now + 3s) == std::vector<cache::entry_index>{1});
    CHECK(flights.recall(now + 5s) == std::vector<cache::entry_index>{3});
    for (const bool given_up : {true, false, true}) {
        const auto landed = flights.take(now + 1min);
        REQUIRE(landed.has_value());
        CHECK(landed->given_up == given_up);
    }
    CHECK(!flights.take(now + 1min).has_value());
}

TEST_CASE("simulation: in an outage calls fail, and a cut lowers the limit")
{
    const boot_time now(24h);
    service_rules rules;
    rules.latency = 100ms;
    rules.failure_takes = 10s;
    rules.outage = {now + 10s, now + 20s};
    rules.cut = {now + 100s, now + 200s};
    rules.cut_limit = 1;
    service_model service(rules);
    const auto outcome = [&](std::chrono::nanoseconds after) {
        return service.call(now + after).what;
    };
    using kind = service_answer::kind;
    CHECK(outcome(9900ms) == kind::issued);
    const service_answer failed = service.call(now + 9950ms); // it arrives 50 ms later
    CHECK(failed.what == kind::unavailable);
    CHECK(failed.at == now + 19950ms);
    CHECK(outcome(19949ms) == kind::unavailable);
    CHECK(outcome(19950ms) == kind::issued);
    CHECK(outcome(100s) == kind::issued);
    CHECK(outcome(101s) == kind::throttled);
    CHECK(outcome(250s) == kind::issued);
    CHECK(outcome(250s) == kind::issued);
    CHECK(service.calls() == 8);
}
