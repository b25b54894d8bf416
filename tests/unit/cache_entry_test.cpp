#include "cache/cache_entry.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace acs;
using cache::cache_entry;
using cache::coarse_time;
using cache::entry_key;
using answer = cache_entry::answer;
using state = cache_entry::state;

namespace {

access_token token(std::string text = "token")
{
    return {text, wall_time(), boot_time()};
}

// For ada's chat token, issued at 1000 for an hour.
struct one_entry
{
    one_entry()
    {
        entry.occupy(key(), 1000);
        entry.install(token(), 3600, 4600, epoch);
    }
    entry_key key() const { return {"8:acs:ada", chat, std::nullopt}; }

    scope_set chat = scope::chat;
    std::uint16_t epoch = 5;
    cache_entry entry;
};

} // namespace

TEST_CASE("an entry is of its own identity, scopes and lifetime only")
{
    scope_set foreign = scope::chat;
    foreign.add("new.scope");
    scope_set two = foreign;
    two.add("other");
    scope_set longer = scope::chat;
    longer.add("new.scopes");
    const scope_set sets[] = {scope::chat, scope::voip, scope::chat | scope::voip, foreign, two, longer, {}};
    const std::optional<std::chrono::minutes> lifetimes[] = {
        std::nullopt, std::chrono::minutes(60), std::chrono::minutes(65'535)};
    const std::string users[] = {"a", "ab", "8:acs:ada", std::string(65'535, 'x'), std::string("a\0b", 3)};
    for (const auto& user : users)
        for (const auto& scopes : sets)
            for (const auto& lifetime : lifetimes) {
                cache_entry entry;
                entry.occupy(entry_key(user, scopes, lifetime), 7);
                CHECK(entry.user() == user);
                CHECK(entry.scopes() == scopes);
                CHECK(entry.lifetime() == (lifetime ? lifetime->count() : 0));
                CHECK(entry.is_of(user));
                CHECK(!entry.is_of(user + "x"));
                CHECK(entry.current() == state::empty);
                CHECK(entry.last_use == 7);
                for (const auto& other : users)
                    for (const auto& others : sets)
                        for (const auto& minutes : lifetimes) {
                            const bool same = other == user && others == scopes && minutes == lifetime;
                            REQUIRE(entry.matches(entry_key(other, others, minutes)) == same);
                        }
            }
}

TEST_CASE_FIXTURE(
    one_entry, "a token is served at once until the margin, stale until the reserve, then not at all")
{
    const coarse_time margin = cache_entry::margin(3600);
    CHECK(margin == 72);
    for (coarse_time now = 1000; now < 4700; ++now) {
        const coarse_time left = now < 4600 ? 4600 - now : 0;
        REQUIRE(entry.remaining(now) == left);
        const answer expected = left > margin ? answer::serve : left > 10 ? answer::stale : answer::fetch;
        REQUIRE(entry.ask(now, 0, epoch) == expected);
        REQUIRE(entry.is_usable(now, 0, epoch) == (left > 10));
        for (const coarse_time least : {1u, 100u, 3000u, 0xffff'ffffu})
            REQUIRE(entry.is_usable(now, least, epoch) == (std::uint64_t(left) > std::uint64_t(least) + 10));
    }
}

TEST_CASE("the margin is 2 % of the life, at least 30 s and at most 300 s, but not over a quarter of it")
{
    CHECK(cache_entry::margin(0) == 0);
    CHECK(cache_entry::margin(60) == 15);
    CHECK(cache_entry::margin(120) == 30);
    CHECK(cache_entry::margin(3600) == 72);
    CHECK(cache_entry::margin(15'000) == 300);
    CHECK(cache_entry::margin(86'400) == 300);
    CHECK(cache_entry::margin(0xffff'ffff) == 300);
}

TEST_CASE_FIXTURE(one_entry, "a token of another epoch is never served")
{
    CHECK(entry.ask(1000, 0, 6) == answer::fetch);
    CHECK(entry.ask(1000, 0, 4) == answer::fetch);
    CHECK(!entry.is_usable(1000, 0, 6));
}

TEST_CASE_FIXTURE(one_entry, "a dropped token is gone, and its generation with it; pins and use stay")
{
    entry.pinned = true;
    entry.last_use = 1234;
    entry.failures = 3;
    const auto generation = entry.generation;
    entry.drop();
    CHECK(entry.token.empty());
    CHECK(entry.current() == state::empty);
    CHECK(entry.generation != generation);
    CHECK(entry.ask(1001, 0, epoch) == answer::fetch);
    CHECK(entry.remaining(1001) == 0);
    CHECK(bool(entry.pinned));
    CHECK(entry.last_use == 1234);
    CHECK(entry.failures == 0);
    CHECK(entry.matches(key()));
}

TEST_CASE_FIXTURE(
    one_entry, "a refused identity is refused for a minute, in this epoch, and then asked about")
{
    const auto generation = entry.generation;
    entry.refuse(2000, epoch);
    CHECK(entry.token.empty());
    CHECK(entry.current() == state::negative);
    CHECK(entry.generation != generation);
    CHECK(entry.ask(2000, 0, epoch) == answer::negative);
    CHECK(entry.ask(2059, 0, epoch) == answer::negative);
    CHECK(entry.ask(2060, 0, epoch) == answer::fetch);
    CHECK(entry.ask(2000, 0, 6) == answer::fetch);
    CHECK(!entry.is_usable(2000, 0, epoch));
    entry.install(token(), 3599, 5600, epoch);
    CHECK(entry.ask(2001, 0, epoch) == answer::serve);
}

TEST_CASE_FIXTURE(one_entry, "a new token ends failures, retirement and a prefetch's wait; not the pin")
{
    entry.failures = 0xff;
    entry.pinned = entry.awaited = entry.retiring = true;
    const auto generation = entry.generation;
    entry.install(token("newer"), 3600, 7600, epoch);
    CHECK(entry.token.token() == "newer");
    CHECK(entry.failures == 0);
    CHECK(bool(entry.pinned));
    CHECK(!entry.awaited);
    CHECK(!entry.retiring);
    CHECK(entry.life == 3600);
    CHECK(entry.expires == 7600);
    CHECK(entry.generation == generation); // it replaces the old one, nothing was taken back
    entry.install(token(), 0, 4000, epoch);
    CHECK(entry.life == 0);
    CHECK(entry.ask(5000, 0, epoch) == answer::fetch);
}

TEST_CASE_FIXTURE(one_entry, "an entry is wanted if it is in use, kept fresh, or awaited")
{
    CHECK(cache_entry::idle_limit(0) == 3600);
    CHECK(cache_entry::idle_limit(3600) == 3600);
    CHECK(cache_entry::idle_limit(86'400) == 43'200);
    entry.last_use = 1000;
    CHECK(entry.is_wanted(4600));
    CHECK(!entry.is_wanted(4601));
    CHECK(entry.is_wanted(900)); // the present is rounded, a use may seem to be later
    entry.pinned = true;
    CHECK(entry.is_wanted(1'000'000));
    entry.pinned = false;
    entry.awaited = true;
    CHECK(entry.is_wanted(1'000'000));
}

TEST_CASE_FIXTURE(one_entry, "a vacant entry has nothing left, and is another when it comes back")
{
    entry.pinned = entry.awaited = entry.in_flight = true;
    const auto identity = entry.identity;
    const auto generation = entry.generation;
    entry.vacate();
    CHECK(entry.current() == state::vacant);
    CHECK(entry.token.empty());
    CHECK(entry.hash == 0);
    CHECK(entry.identity != identity);
    CHECK(entry.generation != generation);
    CHECK(!entry.is_of("8:acs:ada"));
    entry.occupy({"8:acs:bob", chat, std::nullopt}, 9000);
    CHECK(entry.current() == state::empty);
    CHECK(!entry.pinned);
    CHECK(!entry.awaited);
    CHECK(!entry.in_flight);
    CHECK(entry.life == 0);
    CHECK(entry.failures == 0);
    CHECK(entry.user() == "8:acs:bob");
    CHECK(!entry.matches(key()));
}

TEST_CASE_FIXTURE(one_entry, "its bytes are those of its texts")
{
    CHECK(entry.text_bytes() == std::string("8:acs:ada").size() + 5);
    entry.drop();
    CHECK(entry.text_bytes() == std::string("8:acs:ada").size());
}
