#include "cache/entry_slab.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <set>
#include <thread>
#include <vector>

using namespace acs;
using cache::cache_entry;
using cache::entry_index;
using cache::entry_slab;

TEST_CASE("numbers are dense, entries are vacant, and none moves")
{
    entry_slab slab;
    CHECK(slab.end() == 0);
    std::vector<cache_entry*> places;
    for (entry_index i = 0; i < 10'000; ++i) {
        REQUIRE(slab.take() == i);
        REQUIRE(slab.at(i).current() == cache_entry::state::vacant);
        REQUIRE(slab.at(i).hash == 0);
        slab.at(i).last_use = i;
        places.push_back(&slab.at(i));
    }
    CHECK(slab.end() == 10'000);
    for (entry_index i = 0; i < 10'000; ++i) {
        REQUIRE(&slab.at(i) == places[i]);
        REQUIRE(slab.at(i).last_use == i);
    }
    CHECK(std::set<cache_entry*>(places.begin(), places.end()).size() == 10'000);
}

TEST_CASE("what was given back is used again before anything new, and stays readable meanwhile")
{
    entry_slab slab;
    for (entry_index i = 0; i < 3'000; ++i)
        slab.take();
    std::set<entry_index> free;
    for (entry_index i = 0; i < 3'000; i += 7) {
        slab.at(i).vacate();
        slab.give_back(i);
        CHECK(slab.at(i).current() == cache_entry::state::vacant);
        CHECK(slab.at(i).hash == 0);
        free.insert(i);
    }
    while (!free.empty()) {
        const entry_index taken = slab.take();
        REQUIRE(free.erase(taken) == 1);
        REQUIRE(slab.at(taken).expires == 0); // what linked it is gone
    }
    CHECK(slab.take() == 3'000);
}

TEST_CASE("an entry that comes back is another one to those who remember its number")
{
    entry_slab slab;
    const entry_index index = slab.take();
    const auto before = slab.at(index).identity;
    slab.at(index).vacate();
    slab.give_back(index);
    CHECK(slab.take() == index);
    CHECK(slab.at(index).identity != before);
}

TEST_CASE("what the entries hold is freed with the slab")
{
    const access_token token("a token", wall_time(), boot_time());
    auto slab = std::make_unique<entry_slab>();
    for (int i = 0; i < 2'000; ++i)
        slab->at(slab->take()).token = token;
    slab.reset(); // the sanitizers look
    CHECK(token.token() == "a token");
}

TEST_CASE("threads that take and give back never share an entry")
{
    entry_slab slab;
    std::vector<std::thread> threads;
    for (unsigned number = 1; number <= 4; ++number)
        threads.emplace_back([&slab, number] {
            std::vector<entry_index> mine;
            for (int i = 0; i < 3'000; ++i) {
                const entry_index taken = slab.take();
                slab.at(taken).last_use = number;
                mine.push_back(taken);
                if (i % 3 == 0) {
                    slab.at(mine[mine.size() / 2]).last_use = 0;
                    slab.give_back(mine[mine.size() / 2]);
                    mine.erase(mine.begin() + static_cast<long>(mine.size() / 2));
                }
            }
            for (const entry_index each : mine)
                REQUIRE(slab.at(each).last_use == number);
        });
    for (auto& each : threads)
        each.join();
    CHECK(slab.end() <= 12'000);
}
