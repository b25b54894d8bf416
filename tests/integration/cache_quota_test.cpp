#include "cache_service_fixture.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

using namespace acs;
using namespace std::chrono_literals;

// The cache and the service's quota, which the emulator enforces.

namespace {

const scope_set scopes = scope::chat;
constexpr std::chrono::minutes life(60);

struct fixture : cache_service_fixture
{
    fixture() : cache_service_fixture(emulator_options().quotas(true).tls(false)) {}

    // The fraction of its quota that the service grants. Of all of it, 900 calls in 30 s may be made.
    void grant(double share)
    {
        granted = share;
        const auto limit = static_cast<std::int64_t>(1000 * share);
        post("quotas", R"({"limits":{"get_token":)" + std::to_string(limit) + "}}");
    }

    void check_quota()
    {
        CHECK(statistic("get_token", "throttled") == 0);
        CHECK(static_cast<double>(statistic("get_token", "max_calls_30s")) <= 900 * granted);
    }

    // As many calls at once as there are lifetimes, so that each is for an entry of its own.
    template <class Function>
    std::vector<std::shared_ptr<pending<access_token>>> start_calls(int count, Function call)
    {
        std::vector<std::shared_ptr<pending<access_token>>> made;
        for (int i = 0; i < count; ++i)
            made.push_back(start(call(life + std::chrono::minutes(i))));
        return made;
    }

    void finish_all(const std::vector<std::shared_ptr<pending<access_token>>>& calls)
    {
        for (const auto& call : calls) {
            run_through([&] { return call->done(); });
            REQUIRE(call->result->has_value());
        }
    }

    double granted = 1;
};

// What a population goes through, to scale: a tenth of the identities with a tenth of the quota.
void fill_rest_and_outage(fixture& service, std::size_t population, double share)
{
    const auto users = service.create_users(population);
    service.grant(share);
    identity_client client = service.make_client(service.options().quota(quota::published(share)));
    token_cache cache(client, service.cache_options());

    const boot_time began = service.clock->now_boottime();
    const auto filled =
        service.finish(cache.prefetch(users, scopes, prefetch_options().lifetime(life).keep_fresh(true)));
    REQUIRE(filled.has_value());
    CHECK(filled->ready == population);
    CHECK(filled->failed == 0);
    const double planned = cache.plan().calls_per_second;
    const std::chrono::duration<double> took = service.clock->now_boottime() - began;
    CHECK(
        static_cast<double>(population) <= planned * (took.count() + 64)); // one slot at most is begun early

    service.pass(90min);
    service.check_quota();
    CHECK(cache.stats().lapsed == 0);
    CHECK(cache.stats().backlog <= 64 * planned);

    service.fault(R"({"kind":"status","status":503,"op":"get_token"})");
    service.pass(8min);
    service.clear_faults();
    const boot_time over = service.clock->now_boottime();
    const std::size_t backlog = cache.stats().backlog;
    CHECK(static_cast<double>(backlog) > 300 * static_cast<double>(population) / 3600);
    service.run_through([&] { return cache.stats().backlog == 0; });
    const std::chrono::duration<double> drained = service.clock->now_boottime() - over;
    const double spare = 28 * share - planned;
    CHECK(drained.count() <= 1.1 * static_cast<double>(backlog) / spare + 5);

    service.pass(1h);
    service.check_quota();
    CHECK(cache.stats().lapsed == 0);
    for (const communication_user& user : users)
        CHECK_FALSE(cache.try_get(user, scopes, life).empty());
    for (std::size_t i = 0; i < population; i += population / 50)
        CHECK(service.introspect(cache.try_get(users[i], scopes, life)) == "valid");
}

// ACS_CACHE_SCALE=1 makes the tests with all identities and the whole quota.
double scale(double usual)
{
    const char* const given = std::getenv("ACS_CACHE_SCALE");
    return given ? std::atof(given) : usual;
}

} // namespace

TEST_CASE_FIXTURE(
    fixture, "cache quota: 20,000 identities, filled, renewed, and after an outage of 8 minutes")
{
    const double share = scale(0.05);
    fill_rest_and_outage(*this, static_cast<std::size_t>(20'000 * share), share);
}

TEST_CASE_FIXTURE(fixture, "cache quota: 50,000 identities, of the 54,720 that fit")
{
    const double share = scale(0.02);
    fill_rest_and_outage(*this, static_cast<std::size_t>(50'000 * share), share);
}

TEST_CASE_FIXTURE(
    fixture, "cache quota: a client without one does not make the cache exceed the published one")
{
    identity_client client = make_client();
    const communication_user user = run(client.create_user()).value();
    token_cache cache(client, cache_options());
    const auto call = [&](std::chrono::minutes lifetime) {
        return cache.get(user, scopes, token_options().lifetime(lifetime));
    };
    const boot_time began = clock->now_boottime();
    finish_all(start_calls(1100, call));
    CHECK(clock->now_boottime() - began > 36s);
    check_quota();
    CHECK(statistic("get_token", "max_calls_30s") > 850);

    pass(1min);
    (void)run(client.get_token(user, scopes)); // a call of the client's own takes no permit
    CHECK(cache.stats().quota_utilisation == 0);
}

TEST_CASE_FIXTURE(fixture, "cache quota: client and cache share the client's")
{
    identity_client client = make_client(options().quota(quota::published()));
    const communication_user user = run(client.create_user()).value();
    token_cache cache(client, cache_options());
    token_cache other(client, cache_options());
    const auto of_client = [&](std::chrono::minutes lifetime) {
        return client.get_token(user, scopes, lifetime);
    };
    const auto of_cache = [&](std::chrono::minutes lifetime) {
        return cache.get(user, scopes, token_options().lifetime(lifetime));
    };
    const auto of_other = [&](std::chrono::minutes lifetime) {
        return other.get(user, scopes, token_options().lifetime(lifetime));
    };
    const auto first = start_calls(400, of_client);
    const auto second = start_calls(400, of_cache);
    const auto third = start_calls(400, of_other);
    finish_all(first);
    finish_all(second);
    finish_all(third);
    check_quota();
    CHECK(statistic("get_token", "requests") == 1200);

    // What the client used up is not there for the cache.
    pass(1min);
    finish_all(start_calls(60, of_client));
    const auto refused = start(cache.get(user, scopes, token_options().lifetime(23h).deadline(30ms)));
    run_through([&] { return refused->done(); });
    CHECK(refused->result->error() == errc::deadline_exceeded);
}

TEST_CASE_FIXTURE(fixture, "cache quota: planned work leaves the client's own calls their room")
{
    identity_client client = make_client(options().quota(quota::published()));
    const auto users = create_users(600);
    token_cache cache(client, cache_options());
    const auto filling =
        start(cache.prefetch(users, scopes, prefetch_options().lifetime(life).keep_fresh(true)));
    pass(5s);
    REQUIRE_FALSE(filling->done());
    for (int i = 0; i < 50; ++i) { // 5 a second, beside the 19 that are planned
        const boot_time began = clock->now_boottime();
        REQUIRE(finish(client.get_token(users.front(), scopes)).has_value());
        CHECK(clock->now_boottime() - began <= 50ms);
        pass(200ms);
    }
    run_through([&] { return filling->done(); });
    CHECK(filling->result->value().ready == users.size());
    check_quota();
}
