#include "cache_fixture.hpp"

#include "temporary_folder.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <numeric>

using namespace std::chrono_literals;

namespace {

const acs::secret key(std::string(32, 'k'));
const acs::communication_user ada("8:acs:ada");

struct saved : cache_fixture
{
    acs::token_cache_options named(std::string name = "https://resource")
    {
        return options().default_lifetime(1h).resource(std::move(name));
    }
    temporary_folder folder;
    const std::string path = folder / "tokens";
};

} // namespace

TEST_CASE_FIXTURE(saved, "a cache that loads a snapshot serves its tokens without a call")
{
    acs::scope_set foreign = acs::scope::chat;
    foreign.add("new.scope");
    acs::token_cache old = make_cache(named());
    for (int i = 0; i < 500; ++i)
        REQUIRE(old.put(user(i), acs::scope::chat, make_token(1h)));
    REQUIRE(old.put(ada, foreign, make_token(1h)));
    REQUIRE(old.put(ada, acs::scope::voip, make_token(2h), 120min));
    CHECK(old.save_snapshot(path, key).value() == 502);
    // The next process, later: its clock's start is another, and so is its place on it.
    clock->advance(10min);
    acs::token_cache cache = make_cache(named());
    CHECK(cache.load_snapshot(path, key).value() == 502);
    for (int i = 0; i < 500; ++i) {
        const auto token = cache.try_get(user(i), acs::scope::chat);
        REQUIRE(token.token() == old.try_get(user(i), acs::scope::chat).token());
        CHECK(token.expires_on() == old.try_get(user(i), acs::scope::chat).expires_on());
        CHECK(token.usable_until() <= old.try_get(user(i), acs::scope::chat).usable_until());
    }
    CHECK(!cache.try_get(ada, foreign).empty());
    CHECK(cache.try_get(ada, acs::scope::chat).empty());
    CHECK(cache.try_get(ada, acs::scope::voip).empty());
    CHECK(!cache.try_get(ada, acs::scope::voip, 120min).empty());
    CHECK(requests.empty());
    clock->advance(50min - 12s);
    CHECK(!cache.try_get(user(0), acs::scope::chat).empty());
    clock->advance(2s);
    CHECK(cache.try_get(user(0), acs::scope::chat).empty());
}

TEST_CASE_FIXTURE(saved, "what expired meanwhile is dropped; what was kept fresh comes back, expired or not")
{
    {
        acs::token_cache old = make_cache(named());
        for (int i = 0; i < 20; ++i)
            REQUIRE(old.put(user(i), acs::scope::chat, make_token(i % 2 == 0 ? 1h : 5min)));
        for (int i = 0; i < 4; ++i)
            REQUIRE(old.keep_fresh(user(i), acs::scope::chat).has_value());
        REQUIRE(old.save_snapshot(path, key).value() == 20);
    }
    clock->advance(10min);
    acs::token_cache cache = make_cache(named());
    CHECK(cache.load_snapshot(path, key).value() == 10);
    CHECK(cache.stats().kept_fresh == 4);
    CHECK(cache.stats().entries == 12);
    CHECK(!cache.try_get(user(0), acs::scope::chat).empty());
    CHECK(cache.try_get(user(1), acs::scope::chat).empty());
    CHECK(cache.try_get(user(5), acs::scope::chat).empty());
    pass(2s);
    CHECK(!cache.try_get(user(1), acs::scope::chat).empty());
    CHECK(requests.size() == 2);
    pass(2h, 10s);
    for (int i = 0; i < 4; ++i)
        CHECK(!cache.try_get(user(i), acs::scope::chat).empty());
    CHECK(cache.stats().entries == 4);
}

