#include "cache/completion.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <random>
#include <thread>
#include <vector>

using acs::cache::completion;

namespace {

struct waiter final : completion::waiter
{
    void wake() noexcept override { ++woken; }
    int woken = 0;
};

} // namespace

TEST_CASE("all who wait are woken once, when it happens")
{
    completion event;
    waiter one, other;
    event.join(one);
    event.join(other);
    CHECK(!event.is_over());
    CHECK(one.woken == 0);
    event.finish();
    CHECK(event.is_over());
    CHECK(one.woken == 1);
    CHECK(other.woken == 1);
    event.finish();
    CHECK(one.woken == 1);
}

TEST_CASE("who joins afterwards is woken at once")
{
    completion event;
    event.finish();
    waiter late;
    event.join(late);
    CHECK(late.woken == 1);
    event.leave(late);
    event.finish();
    CHECK(late.woken == 1);
}

TEST_CASE("who has left isn't woken, whoever else leaves or stays; leaving is harmless at any time")
{
    for (unsigned seed = 0; seed < 50; ++seed) {
        std::mt19937 random(seed);
        completion event;
        std::vector<std::unique_ptr<waiter>> all;
        std::vector<bool> inside;
        for (int i = 0; i < 40; ++i) {
            all.push_back(std::make_unique<waiter>());
            inside.push_back(random() % 4 != 0);
            if (inside.back())
                event.join(*all.back());
        }
        for (int i = 0; i < 30; ++i) {
            const std::size_t which = random() % all.size();
            if (!all[which])
                continue;
            event.leave(*all[which]);
            inside[which] = false;
            if (random() % 2 == 0)
                all[which].reset(); // its memory may be gone
        }
        event.finish();
        for (std::size_t i = 0; i < all.size(); ++i)
            if (all[i])
                CHECK(all[i]->woken == (inside[i] ? 1 : 0));
        for (auto& each : all)
            if (each)
                event.leave(*each);
    }
}

TEST_CASE("what was written before it happened is seen by those who find it over, from any thread")
{
    for (int round = 0; round < 200; ++round) {
        completion event;
        int value = 0;
        waiter sleeper;
        std::thread writer([&] {
            value = 7;
            event.finish();
        });
        std::thread joiner([&] {
            event.join(sleeper);
            event.leave(sleeper);
        });
        while (!event.is_over())
            std::this_thread::yield();
        CHECK(value == 7);
        writer.join();
        joiner.join();
        CHECK(sleeper.woken <= 1);
    }
}
