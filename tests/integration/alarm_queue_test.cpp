#include "cache/alarm_queue.hpp"

#include <acs/manual_clock.hpp>

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <doctest/doctest.h>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <vector>

using acs::boot_time;
using acs::cache::alarm_queue;
using namespace std::chrono_literals;

namespace {

struct scene
{
    std::optional<boost::asio::io_context> context{std::in_place};
    std::shared_ptr<acs::manual_clock> clock = std::make_shared<acs::manual_clock>();
    std::shared_ptr<alarm_queue> queue = std::make_shared<alarm_queue>(context->get_executor(), clock);

    boot_time now() const { return clock->now_boottime(); }
    void settle()
    {
        context->restart();
        while (context->poll() > 0) {
        }
    }
    void pass(std::chrono::nanoseconds by)
    {
        clock->advance(by);
        settle();
    }
};

struct test_alarm final : acs::cache::alarm
{
    explicit test_alarm(const scene& where) : clock(where.clock), queue(where.queue) {}
    ~test_alarm() { queue->remove(*this); }

    boot_time due() const noexcept override { return when; }
    void ring() noexcept override
    {
        rung.push_back(clock->now_boottime());
        if (then)
            then();
    }

    std::shared_ptr<acs::manual_clock> clock;
    std::shared_ptr<alarm_queue> queue;
    boot_time when = boot_time::max();
    std::vector<boot_time> rung;
    std::function<void()> then;
};

std::shared_ptr<test_alarm> make(scene& where, boot_time when)
{
    auto made = std::make_shared<test_alarm>(where);
    made->when = when;
    where.queue->set(*made);
    return made;
}

} // namespace

TEST_CASE("alarm queue: rings once, when it is due")
{
    scene here;
    const auto one = make(here, here.now() + 5s);
    const auto other = make(here, here.now() + 3s);
    const auto never = make(here, boot_time::max());
    here.settle();
    CHECK(here.clock->pending() == 1);
    CHECK(here.queue->size() == 2);
    here.pass(3s);
    CHECK(other->rung.size() == 1);
    CHECK(one->rung.empty());
    here.pass(1h);
    CHECK(one->rung.size() == 1);
    CHECK(other->rung.size() == 1);
    CHECK(never->rung.empty());
    CHECK(here.clock->pending() == 0);
}

TEST_CASE("alarm queue: moved to sooner, to later, and to never")
{
    scene here;
    const auto one = make(here, here.now() + 10s);
    here.settle();
    one->when = here.now() + 2s;
    here.queue->set(*one);
    here.settle();
    here.pass(2s);
    CHECK(one->rung.size() == 1);
    one->when = here.now() + 2s;
    here.queue->set(*one);
    here.settle();
    one->when = here.now() + 10s;
    here.queue->set(*one);
    here.settle();
    here.pass(9s);
    CHECK(one->rung.size() == 1);
    here.pass(1s);
    CHECK(one->rung.size() == 2);
    one->when = here.now() + 10s;
    here.queue->set(*one);
    here.settle();
    one->when = boot_time::max();
    here.queue->set(*one);
    here.settle();
    CHECK(here.clock->pending() == 0);
}

TEST_CASE("alarm queue: what is destroyed does not ring, and keeps nothing waiting")
{
    scene here;
    auto one = make(here, here.now() + 1s);
    auto other = make(here, here.now() + 1s);
    here.settle();
    other->then = [&] {
        one.reset(); // while it is about to ring, too
    };
    here.pass(1s);
    one = make(here, here.now() + 1s);
    here.settle();
    one.reset();
    here.settle();
    CHECK(here.clock->pending() == 0);
    CHECK(here.queue->size() == 0);
}

TEST_CASE("alarm queue: many that are due together leave the executor its turns")
{
    scene here;
    std::vector<std::shared_ptr<test_alarm>> all;
    std::size_t rung = 0;
    for (std::size_t i = 0; i < 3 * alarm_queue::most_per_turn; ++i) {
        all.push_back(make(here, here.now() + 1s));
        all.back()->then = [&] {
            ++rung;
        };
    }
    here.settle();
    here.clock->advance(1s);
    here.context->restart();
    here.context->poll_one();
    CHECK(rung == alarm_queue::most_per_turn);
    here.settle();
    CHECK(rung == all.size());
}

TEST_CASE("alarm queue: at random, each rings at its last moment and at no other")
{
    scene here;
    std::mt19937 generator(7);
    const auto below = [&](int limit) {
        return std::uniform_int_distribution<>(0, limit - 1)(generator);
    };
    std::map<int, std::shared_ptr<test_alarm>> all;
    for (int step = 0; step < 5000; ++step) {
        const int which = below(50);
        auto& chosen = all[which];
        if (!chosen)
            chosen = std::make_shared<test_alarm>(here);
        if (below(10) == 0) {
            chosen.reset();
        } else {
            chosen->when = here.now() + std::chrono::seconds(1 + below(20));
            chosen->rung.clear();
            here.queue->set(*chosen);
        }
        if (below(3) == 0)
            here.pass(1s);
        for (const auto& [number, each] : all) {
            if (!each)
                continue;
            REQUIRE(each->rung.size() == (each->when <= here.now() ? 1 : 0));
            if (!each->rung.empty())
                REQUIRE(each->rung.front() == each->when);
        }
        REQUIRE(here.clock->pending() <= 1);
    }
}

TEST_CASE("alarm queue: shut down, nothing rings, and nothing belongs to the context any more")
{
    scene here;
    const auto one = make(here, here.now() + 1s);
    here.settle();
    here.queue->shut_down();
    here.context.reset();
    CHECK(here.clock->pending() == 0);
    here.queue->set(*one);
    here.clock->advance(1h);
    CHECK(one->rung.empty());
    CHECK(here.queue->size() == 0);
}