TEST_CASE_FIXTURE(saved, "a load spreads the renewals over the calendar, whenever it comes")
{
    for (const nanoseconds later : {nanoseconds(1min), nanoseconds(40min), nanoseconds(52min)}) {
        begun.clear();
        requests.clear();
        limited = true;
        std::string file = folder / std::to_string(later.count());
        {
            acs::token_cache old = make_cache(named());
            for (int i = 0; i < 2'000; ++i)
                REQUIRE(old.put(user(i), acs::scope::chat, make_token(1h)));
            REQUIRE(old.save_snapshot(file, key).value() == 2'000);
        }
        clock->advance(later);
        acs::token_cache cache = make_cache(named());
        REQUIRE(cache.load_snapshot(file, key).value() == 2'000);
        pass(59min - later, 1s);
        CHECK(requests.size() == 2'000);
        CHECK(busiest() <= 900);
        for (int i = 0; i < 2'000; ++i)
            REQUIRE(!cache.try_get(user(i), acs::scope::chat).empty());
        CHECK(count(cache, acs::cache_result::stale) == 0); // all were renewed in time
    }
}

TEST_CASE_FIXTURE(saved, "what a cache has already is not replaced by older tokens of a snapshot")
{
    acs::token_cache old = make_cache(named());
    REQUIRE(old.put(ada, acs::scope::chat, make_token(30min)));
    REQUIRE(old.put(user(1), acs::scope::chat, make_token(3h)));
    REQUIRE(old.save_snapshot(path, key).value() == 2);
    acs::token_cache cache = make_cache(named());
    REQUIRE(cache.put(ada, acs::scope::chat, make_token(1h)));
    REQUIRE(cache.put(user(1), acs::scope::chat, make_token(1h)));
    const std::string mine(cache.try_get(ada, acs::scope::chat).token());
    CHECK(cache.load_snapshot(path, key).value() == 1);
    CHECK(cache.try_get(ada, acs::scope::chat).token() == mine);
    CHECK(cache.try_get(user(1), acs::scope::chat).token() == old.try_get(user(1), acs::scope::chat).token());
}

TEST_CASE_FIXTURE(saved, "a revocation removes the files that hold the token, and older ones are refused")
{
    const std::string copy = folder / "copy";
    for (const int how : {0, 1, 2, 3, 4}) {
        acs::token_cache cache = make_cache(named());
        REQUIRE(cache.put(ada, acs::scope::chat, make_token(1h)));
        REQUIRE(cache.save_snapshot(path, key).has_value());
        std::filesystem::copy_file(path, copy, std::filesystem::copy_options::overwrite_existing);
        switch (how) {
        case 0:
            REQUIRE(run(cache.revoke(ada)).has_value());
            break;
        case 1:
            REQUIRE(run(cache.remove(ada)).has_value());
            break;
        case 2:
            REQUIRE(cache.invalidate(ada) == 1);
            break;
        case 3:
            REQUIRE(cache.invalidate(ada, acs::scope::chat));
            break;
        default:
            cache.invalidate_all();
        }
        CHECK(!std::filesystem::exists(path));
        const auto refused = cache.load_snapshot(copy, key);
        REQUIRE(!refused.has_value());
        CHECK(refused.error() == acs::errc::snapshot_outdated);
        CHECK(cache.try_get(ada, acs::scope::chat).empty());
        // What is saved from then on holds none of it, and can be taken.
        clock->advance(1s);
        CHECK(cache.save_snapshot(path, key).value() == 0);
        CHECK(cache.load_snapshot(path, key).value() == 0);
    }
}

TEST_CASE_FIXTURE(saved, "a revocation removes the file that a cache was loaded from, at its begin")
{
    {
        acs::token_cache old = make_cache(named());
        REQUIRE(old.put(ada, acs::scope::chat, make_token(1h)));
        REQUIRE(old.save_snapshot(path, key).has_value());
    }
    acs::token_cache cache = make_cache(named());
    REQUIRE(cache.load_snapshot(path, key).value() == 1);
    hold = true;
    const auto revoking = start(cache.revoke(ada));
    settle();
    CHECK(!revoking->done());
    CHECK(!std::filesystem::exists(path));
    CHECK(cache.save_snapshot(path, key).value() == 0);
    release_all();
}

TEST_CASE_FIXTURE(saved, "a file that can't be taken changes nothing, and the cache works")
{
    acs::token_cache old = make_cache(named());
    for (int i = 0; i < 50; ++i)
        REQUIRE(old.put(user(i), acs::scope::chat, make_token(1h)));
    REQUIRE(old.save_snapshot(path, key).has_value());
    const std::string whole = temporary_folder::read(path);
    acs::token_cache cache = make_cache(named());
    CHECK(cache.load_snapshot(folder / "none", key).error() == acs::errc::snapshot_unreadable);
    CHECK(
        cache.load_snapshot(path, acs::secret(std::string(32, 'x'))).error() == acs::errc::snapshot_damaged);
    CHECK(cache.load_snapshot(path, acs::secret("short")).error() == acs::errc::invalid_argument);
    CHECK(cache.save_snapshot(folder / "other", acs::secret("short")).error() == acs::errc::invalid_argument);
    CHECK(!std::filesystem::exists(folder / "other"));
    acs::token_cache elsewhere = make_cache(named("https://another"));
    CHECK(elsewhere.load_snapshot(path, key).error() == acs::errc::snapshot_foreign);
    CHECK(elsewhere.stats().entries == 0);
    for (const std::size_t cut : {whole.size() - 1, whole.size() / 2, std::size_t(10), std::size_t(0)}) {
        temporary_folder::write(path, std::string_view(whole).substr(0, cut));
        CHECK(cache.load_snapshot(path, key).error() == acs::errc::snapshot_damaged);
    }
    std::string changed = whole;
    changed[whole.size() / 2] = static_cast<char>(changed[whole.size() / 2] ^ 1);
    temporary_folder::write(path, changed);
    CHECK(cache.load_snapshot(path, key).error() == acs::errc::snapshot_damaged);
    CHECK(cache.stats().entries == 0);
    CHECK(run(cache.get(ada, acs::scope::chat)).has_value());
    temporary_folder::write(path, whole);
    CHECK(cache.load_snapshot(path, key).value() == 50);
}

TEST_CASE_FIXTURE(saved, "with the civil clock an hour wrong at the load, nothing expired is served")
{
    for (const nanoseconds step : {nanoseconds(1h), nanoseconds(-1h)}) {
        const std::string file = folder / std::to_string(step.count());
        acs::token_cache old = make_cache(named());
        REQUIRE(old.put(ada, acs::scope::chat, make_token(90min)));
        REQUIRE(old.save_snapshot(file, key).has_value());
        const acs::boot_time end = clock->now_boottime() + 90min;
        clock->step_utc(step);
        acs::token_cache cache = make_cache(named());
        static_cast<void>(cache.load_snapshot(file, key)); // may be refused
        answer = [](const acs::token_request&) {
            return acs::error(acs::errc::service_unavailable);
        };
        while (clock->now_boottime() < end - 10s)
            pass(10s, 10s);
        CHECK(cache.try_get(ada, acs::scope::chat).empty());
        clock->step_utc(-step);
    }
}

TEST_CASE_FIXTURE(saved, "a snapshot holds no plain text, and only its owner can read it")
{
    acs::token_cache cache = make_cache(named());
    REQUIRE(cache.put(
        ada, acs::scope::chat,
        acs::access_token("eyJ-a-very-secret-token", clock->now_utc() + 1h, clock->now_boottime() + 1h)));
    REQUIRE(cache.save_snapshot(path, key).value() == 1);
    const std::string whole = temporary_folder::read(path);
    CHECK(whole.find("secret-token") == std::string::npos);
    CHECK(whole.find("8:acs:ada") == std::string::npos);
    CHECK(std::filesystem::status(path).permissions() == std::filesystem::perms(0600));
}
