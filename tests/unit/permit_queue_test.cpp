#include "pipeline/permit_queue.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <vector>

using namespace acs;
using namespace std::chrono_literals;
using pipeline::permit_queue;
using verdict = pipeline::permit_answer::verdict;

namespace {

constexpr boot_time start(24h);
constexpr boot_time never = boot_time::max();

struct waiter final : pipeline::permit_place
{
    explicit waiter(lane who) : permit_place(who) {}
    void wake() noexcept override { ++woken; }
    int woken = 0;
};

// One permit each 100 ms; the first is taken.
struct fixture
{
    permit_queue queue{rate{10, 1}, 5};
    waiter fore[6]{waiter(lane::foreground), waiter(lane::foreground), waiter(lane::foreground),
                   waiter(lane::foreground), waiter(lane::foreground), waiter(lane::foreground)};
    waiter back[6]{waiter(lane::background), waiter(lane::background), waiter(lane::background),
                   waiter(lane::background), waiter(lane::background), waiter(lane::background)};

    fixture() { CHECK(queue.take_now(lane::foreground, start)); }

    // Gets in line, and is told this moment.
    void enter(waiter& who, std::chrono::milliseconds at, std::chrono::milliseconds told)
    {
        const auto answer = queue.enter(who, start + at, never);
        REQUIRE(answer.what == verdict::wait);
        CHECK(answer.look_at == start + told);
    }

    void told(waiter& who, std::chrono::milliseconds at, std::chrono::milliseconds told)
    {
        const auto answer = queue.look_again(who, start + at, never);
        REQUIRE(answer.what == verdict::wait);
        CHECK(answer.look_at == start + told);
    }

    void granted(waiter& who, std::chrono::milliseconds at)
    {
        CHECK(queue.look_again(who, start + at, never).what == verdict::granted);
    }
};

} // namespace

TEST_CASE_FIXTURE(fixture, "permit queue: in order of arrival, each at its own moment, nobody is woken")
{
    for (int i = 0; i < 5; ++i)
        enter(fore[i], 0ms, (i + 1) * 100ms);
    CHECK_FALSE(queue.take_now(lane::foreground, start + 100ms)); // it is the first one's
    told(fore[1], 100ms, 200ms);
    for (int i = 0; i < 5; ++i)
        granted(fore[i], (i + 1) * 100ms);
    for (const waiter& who : fore)
        CHECK(who.woken == 0);
    CHECK_FALSE(queue.take_now(lane::foreground, start + 599ms));
    CHECK(queue.take_now(lane::foreground, start + 600ms));
}

TEST_CASE_FIXTURE(fixture, "permit queue: foreground goes before background that came earlier")
{
    enter(back[0], 0ms, 100ms);
    enter(back[1], 0ms, 200ms);
    enter(fore[0], 50ms, 100ms);
    told(back[0], 100ms, 200ms);
    granted(fore[0], 100ms);
    enter(fore[1], 150ms, 200ms);
    told(back[0], 200ms, 300ms);
    granted(fore[1], 200ms);
    told(back[1], 200ms, 400ms);
    granted(back[0], 300ms);
    granted(back[1], 400ms);
    CHECK_FALSE(queue.take_now(lane::background, start + 499ms));
    CHECK(queue.take_now(lane::background, start + 500ms));
}

TEST_CASE_FIXTURE(fixture, "permit queue: background takes nothing ahead of its moment")
{
    for (waiter& who : {std::ref(back[0]), std::ref(back[1]), std::ref(back[2])})
        REQUIRE(queue.enter(who, start, never).what == verdict::wait);
    // Foreground waits no longer than without them.
    for (int i = 0; i < 5; ++i)
        enter(fore[i], 10ms, (i + 1) * 100ms);
    for (int i = 0; i < 5; ++i)
        granted(fore[i], (i + 1) * 100ms);
    granted(back[0], 600ms);
}

TEST_CASE_FIXTURE(fixture, "permit queue: who leaves makes room for the next, one after the other")
{
    for (int i = 0; i < 4; ++i)
        enter(fore[i], 0ms, (i + 1) * 100ms);
    queue.leave(fore[0], start + 10ms);
    CHECK(fore[1].woken == 1);
    told(fore[1], 10ms, 100ms);
    queue.leave(fore[2], start + 20ms); // it has no effect on the first in line
    CHECK(fore[3].woken == 0);
    granted(fore[1], 100ms);
    CHECK(fore[3].woken == 1);
    told(fore[3], 100ms, 200ms);
    granted(fore[3], 200ms);
    queue.leave(fore[3], start + 200ms); // it has left already
    queue.leave(fore[0], start + 200ms);
    enter(fore[4], 200ms, 300ms);
}

