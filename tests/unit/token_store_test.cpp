#include "cache/token_store.hpp"

#include <acs/quota_options.hpp>

#include <doctest/doctest.h>

#include <deque>
#include <map>
#include <mutex>
#include <random>
#include <string>

using namespace acs;
using namespace std::chrono_literals;
using cache::coarse_time;
using cache::entry_index;
using cache::entry_key;
using cache::hot_key;
using cache::no_entry;
using cache::owned_key;
using cache::shared_schedule;
using cache::token_store;

namespace {

constexpr boot_time start{1000s};

struct stored
{
    // Puts a token of an hour into the entry, which is made if need be.
    entry_index put(const owned_key& key, const std::string& text)
    {
        auto& in = store.shard_of(key.view().hash);
        const std::lock_guard lock(in.lock);
        const entry_index index = store.find_or_add(in, key.view(), store.clock().up(now));
        store.install(
            in, index, access_token(text, wall_time(), now + 1h), {now, now + 1h, store.epoch()}, now);
        return index;
    }
    void erase(const owned_key& key)
    {
        auto& in = store.shard_of(key.view().hash);
        const std::lock_guard lock(in.lock);
        store.erase(in, store.find(in, key.view()));
    }
    std::string get(const owned_key& key, coarse_time least = 0, bool early = false)
    {
        return std::string(store.try_get(key.view(), store.clock().up(now), least, early, what).token());
    }
    std::string get(const hot_key& key)
    {
        return std::string(store.try_get(key, store.clock().up(now), 0, false, what).token());
    }
    static owned_key chat(int number)
    {
        return owned_key("user-" + std::to_string(number), scope::chat, std::nullopt);
    }
    cache_stats stats() const
    {
        cache_stats made;
        store.describe(made);
        return made;
    }

    boot_time now = start;
    token_store::served what;
    shared_schedule schedule{published_rate(operation::get_token), start, 1};
    token_store store{start, schedule};
};

} // namespace

