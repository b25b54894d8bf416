#include "cache/due_heap.hpp"

#include <doctest/doctest.h>

#include <random>
#include <set>
#include <tuple>
#include <vector>

using namespace acs;
using namespace std::chrono_literals;
using cache::due_heap;
using cache::entry_index;
using cache::entry_place;
using cache::entry_places;

namespace {

constexpr boot_time start{1000s};
constexpr boot_time no_token = boot_time::max();

struct fixture
{
    explicit fixture(std::size_t entries = 100) { places.grow_to(entries); }

    entry_index pop()
    {
        const auto first = heap.front();
        REQUIRE(first.has_value());
        heap.remove(first->entry);
        return first->entry;
    }

    entry_places places;
    due_heap heap{places, start};
};

// What the heap makes of a moment.
boot_time rounded(boot_time when)
{
    return when - (when - start) % due_heap::unit;
}

} // namespace

TEST_CASE("an empty due heap has no front and no expiry")
{
    fixture f;
    CHECK(!f.heap.front().has_value());
    CHECK(!f.heap.earliest_expiry().has_value());
    CHECK(f.heap.size() == 0);
}

TEST_CASE("due entries come out in the order of expiry, then of planned time, without a token last")
{
    fixture f;
    f.heap.push(1, start + 5s, no_token);
    f.heap.push(2, start + 9s, start + 100s);
    f.heap.push(3, start + 4s, no_token);
    f.heap.push(4, start + 8s, start + 100s);
    f.heap.push(5, start + 9s, start + 50s);
    CHECK(f.heap.size() == 5);
    CHECK(f.heap.earliest_expiry() == start + 50s);
    CHECK(f.heap.front()->planned == start + 9s);
    CHECK(f.pop() == 5);
    CHECK(f.heap.earliest_expiry() == start + 100s);
    CHECK(f.pop() == 4);
    CHECK(f.pop() == 2);
    CHECK(!f.heap.earliest_expiry().has_value()); // none of the others has one
    CHECK(f.pop() == 3);
    CHECK(f.pop() == 1);
    CHECK(f.heap.size() == 0);
}

TEST_CASE("an entry's place tells that it is due, and that it is nowhere once it has left")
{
    fixture f;
    f.heap.push(7, start, start + 1s);
    f.heap.push(8, start, start + 2s);
    CHECK(f.places[7].slot == entry_place::due);
    f.heap.remove(7);
    CHECK(f.places[7].slot == entry_place::nowhere);
    CHECK(f.places[8].slot == entry_place::due);
    f.heap.remove(8);
    CHECK(f.places[8].slot == entry_place::nowhere);
}

TEST_CASE("the due heap's times are rounded down, and end somewhere")
{
    fixture f;
    f.heap.push(1, start + 10s + 249ms, start + 20s + 999ms);
    CHECK(f.heap.front()->planned == start + 10s);
    CHECK(f.heap.earliest_expiry() == start + 20s + 750ms);
    f.heap.remove(1);

    f.heap.push(1, start - 10s, start - 20s); // before the start: as if at the start
    CHECK(f.heap.front()->planned == start);
    CHECK(f.heap.earliest_expiry() == start);
    f.heap.remove(1);

    // Further away than the unit reaches: after everything else that has a token.
    f.heap.push(1, start, boot_time::max() - 1ns);
    f.heap.push(2, start, no_token);
    f.heap.push(3, start, start + 24h * 365 * 30);
    CHECK(f.heap.front()->entry == 3);
    CHECK(f.pop() == 3);
    CHECK(f.heap.earliest_expiry().value() > start + 24h * 365 * 34);
    CHECK(f.pop() == 1);
    CHECK(f.pop() == 2);
}

TEST_CASE("a due heap whose start is far before zero")
{
    entry_places places;
    places.grow_to(2);
    due_heap heap(places, boot_time::min());
    heap.push(0, boot_time::max() - 1ns, no_token);
    heap.push(1, boot_time::min(), boot_time::max() - 1ns);
    CHECK(heap.front()->entry == 1);
}

TEST_CASE("the due heap gives memory back after a backlog")
{
    constexpr entry_index entries = 100'000;
    fixture f(entries);
    const auto before = f.heap.memory();
    for (entry_index i = 0; i < entries; ++i)
        f.heap.push(i, start, start + std::chrono::seconds(i % 7919));
    const auto full = f.heap.memory();
    CHECK(full >= entries * 12);
    CHECK(full <= entries * 12 + 100'000);
    for (entry_index i = 0; i < entries; ++i)
        f.heap.remove(i);
    CHECK(f.heap.memory() <= before + 110'000);
}

TEST_CASE("the due heap agrees with a sorted set, whatever enters and leaves")
{
    for (const unsigned seed : {1U, 2U, 3U}) {
        constexpr entry_index entries = 3000;
        fixture f(entries);
        std::mt19937_64 random(seed);
        using key = std::tuple<boot_time, boot_time>;
        std::vector<std::optional<key>> due(entries);
        std::multiset<key> sorted;
        int wrong = 0;
        const auto leave = [&](entry_index entry) {
            f.heap.remove(entry);
            sorted.erase(sorted.find(*due[entry]));
            due[entry].reset();
        };
        for (int i = 0; i < 60'000; ++i) {
            const auto entry = static_cast<entry_index>(random() % entries);
            if (due[entry]) {
                leave(entry);
            } else if (random() % 4 == 0 && !sorted.empty()) {
                leave(f.heap.front()->entry);
            } else {
                const boot_time planned = start + std::chrono::milliseconds(random() % 1'000'000);
                const boot_time expiry =
                    random() % 10 == 0 ? no_token : start + std::chrono::milliseconds(random() % 50'000);
                f.heap.push(entry, planned, expiry);
                due[entry] = key(expiry == no_token ? expiry : rounded(expiry), rounded(planned));
                sorted.insert(*due[entry]);
            }
            wrong += f.heap.size() != sorted.size();
            if (sorted.empty())
                continue;
            const auto front = f.heap.front();
            const auto [expiry, planned] = *sorted.begin();
            wrong += due[front->entry] != *sorted.begin() || front->planned != planned;
            wrong += f.heap.earliest_expiry().value_or(no_token) != expiry;
        }
        CHECK(wrong == 0);
        key last{boot_time::min(), boot_time::min()};
        while (const auto front = f.heap.front()) {
            wrong += *due[front->entry] < last;
            last = *due[front->entry];
            leave(front->entry);
        }
        CHECK(wrong == 0);
        CHECK(sorted.empty());
    }
}
