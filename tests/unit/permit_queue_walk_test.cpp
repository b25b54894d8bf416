#include "pipeline/permit_queue.hpp"

#include "busiest_window.hpp"
#include "ideal_queue.hpp"
#include "numbered_waiter.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <random>
#include <vector>

using namespace acs;
using namespace std::chrono_literals;
using pipeline::permit_queue;
using verdict = pipeline::permit_answer::verdict;

namespace {

// Calls come and go; both queues must grant the same permits at the same moments.
class walk
{
public:
    walk(unsigned seed, double per_second, double burst)
        : random_(seed), per_second_(per_second), queue_(rate{per_second, burst}, 40),
          ideal_(pipeline::rate_limiter(rate{per_second, burst}).interval(), burst)
    {}

    void step()
    {
        const auto dice = random_() % 1000;
        if (dice < 500) {
            run_to(now_ + std::chrono::microseconds(random_() % 200'000));
        } else if (dice < 510) {
            run_to(now_ + std::chrono::milliseconds(random_() % 20'000));
        } else if (dice < 512) {
            throttle();
        } else if (dice < 800) {
            arrive();
        } else {
            leave();
        }
        compare();
    }

    void finish()
    {
        run_to(now_ + 1h);
        CHECK(waiting_.empty());
        CHECK(ideal_.size(lane::foreground) + ideal_.size(lane::background) == 0);
        numbered_waiter last(lane::foreground, -1);
        CHECK(queue_.enter(last, now_, now_).what == verdict::granted);
    }

    const std::vector<boot_time>& granted() const { return granted_; }
    int refused = 0;
    int left = 0;

private:
    using waiters = std::vector<std::unique_ptr<numbered_waiter>>;

    // Everybody whose moment has come looks, in order, until there is nothing to do.
    void look()
    {
        for (bool again = true; again;) {
            again = false;
            for (std::size_t i = 0; i < waiting_.size();) {
                numbered_waiter& one = *waiting_[i];
                if (!one.woken && one.look_at > now_) {
                    ++i;
                    continue;
                }
                again = true;
                one.woken = false;
                const auto answer = queue_.look_again(one, now_, one.latest);
                one.look_at = answer.look_at;
                if (answer.what == verdict::wait) {
                    REQUIRE(answer.look_at > now_);
                    ++i;
                    continue;
                }
                if (answer.what == verdict::granted) {
                    took_.push_back(one.number);
                } else {
                    REQUIRE(answer.what == verdict::too_late);
                    ideal_.leave(one);
                }
                waiting_.erase(waiting_.begin() + static_cast<std::ptrdiff_t>(i));
            }
        }
    }

    void compare()
    {
        look();
        std::vector<int> expected = ideal_.grant(now_);
        std::sort(expected.begin(), expected.end());
        std::sort(took_.begin(), took_.end());
        REQUIRE(took_ == expected);
        granted_.insert(granted_.end(), took_.size(), now_);
        REQUIRE(ideal_.size(lane::foreground) + ideal_.size(lane::background) == waiting_.size());
        took_.clear();
    }

    void run_to(boot_time end)
    {
        while (true) {
            boot_time next = std::min(end, ideal_.next_grant(now_));
            for (const auto& one : waiting_)
                next = std::min({next, one->look_at, std::max(now_ + 1ns, one->latest)});
            now_ = std::max(now_, next);
            compare();
            expire();
            if (now_ == end)
                return;
        }
    }

    // Calls whose deadline has come leave.
    void expire()
    {
        for (std::size_t i = 0; i < waiting_.size();) {
            if (waiting_[i]->latest > now_)
                ++i;
            else
                leave(i);
        }
        compare();
    }

    void arrive()
    {
        auto one = std::make_unique<numbered_waiter>(
            random_() % 2 ? lane::foreground : lane::background, ++arrivals_);
        if (random_() % 3 == 0)
            one->latest = now_ + std::chrono::milliseconds(random_() % 3000);
        if (random_() % 4 == 0 && queue_.take_now(one->who, now_)) {
            ideal_.enter(*one);
            took_.push_back(one->number);
            return;
        }
        const boot_time foretold = queue_.next_turn(one->who, now_, 0);
        REQUIRE(queue_.next_turn(one->who, now_, 1) >= foretold);
        const auto answer = queue_.enter(*one, now_, one->latest);
        REQUIRE((answer.what == verdict::granted) == (foretold == now_ && one->latest >= now_));
        REQUIRE((answer.what == verdict::too_late) == (foretold > one->latest));
        if (answer.what == verdict::wait)
            REQUIRE(answer.look_at == foretold);
        if (answer.what == verdict::full)
            CHECK(ideal_.size(one->who) == 40);
        if (answer.what == verdict::full || answer.what == verdict::too_late) {
            ++refused;
            return;
        }
        ideal_.enter(*one);
        if (answer.what == verdict::granted)
            took_.push_back(one->number);
        one->look_at = answer.look_at;
        if (answer.what == verdict::wait)
            waiting_.push_back(std::move(one));
    }

    void leave()
    {
        if (!waiting_.empty())
            leave(random_() % waiting_.size());
    }

    void leave(std::size_t which)
    {
        ++left;
        queue_.leave(*waiting_[which], now_);
        ideal_.leave(*waiting_[which]);
        waiting_.erase(waiting_.begin() + static_cast<std::ptrdiff_t>(which));
    }

    void throttle()
    {
        const boot_time until = now_ + std::chrono::milliseconds(random_() % 10'000);
        const double speed = ideal_.speed(now_);
        queue_.stop(now_, until);
        queue_.slow_down(now_);
        ideal_.stop(now_, until);
        const auto second = now_.time_since_epoch() / 1s;
        const auto recent = std::count_if(granted_.begin(), granted_.end(), [&](boot_time when) {
            return when.time_since_epoch() / 1s + 30 >= second;
        });
        const std::chrono::duration<double> window = 30s + now_.time_since_epoch() % 1s;
        const double interval = std::ceil(1e9 / per_second_) / 1e9;
        ideal_.slow_down(0.7 * std::min(speed, static_cast<double>(recent) / window.count() * interval));
    }

    std::mt19937 random_;
    double per_second_;
    permit_queue queue_;
    ideal_queue ideal_;
    boot_time now_{24h};
    int arrivals_ = 0;
    waiters waiting_;
    std::vector<int> took_; // at this moment
    std::vector<boot_time> granted_;
};

} // namespace

TEST_CASE("permit queue: a random walk grants what an ideal queue grants, and keeps every window")
{
    struct scene
    {
        unsigned seed;
        double per_second;
        double burst;
    };
    for (const scene& now :
         {scene{1, 28, 60}, scene{2, 10, 1}, scene{3, 3, 4.5}, scene{4, 7, 1.25}, scene{5, 100, 2},
          scene{6, 0.5, 3}}) {
        CAPTURE(now.seed);
        walk steps(now.seed, now.per_second, now.burst);
        for (int i = 0; i < 10'000; ++i)
            steps.step();
        steps.finish();
        CHECK(steps.granted().size() > 300);
        CHECK(steps.refused > 10);
        CHECK(steps.left > 10);
        CHECK(needed_burst(steps.granted(), now.per_second) <= now.burst + 0.001);
    }
}