TEST_CASE_FIXTURE(stored, "each key has its own entry, and each entry its own token")
{
    for (int i = 0; i < 2'000; ++i)
        put(chat(i), "token " + std::to_string(i));
    CHECK(store.entries() == 2'000);
    for (int i = 0; i < 2'000; ++i)
        REQUIRE(get(chat(i)) == "token " + std::to_string(i));
    CHECK(get(chat(2'000)).empty());
    CHECK(get(owned_key("user-1", scope::voip, std::nullopt)).empty());
    CHECK(get(owned_key("user-1", scope::chat, 60min)).empty());
}

TEST_CASE_FIXTURE(stored, "any walk of puts, erasures, drops and look-ups ends as a map would")
{
    std::mt19937 random(3);
    std::map<int, std::string> expected;
    std::deque<hot_key> handles;
    for (int i = 0; i < 100; ++i)
        handles.emplace_back(chat(i), store.number());
    for (int step = 0; step < 20'000; ++step) {
        const int i = static_cast<int>(random() % 100);
        if (random() % 3 == 0) {
            expected[i] = "token " + std::to_string(step);
            put(chat(i), expected[i]);
        } else if (random() % 3 == 0 && expected.contains(i)) {
            erase(chat(i));
            expected.erase(i);
        }
        const int j = static_cast<int>(random() % 100);
        const std::string token = expected.contains(j) ? expected[j] : "";
        REQUIRE(get(chat(j)) == token);
        REQUIRE(get(handles[static_cast<std::size_t>(j)]) == token);
        REQUIRE(store.entries() == expected.size());
        REQUIRE(schedule.planned() == expected.size());
    }
}

TEST_CASE_FIXTURE(stored, "a hit is a use and is counted; a look is neither")
{
    const entry_index index = put(chat(1), "token");
    now += 1000s;
    boot_time until;
    CHECK(store.peek(chat(1).view(), store.clock().up(now), 0, until).token() == "token");
    CHECK(store.at(index).last_use == 0);
    CHECK(stats().requests[0] == 0);
    CHECK(get(chat(1)) == "token");
    CHECK(store.at(index).last_use == 1000);
    CHECK(what.left == 2600);
    CHECK(what.how == cache_result::hit);
    CHECK(get(chat(1), 2589) == "token");
    CHECK(get(chat(1), 2590).empty());
    now = start + 1h - 50s;
    CHECK(get(chat(1), 0, true).empty()); // due for renewal: who can wait should
    CHECK(get(chat(1)) == "token");
    now = start + 1h - 10s;
    CHECK(get(chat(1)).empty());
    const cache_stats counted = stats();
    CHECK(counted.requests[static_cast<std::size_t>(cache_result::hit)] == 2);
    CHECK(counted.requests[static_cast<std::size_t>(cache_result::stale)] == 1);
    CHECK(counted.remaining_life.sum == 2600 + 2600 + 50);
    CHECK(counted.remaining_life.counts[2] == 1); // over 30 s, at most 60 s
    CHECK(counted.remaining_life.counts[5] == 2); // over 900 s, at most 3600 s
}

TEST_CASE_FIXTURE(
    stored, "a handle follows its entry into another place, and never serves who took the old one")
{
    const hot_key handle(chat(1), store.number());
    CHECK(get(handle).empty());
    const entry_index first = put(chat(1), "one");
    CHECK(get(handle) == "one");
    erase(chat(1));
    CHECK(get(handle).empty());
    const entry_index taken = put(chat(2), "two");
    CHECK(taken == first);
    CHECK(get(handle).empty());
    CHECK(put(chat(1), "three") != first);
    CHECK(get(handle) == "three");
}

TEST_CASE_FIXTURE(stored, "a handle of another store finds this one's entry, if there is one")
{
    const hot_key foreign(chat(1), store.number() + 1);
    foreign.remember(1'000'000, 0);
    CHECK(get(foreign).empty());
    put(chat(1), "one");
    CHECK(get(foreign) == "one");
    erase(chat(1));
    CHECK(get(foreign).empty());
}

TEST_CASE_FIXTURE(stored, "after a new epoch no token of before is served")
{
    const hot_key handle(chat(1), store.number());
    put(chat(1), "one");
    put(chat(2), "two");
    REQUIRE(get(handle) == "one");
    store.next_epoch();
    CHECK(get(handle).empty());
    CHECK(get(chat(2)).empty());
    put(chat(2), "three");
    CHECK(get(chat(2)) == "three");
    CHECK(get(chat(1)).empty());
}

TEST_CASE_FIXTURE(stored, "the account of what is kept fresh follows the lives of the tokens")
{
    const std::size_t room = schedule.room(3600);
    const entry_index index = put(chat(1), "one");
    REQUIRE(schedule.commit(store.at(index).life));
    store.pin(index, 3600);
    CHECK(schedule.kept() == 1);
    CHECK(schedule.room(3600) == room - 1);
    {
        auto& in = store.shard_of(chat(1).view().hash);
        const std::lock_guard lock(in.lock);
        store.install(
            in, index, access_token("x", wall_time(), now + 100h), {now, now + 100h, store.epoch()}, now);
    }
    CHECK(schedule.kept() == 1);
    CHECK(schedule.room(3600) >= room - 1);
    store.unpin(index);
    store.unpin(index);
    CHECK(schedule.kept() == 0);
    CHECK(schedule.room(3600) == room);
    CHECK(!schedule.shortest_life().has_value());
}

TEST_CASE_FIXTURE(stored, "bytes are those of ids, scopes and tokens, and an allowance an entry")
{
    CHECK(store.bytes() == 0);
    put(owned_key(std::string(100, 'u'), scope::chat, std::nullopt), std::string(1000, 't'));
    const std::size_t one = store.bytes();
    CHECK(one >= 1100);
    CHECK(one <= 1100 + 128);
    put(owned_key(std::string(100, 'u'), scope::chat, std::nullopt), std::string(400, 't'));
    CHECK(store.bytes() == one - 600);
    {
        auto& in = store.shard_of(entry_key::hash_of(std::string(100, 'u')));
        const std::lock_guard lock(in.lock);
        store.drop(0);
        CHECK(store.bytes() == one - 1000);
        store.drop(0);
        store.refuse(0, now);
        CHECK(store.bytes() == one - 1000);
    }
    erase(owned_key(std::string(100, 'u'), scope::chat, std::nullopt));
    CHECK(store.bytes() == 0);
    CHECK(store.entries() == 0);
}

TEST_CASE_FIXTURE(stored, "all of an identity's entries are found, and may be erased meanwhile")
{
    for (int i = 0; i < 300; ++i)
        put(chat(i), "token");
    put(owned_key("user-7", scope::voip, std::nullopt), "voip");
    put(owned_key("user-7", scope::chat, 60min), "hour");
    auto& in = store.shard_of(entry_key::hash_of("user-7"));
    int found = 0;
    {
        const std::lock_guard lock(in.lock);
        store.for_each_of(in, "user-7", [&](entry_index index) {
            ++found;
            CHECK(store.at(index).is_of("user-7"));
            store.erase(in, index);
        });
        CHECK(store.find(in, chat(7).view()) == no_entry);
    }
    CHECK(found == 3);
    CHECK(store.entries() == 299);
    for (int i = 0; i < 300; ++i)
        if (i != 7)
            REQUIRE(get(chat(i)) == "token");
}
