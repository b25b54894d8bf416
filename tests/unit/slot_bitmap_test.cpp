#include "cache/slot_bitmap.hpp"

#include <doctest/doctest.h>

#include <random>
#include <set>

using namespace acs;
using cache::slot_bitmap;

namespace {

std::optional<std::size_t> first_in(const std::set<std::size_t>& members, std::size_t from, std::size_t to)
{
    const auto found = members.lower_bound(from);
    if (found == members.end() || *found >= to)
        return std::nullopt;
    return *found;
}

} // namespace

TEST_CASE("a slot bitmap begins empty or full")
{
    constexpr std::size_t size = 1 << 17;
    const slot_bitmap none(size, false);
    const slot_bitmap all(size, true);
    CHECK(!none.find(0, size));
    CHECK(all.find(0, size).value_or(size) == 0);
    CHECK(all.find(size - 1, size).value_or(0) == size - 1);
    CHECK(all.contains(77));
    CHECK(!none.contains(77));
    CHECK(all.memory() >= size / 8);
    CHECK(all.memory() <= size / 8 + 512);
}

TEST_CASE("a slot bitmap finds the only member from everywhere")
{
    constexpr std::size_t size = 1 << 17;
    for (const std::size_t member :
         {std::size_t(0), std::size_t(63), std::size_t(64), std::size_t(4095), std::size_t(4096),
          std::size_t(70'000), size - 1}) {
        slot_bitmap map(size, false);
        map.insert(member);
        map.insert(member); // again changes nothing
        CAPTURE(member);
        CHECK(map.find(0, size) == member);
        CHECK(map.find(member, size) == member);
        CHECK(map.find(member, member + 1) == member);
        CHECK(!map.find(0, member));
        CHECK(!map.find(member, member));
        CHECK(!map.find(member + 1, size));
        CHECK(!map.find(member + 1, member));
        map.erase(member);
        map.erase(member);
        CHECK(!map.find(0, size));
    }
}

TEST_CASE("a slot bitmap finds what a set finds")
{
    for (const std::size_t size : {1, 63, 64, 65, 4095, 4096, 4097, 20'000}) {
        std::mt19937_64 random(size);
        slot_bitmap map(size, false);
        std::set<std::size_t> members;
        int wrong = 0;
        for (unsigned i = 0; i < 20'000; ++i) {
            const std::size_t slot = random() % size;
            if (random() % 5 < (i / 2000) % 5) { // dense at times
                map.insert(slot);
                members.insert(slot);
            } else {
                map.erase(slot);
                members.erase(slot);
            }
            const std::size_t from = random() % (size + 1);
            const std::size_t to = random() % (size + 1);
            wrong += map.find(from, to) != first_in(members, from, to);
            wrong += map.contains(from % size) != members.contains(from % size);
        }
        CAPTURE(size);
        CHECK(wrong == 0);
    }
}
