#include "pipeline/permit_queue.hpp"

#include "busiest_window.hpp"
#include "numbered_waiter.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <random>
#include <utility>
#include <vector>

using namespace acs;
using namespace std::chrono_literals;
using pipeline::permit_queue;
using verdict = pipeline::permit_answer::verdict;

TEST_CASE("permit queue: calls that look late, or never, break no window and don't stop the others")
{
    for (const unsigned seed : {11U, 12U, 13U, 14U}) {
        CAPTURE(seed);
        std::mt19937 random(seed);
        permit_queue queue(rate{50, 5}, 10'000);
        struct call
        {
            std::unique_ptr<numbered_waiter> place;
            boot_time looks{};
            bool hangs = false;
            bool over = false;
        };
        std::vector<call> calls;
        std::vector<boot_time> granted;
        boot_time now(24h);
        const auto lateness = [&] {
            return random() % 200 == 0 ? std::chrono::milliseconds(random() % 3000)
                                       : std::chrono::milliseconds(random() % 3);
        };
        std::size_t answered = 0;
        const auto heed = [&](call& one, pipeline::permit_answer answer) {
            one.looks = answer.look_at + lateness();
            one.over = answer.what == verdict::granted;
            if (one.over)
                granted.push_back(now);
            answered += one.over ? 1 : 0;
        };
        std::size_t hanging = 0;
        for (int i = 0; i < 60'000; ++i, now += 1ms) {
            if (i < 30'000 && random() % 20 == 0) {
                const lane who = random() % 2 ? lane::foreground : lane::background;
                calls.push_back({std::make_unique<numbered_waiter>(who, i)});
                heed(calls.back(), queue.enter(*calls.back().place, now, boot_time::max()));
                calls.back().hangs = !calls.back().over && random() % 20 == 0;
                hanging += calls.back().hangs ? 1 : 0;
            }
            for (call& one : calls)
                if (!one.over && !one.hangs && (one.looks <= now || std::exchange(one.place->woken, false)))
                    heed(one, queue.look_again(*one.place, now, boot_time::max()));
        }
        CHECK(hanging > 0);
        CHECK(answered + hanging == calls.size());
        CHECK(needed_burst(granted, 50) <= 5.001);
        for (call& one : calls)
            queue.leave(*one.place, now);
    }
}
