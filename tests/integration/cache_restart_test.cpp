#include "cache_fixture.hpp"
#include "cache_service_fixture.hpp"
#include "temporary_folder.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <vector>

using namespace acs;
using namespace std::chrono_literals;

// A process that begins with what the last one saved.

namespace {

const scope_set scopes = scope::chat;

struct fixture : cache_fixture
{
    fixture()
    {
        answer = [this](const token_request&) -> result<access_token> {
            ++calls;
            latest.push_back(clock->now_boottime());
            while (latest.front() <= clock->now_boottime() - 30s)
                latest.pop_front();
            busiest_30s = std::max(busiest_30s, latest.size());
            return make_token(life);
        };
    }

    token_cache make_resource_cache() { return make_cache(options().resource("https://contoso.example")); }

    void make_users(std::size_t count)
    {
        for (std::size_t i = 0; i < count; ++i)
            users.emplace_back(
                "8:acs:1b5cc06b-f352-4571-b1e6-d9b259b7c776_" + std::to_string(10'000'000 + i));
    }

    // As a process that has run for long: each token is somewhere in its life, before it is to be renewed.
    void put_all(token_cache& cache)
    {
        for (std::size_t i = 0; i < users.size(); ++i) {
            const auto age = life * static_cast<long>(i) / static_cast<long>(users.size()) * 7 / 10;
            REQUIRE(cache.put(users[i], scopes, make_token(life - age)));
            REQUIRE(cache.keep_fresh(users[i], scopes).has_value());
        }
    }

    std::size_t usable(token_cache& cache)
    {
        return static_cast<std::size_t>(std::count_if(users.begin(), users.end(), [&](const auto& user) {
            return !cache.try_get(user, scopes).empty();
        }));
    }

    // The busiest 30 s of the next hour, as planned.
    std::size_t busiest_planned(token_cache& cache)
    {
        const auto upcoming = cache.plan().upcoming;
        return *std::max_element(upcoming.begin(), upcoming.end());
    }

    temporary_folder folder;
    const std::string path = folder / "tokens";
    const secret key = secret("0123456789abcdef0123456789abcdef");
    std::vector<communication_user> users;
    std::size_t calls = 0;
    std::size_t busiest_30s = 0;
    std::deque<boot_time> latest;
};

} // namespace

TEST_CASE_FIXTURE(fixture, "cache restart: 100,000 identities need no call of the service")
{
    life = 24h;
    make_users(100'000);
    {
        token_cache before = make_resource_cache();
        put_all(before);
        pass(1s);
        REQUIRE(before.save_snapshot(path, key).value() == users.size());
        CHECK(calls == 0);
    }
    clock->advance(90s); // the new process starts
    token_cache cache = make_resource_cache();
    REQUIRE(cache.load_snapshot(path, key).value() == users.size());
    settle();
    CHECK(calls == 0);
    CHECK(usable(cache) == users.size());
    CHECK(calls == 0);
    CHECK(cache.stats().kept_fresh == users.size());
    CHECK(cache.stats().planned == users.size());
    CHECK(cache.stats().overcommitted == 0);

    for (int hour = 0; hour < 8; ++hour) { // the rest goes on like this
        CHECK(busiest_planned(cache) <= 900);
        pass(1h, 5s);
        CHECK(cache.stats().backlog <= 100);
    }
    CHECK(busiest_30s <= 900);
    CHECK(calls > users.size() / 10);
    CHECK(cache.stats().lapsed == 0);
    CHECK(usable(cache) == users.size());
}

TEST_CASE_FIXTURE(cache_service_fixture, "cache restart: the quota holds across it, and no token lapses")
{
    // 50,000 identities of the 54,720 that fit, to scale.
    constexpr double share = 0.02;
    const temporary_folder folder;
    const secret key("0123456789abcdef0123456789abcdef");
    const auto users = create_users(1000);
    post("quotas", R"({"enabled":true,"limits":{"get_token":20}})");
    const auto begin = [&] {
        return make_client(options().quota(quota::published(share)));
    };
    const auto chosen = cache_options().default_lifetime(1h);
    std::optional<identity_client> client = begin();
    std::optional<token_cache> cache(std::in_place, *client, chosen);
    REQUIRE(finish(cache->prefetch(users, scopes, prefetch_options().lifetime(60min).keep_fresh(true)))
                .has_value());

    for (const auto gap : {0s, 10s, 480s}) {
        CAPTURE(gap.count());
        pass(20min);
        REQUIRE(cache->save_snapshot(folder / "tokens", key).value() == users.size());
        client.reset();
        cache.reset();
        pass(gap);
        const auto calls = statistic("get_token", "requests");
        client = begin();
        cache.emplace(*client, chosen);
        REQUIRE(cache->load_snapshot(folder / "tokens", key).value() == users.size());
        for (const auto& user : users)
            REQUIRE(run(cache->get(user, scopes, token_options().lifetime(60min))).has_value());
        CHECK(statistic("get_token", "requests") - calls <= 2); // what is overdue, in the background
        pass(70min);
        CHECK(cache->stats().lapsed == 0);
        CHECK(cache->stats().backlog <= 30);
        CHECK(cache->stats().kept_fresh == users.size());
        for (std::size_t i = 0; i < users.size(); i += 37)
            CHECK(introspect(cache->try_get(users[i], scopes, 60min)) == "valid");
    }
    CHECK(statistic("get_token", "throttled") == 0);
    CHECK(statistic("get_token", "max_calls_30s") <= 20);
}