TEST_CASE_FIXTURE(fixture, "permit queue: who was woken and leaves passes it on")
{
    for (int i = 0; i < 4; ++i)
        enter(fore[i], 0ms, (i + 1) * 100ms);
    enter(back[0], 0ms, 500ms);
    for (int i = 0; i < 3; ++i) {
        queue.leave(fore[i], start + 10ms);
        CHECK(fore[i + 1].woken == 1);
        CHECK(back[0].woken == 0);
    }
    queue.leave(fore[3], start + 10ms);
    CHECK(back[0].woken == 1);
    told(back[0], 10ms, 100ms);
    queue.leave(back[0], start + 10ms);
    enter(back[1], 10ms, 100ms);
}

TEST_CASE_FIXTURE(fixture, "permit queue: too long or too late")
{
    CHECK(queue.enter(fore[0], start, start + 99ms).what == verdict::too_late);
    CHECK(queue.enter(fore[0], start, start + 100ms).what == verdict::wait);
    CHECK(queue.enter(fore[1], start, start + 199ms).what == verdict::too_late);
    CHECK(queue.enter(fore[1], start, start + 200ms).what == verdict::wait);
    CHECK(queue.enter(back[0], start, start + 299ms).what == verdict::too_late);
    CHECK(queue.enter(back[0], start, start + 300ms).what == verdict::wait);
    // A pause comes in between: whoever can't be served any more is told so when it looks.
    queue.stop(start + 50ms, start + 250ms);
    CHECK(queue.look_again(fore[0], start + 100ms, start + 100ms).what == verdict::too_late);
    told(back[0], 100ms, 400ms); // half of an interval was over when it stopped
    CHECK(queue.look_again(fore[1], start + 200ms, start + 200ms).what == verdict::too_late);
    CHECK(back[0].woken == 1);
    told(back[0], 200ms, 300ms);
    CHECK(queue.look_again(back[0], start + 300ms, start + 300ms).what == verdict::granted);
}

TEST_CASE_FIXTURE(fixture, "permit queue: full, each lane by itself")
{
    for (int i = 0; i < 5; ++i) {
        enter(back[i], 0ms, (i + 1) * 100ms);
    }
    CHECK(queue.enter(back[5], start, never).what == verdict::full);
    for (int i = 0; i < 5; ++i)
        enter(fore[i], 0ms, (i + 1) * 100ms);
    CHECK(queue.enter(fore[5], start, never).what == verdict::full);
    queue.leave(fore[2], start);
    enter(fore[5], 0ms, 500ms);

    permit_queue impatient(rate{10, 1}, 0);
    waiter one(lane::foreground);
    CHECK(impatient.enter(one, start, never).what == verdict::granted);
    CHECK(impatient.enter(one, start, never).what == verdict::full);
    CHECK(impatient.enter(one, start + 100ms, never).what == verdict::granted);
}

TEST_CASE_FIXTURE(fixture, "permit queue: foretells the turn of a call that enters")
{
    const auto next = [&](lane who, std::chrono::milliseconds at, std::size_t more = 0) {
        return queue.next_turn(who, start + at, more) - start;
    };
    CHECK(next(lane::background, 0ms) == 100ms);
    CHECK(next(lane::background, 100ms) == 100ms);
    CHECK(next(lane::background, 250ms) == 250ms);
    CHECK(next(lane::background, 250ms, 1) == 350ms);
    enter(back[0], 0ms, 100ms);
    enter(back[1], 0ms, 200ms);
    enter(fore[0], 50ms, 100ms);
    CHECK(next(lane::background, 50ms) == 400ms);
    CHECK(next(lane::background, 50ms, 2) == 600ms);
    CHECK(next(lane::foreground, 50ms) == 200ms); // before all of the background
    CHECK(next(lane::foreground, 50ms, 2) == 400ms);
    CHECK(queue.next_turn(lane::foreground, start, SIZE_MAX) == never);
    // A stop comes in between, after half of an interval.
    queue.stop(start + 50ms, start + 1s);
    CHECK(next(lane::foreground, 60ms) == 1150ms);
    // Who is to be passed over is not waited for, and a look doesn't pass it over.
    CHECK(next(lane::background, 1100ms) == 1400ms);
    CHECK(next(lane::background, 1101ms) == 1201ms); // fore[0] and back[0] should have looked at 100 ms
    CHECK(next(lane::background, 1201ms) == 1201ms);
    told(back[1], 1100ms, 1300ms);
}

