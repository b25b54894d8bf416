#include "simulation/cache_model.hpp"
#include "simulation/policy_model.hpp"

#include <acs/capacity.hpp>
#include <doctest/doctest.h>

#include <cmath>
#include <string>

using namespace simulation;
using namespace std::chrono_literals;

namespace {

scenario small_population()
{
    scenario made;
    made.population = 2000;
    made.outage = 480s;
    return made;
}

// A tenth of the quota, and nearly all that fit it.
scenario tenth_of_the_quota()
{
    scenario made;
    made.population = 5000;
    made.share = 0.1;
    made.outage = 480s;
    made.foreground = 0.5;
    return made;
}

} // namespace

TEST_CASE("simulation: a small population outlives an outage")
{
    scenario what = small_population();
    std::size_t backlog = 0;
    for (what.seed = 1; what.seed <= 10; ++what.seed) {
        CAPTURE(what.seed);
        const figures seen = cache_model(what).run();
        CHECK(seen.lapsed == 0);
        CHECK(seen.throttled == 0);
        CHECK(seen.unfilled == 0);
        CHECK(seen.max_calls_30s <= 900);
        CHECK(seen.drained);
        backlog += seen.backlog;
    }
    CHECK(backlog > 1000);
}

TEST_CASE("simulation: a share of the quota that is nearly used up outlives an outage")
{
    scenario what = tenth_of_the_quota();
    for (what.seed = 1; what.seed <= 3; ++what.seed) {
        CAPTURE(what.seed);
        const figures seen = cache_model(what).run();
        CHECK(seen.infeasible == 0);
        CHECK(seen.lapsed == 0);
        CHECK(seen.throttled == 0);
        CHECK(seen.max_calls_30s <= 90);
        CHECK(seen.backlog > 500);
        CHECK(seen.drained);
        CHECK(seen.drain_s <= seen.drain_bound_s.value_or(0));
    }
}

TEST_CASE("simulation: calls that hang when the service is back cost no token")
{
    scenario what = tenth_of_the_quota();
    what.population = 5400;
    what.foreground = 0;
    what.outage = acs::outage_tolerance(1h);
    what.silent = scenario::answer_timeout;
    for (what.seed = 4; what.seed <= 7; ++what.seed) { // without a recall three of these lose tokens
        CAPTURE(what.seed);
        const figures seen = cache_model(what).run();
        CHECK(seen.infeasible == 0);
        CHECK(seen.lapsed == 0);
        CHECK(seen.throttled == 0);
        CHECK(seen.drained);
    }
}

TEST_CASE("simulation: it can fail")
{
    scenario what = tenth_of_the_quota();
    what.outage = 900s;
    CHECK(cache_model(what).run().lapsed > 100);
    what = tenth_of_the_quota();
    what.outage = 0s;
    what.quota_cut = 50;
    what.share = 1;
    what.population = 20'000;
    CHECK(cache_model(what).run().throttled > 0);
}

TEST_CASE("simulation: the same seed gives the same figures")
{
    scenario what = small_population();
    what.foreground = 3;
    const std::string first = cache_model(what).run().json();
    CHECK(cache_model(what).run().json() == first);
    what.seed = 2;
    CHECK(cache_model(what).run().json() != first);
}

TEST_CASE("simulation: a clock step changes nothing")
{
    scenario what = small_population();
    what.outage = 0s;
    for (const std::chrono::seconds step : {std::chrono::seconds(1h), std::chrono::seconds(-1h)}) {
        what.clock_step = step;
        const figures seen = cache_model(what).run();
        CHECK(seen.lapsed == 0);
        CHECK(seen.throttled == 0);
    }
}

TEST_CASE("simulation: what does not fit is not kept")
{
    scenario what = tenth_of_the_quota();
    what.outage = 0s;
    what.population = 7000;
    const figures seen = cache_model(what).run();
    CHECK(seen.kept + seen.infeasible == 7000);
    CHECK(seen.infeasible > 1400);
    CHECK(seen.lapsed == 0);
}

TEST_CASE("simulation: samples cover the whole time")
{
    scenario what = small_population();
    time_series drawn{"ours", {}};
    const figures seen = cache_model(what).run(&drawn);
    CHECK(drawn.samples.size() == static_cast<std::size_t>(seen.simulated_s / 30));
    std::size_t most = 0;
    for (const sample& row : drawn.samples)
        most = std::max(most, row.calls_30s);
    CHECK(most == seen.max_calls_30s);
}

TEST_CASE("simulation: other policies make the waves that are known of them")
{
    policy_case what;
    what.population = 6000;
    what.begins = policy_case::beginning::in_a_minute;
    what.service.limit.reset();
    const auto worst = [&](renewal_policy::rule rule) {
        what.policy = renewal_policy(rule);
        const policy_figures seen = policy_model(what).run();
        CHECK(seen.lapsed == 0);
        CHECK(seen.throttled == 0);
        return static_cast<double>(seen.max_calls_30s);
    };
    using rule = renewal_policy::rule;
    CHECK(std::abs(worst(rule::fixed_offset) - 3000) < 150);
    CHECK(std::abs(worst(rule::jitter_redrawn) - 2750) < 150);
    CHECK(std::abs(worst(rule::jitter_once) - 350) < 50);
    what.limit = acs::rate{28, 60};
    what.population = 2000;
    CHECK(worst(rule::fixed_offset) <= 900);
}
