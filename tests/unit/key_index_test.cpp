#include "cache/key_index.hpp"

#include <doctest/doctest.h>

#include <map>
#include <random>
#include <set>
#include <vector>

using acs::cache::entry_index;
using acs::cache::key_index;
using acs::cache::no_entry;

namespace {

// The index and what it is to hold.
struct model
{
    auto hashes() const
    {
        return [this](entry_index entry) {
            return hash.at(entry);
        };
    }
    void insert(entry_index entry, std::uint32_t of)
    {
        hash[entry] = of;
        index.insert(entry, of, hashes());
    }
    void erase(entry_index entry)
    {
        index.erase(entry, hash.at(entry), hashes());
        hash.erase(entry);
    }
    entry_index find(entry_index entry, std::uint32_t of) const
    {
        return index.find(of, [=](entry_index each) { return each == entry; });
    }
    // In the order of the search.
    std::vector<entry_index> all_of(std::uint32_t of) const
    {
        std::vector<entry_index> found;
        index.find(of, [&](entry_index each) {
            if (hash.at(each) == of)
                found.push_back(each);
            return false;
        });
        return found;
    }

    key_index index;
    std::map<entry_index, std::uint32_t> hash;
};

} // namespace

TEST_CASE("an empty index has nothing")
{
    const model empty;
    CHECK(empty.find(0, 1) == no_entry);
    CHECK(empty.index.size() == 0);
    CHECK(empty.index.memory() == 0);
}

TEST_CASE("what was inserted is found, and what was erased isn't")
{
    model few;
    few.insert(3, 77);
    few.insert(4, 77);
    few.insert(5, 78);
    CHECK(few.find(3, 77) == 3);
    CHECK(few.find(4, 77) == 4);
    CHECK(few.find(5, 78) == 5);
    CHECK(few.find(6, 77) == no_entry);
    CHECK(few.all_of(77) == std::vector<entry_index>{3, 4});
    few.erase(3);
    CHECK(few.find(3, 77) == no_entry);
    CHECK(few.all_of(77) == std::vector<entry_index>{4});
    CHECK(few.index.size() == 2);
}

TEST_CASE("entries of one hash are found in the order in which they came, through any growth")
{
    model many;
    std::vector<entry_index> expected;
    for (entry_index i = 0; i < 500; ++i) {
        many.insert(i, i % 3 == 0 ? 0xabcd'0000 : i * 0x9e37'79b9);
        if (i % 3 == 0)
            expected.push_back(i);
    }
    CHECK(many.all_of(0xabcd'0000) == expected);
}

TEST_CASE("hashes that all want the same place, at the end of the table, are kept apart")
{
    model crowded;
    for (entry_index i = 0; i < 100; ++i)
        crowded.insert(i, 0xffff'ffc0 | (i & 63)); // the lowest six bits chose the shard
    for (entry_index i = 0; i < 100; ++i)
        REQUIRE(crowded.find(i, 0xffff'ffc0 | (i & 63)) == i);
    for (entry_index i = 0; i < 100; i += 2)
        crowded.erase(i);
    for (entry_index i = 0; i < 100; ++i)
        REQUIRE(crowded.find(i, 0xffff'ffc0 | (i & 63)) == (i % 2 == 0 ? no_entry : i));
}

TEST_CASE("any walk of insertions and erasures ends as a map would")
{
    for (unsigned seed = 1; seed <= 20; ++seed) {
        std::mt19937 random(seed);
        // Few different hashes make long runs.
        const std::uint32_t variety = seed % 4 == 0 ? 0xffff'ffff : 1u << (seed % 4 * 3 + 6);
        model walk;
        std::set<entry_index> gone;
        for (entry_index i = 0; i < 300; ++i)
            gone.insert(i);
        for (int step = 0; step < 4000; ++step) {
            const bool grows = step < 1500 || (step > 2500 && step < 3000);
            if (!gone.empty() && (walk.hash.empty() || random() % 4 < (grows ? 3u : 1u))) {
                const auto which = std::next(gone.begin(), static_cast<long>(random() % gone.size()));
                walk.insert(*which, static_cast<std::uint32_t>(random()) % variety);
                gone.erase(which);
            } else {
                const auto which =
                    std::next(walk.hash.begin(), static_cast<long>(random() % walk.hash.size()));
                gone.insert(which->first);
                walk.erase(which->first);
            }
            REQUIRE(walk.index.size() == walk.hash.size());
            if (step % 50 == 0) {
                for (const auto& [entry, of] : walk.hash)
                    REQUIRE(walk.find(entry, of) == entry);
                for (const entry_index entry : gone)
                    REQUIRE(walk.find(entry, static_cast<std::uint32_t>(random())) == no_entry);
            }
        }
    }
}

TEST_CASE("a place takes five bytes, and the table is never more than seven eighths full")
{
    model many;
    std::mt19937 random(1);
    for (entry_index i = 0; i < 100'000; ++i)
        many.insert(i, static_cast<std::uint32_t>(random()));
    CHECK(many.index.memory() >= 100'000 * 8 / 7 * 5);
    CHECK(many.index.memory() <= 100'000 * 8 / 7 * 2 * 5 + 1000);
}