TEST_CASE("permit queue: background is foretold only what is its own of the burst")
{
    permit_queue queue(rate{10, 5}, 5);
    for (std::size_t more : {0U, 1U, 2U, 3U, 4U, 5U}) {
        CAPTURE(more);
        const std::chrono::milliseconds ahead(more * 100);
        CHECK(queue.next_turn(lane::foreground, start, more) == start + std::max(0ms, ahead - 400ms));
        CHECK(queue.next_turn(lane::background, start, more) == start + std::max(0ms, ahead - 200ms));
    }
    CHECK(queue.take_now(lane::foreground, start));
    CHECK(queue.next_turn(lane::background, start, 2) == start + 100ms);
}

TEST_CASE("permit queue: utilisation, the permits of 30 s against the rate")
{
    permit_queue queue(rate{10, 60}, 5);
    CHECK(queue.utilisation(start) == 0);
    for (int i = 0; i < 60; ++i)
        CHECK(queue.take_now(lane::foreground, start));
    CHECK(queue.utilisation(start) == doctest::Approx(0.2));
    for (auto now = 100ms; now < 30s; now += 100ms)
        CHECK(queue.take_now(lane::foreground, start + now));
    CHECK(queue.utilisation(start + 30s) == doctest::Approx(1.2).epsilon(0.01));
    CHECK(queue.utilisation(start + 45s) == doctest::Approx(0.5).epsilon(0.05));
    CHECK(queue.utilisation(start + 61s) == 0);
}

TEST_CASE_FIXTURE(fixture, "permit queue: calls whose thread hangs don't hold up the others")
{
    for (int i = 0; i < 4; ++i)
        enter(fore[i], 0ms, (i + 1) * 100ms);
    // The first two don't look. There is never more than one permit, and it is theirs ...
    const auto third = queue.look_again(fore[2], start + 300ms, never);
    REQUIRE(third.what == verdict::wait);
    // ... until they are a second late.
    boot_time look = third.look_at;
    int looks = 0;
    for (auto answer = third; answer.what == verdict::wait; ++looks) {
        REQUIRE(looks < 30);
        look = answer.look_at;
        answer = queue.look_again(fore[2], look, never);
    }
    CHECK(look <= start + 100ms + permit_queue::patience + 300ms);
    // When they come, they are still the first.
    CHECK(queue.look_again(fore[1], look, never).look_at == look + 100ms);
    CHECK(queue.look_again(fore[0], look, never).look_at == look + 100ms);
    CHECK(queue.look_again(fore[1], look, never).look_at == look + 200ms);
    CHECK(queue.look_again(fore[0], look + 100ms, never).what == verdict::granted);
    CHECK(queue.look_again(fore[1], look + 200ms, never).what == verdict::granted);
}

TEST_CASE("permit queue: a thread that hung lets no burst through")
{
    permit_queue queue(rate{10, 3}, 1000);
    std::vector<std::unique_ptr<waiter>> waiting;
    for (int i = 0; i < 100; ++i) {
        waiting.push_back(std::make_unique<waiter>(lane::foreground));
        queue.enter(*waiting.back(), start, never);
    }
    int granted = 0;
    for (int i = 3; i < 100; ++i)
        granted += queue.look_again(*waiting[static_cast<std::size_t>(i)], start + 1h, never).what ==
                   verdict::granted;
    CHECK(granted == 3);
}

TEST_CASE("permit queue: after a stop no burst, then 0.7 of the measured rate, growing for 30 s")
{
    permit_queue queue(rate{28, 60}, 10000);
    boot_time now = start;
    const auto most_until = [&](boot_time end) {
        int count = 0;
        for (; now < end; now += 1ms)
            while (queue.take_now(lane::foreground, now))
                ++count;
        return count;
    };
    CHECK(most_until(start + 30s) == 60 + 28 * 30 - 1);
    now = start + 10min; // the burst is back, and 30 s have no calls
    const boot_time restarted = now;
    CHECK(most_until(restarted + 30s) == 60 + 28 * 30 - 1);
    queue.stop(now, now + 7s);
    queue.slow_down(now);
    const boot_time resumed = now + 7s;
    CHECK(most_until(resumed) == 0);
    // The measured rate is above the configured one, because of the burst: 28/s count.
    const int first = most_until(resumed + 10s); // 0.7 * 28 * 10 + 0.3 * 28 * 100 / 60 = 210
    CHECK(first >= 209);
    CHECK(first <= 211);
    const int rest = most_until(resumed + 30s); // 28 * 30 * 0.85 = 714 in all
    CHECK(first + rest >= 713);
    CHECK(first + rest <= 715);
    CHECK(most_until(resumed + 60s) <= 28 * 30 + 1);
}
