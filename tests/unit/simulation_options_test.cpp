#include "simulation/cache_model.hpp"
#include "simulation/figures.hpp"
#include "simulation/lateness.hpp"
#include "simulation/seconds.hpp"
#include "simulation/simulate_options.hpp"
#include "simulation/token_clock.hpp"

#include <acs/client_options.hpp>
#include <boost/json/parse.hpp>
#include <doctest/doctest.h>

#include <optional>
#include <stdexcept>
#include <vector>

using namespace simulation;
using namespace std::chrono_literals;

namespace {

simulate_options parse(std::vector<const char*> arguments)
{
    arguments.insert(arguments.begin(), "simulate");
    return simulate_options::parse(static_cast<int>(arguments.size()), arguments.data());
}

} // namespace

TEST_CASE("simulation: options")
{
    CHECK(!parse({}).one_scenario);
    CHECK(!parse({"--out", "folder"}).one_scenario);
    const simulate_options asked = parse(
        {"--population", "1000", "--life", "7200", "--outage", "60", "--seed", "5", "--json", "--foreground",
         "2.5", "--share", "0.5"});
    CHECK(asked.one_scenario);
    CHECK(asked.json);
    CHECK(asked.what.population == 1000);
    CHECK(asked.what.lifetimes == std::vector<std::chrono::seconds>{2h});
    CHECK(asked.what.outage == 60s);
    CHECK(asked.what.seed == 5);
    CHECK(asked.what.foreground == 2.5);
    CHECK(asked.what.own_limit().per_second == 14);
    CHECK(parse({"--quota-cut", "--json"}).what.quota_cut.value_or(0) == 500);
    CHECK(parse({"--quota-cut", "7"}).what.quota_cut.value_or(0) == 7);
    CHECK(parse({"--clock-step", "-3600"}).what.clock_step == -1h);
    CHECK(parse({"--lifetimes", "mixed"}).what.lifetimes.size() == 3);
    CHECK(parse({"--outage", "60", "--silent", "7"}).what.silent == std::optional(7s));
    CHECK(parse({"--help"}).help);
}

TEST_CASE("simulation: bad options are refused")
{
    const std::vector<std::vector<const char*>> bad = {
        {"--population"},
        {"--population", "0"},
        {"--population", "many"},
        {"--population", "5x"},
        {"--population", "-5"},
        {"--life", "--json"},
        {"--life", "10"},
        {"--life", "1e9"},
        {"--seed", "-1"},
        {"--share", "0"},
        {"--share", "1.5"},
        {"--share", "nan"},
        {"--share", "0.01"},
        {"--limit", "28"},
        {"--limit", "28/"},
        {"--lifetimes", "other"},
        {"--quota-cut", "--outage", "5"},
        {"--silent"},
        {"--outage", "60", "--silent", "0"},
        {"--unknown"},
        {"stray"},
    };
    for (const auto& arguments : bad) {
        CAPTURE(arguments.front());
        CHECK_THROWS_AS(parse(arguments), std::invalid_argument);
    }
}

TEST_CASE("simulation: a silent outage's calls hang for as long as the client waits for an answer")
{
    const scenario what = parse({"--outage", "60", "--silent", "--json"}).what;
    const auto client = acs::client_options::from_connection_string(
        "endpoint=https://contoso.communication.azure.com/;accesskey=a2V5");
    REQUIRE(client.has_value());
    CHECK(what.silent == std::optional(20s));
    CHECK(client->response_timeout() == 20s);
    CHECK(timeline(what).service.failure_takes == 20s);
}

TEST_CASE("simulation: how many fit")
{
    scenario what;
    what.population = 60'000;
    CHECK(what.feasible() == 54'720);
    what.lifetimes = {24h};
    what.population = 2'000'000;
    CHECK(what.feasible() == 1'313'280);
    what.lifetimes = {1h, 24h};
    CHECK(what.feasible() / 2 * (1 / 2880.0 + 1 / 69120.0) == doctest::Approx(19).epsilon(0.001));
}

TEST_CASE("simulation: what happens is drawn into the steady state, and the time suffices")
{
    scenario what;
    what.outage = 8min;
    for (what.seed = 1; what.seed < 50; ++what.seed) {
        const timeline when(what);
        CHECK(since_start(when.disturbed.begin) >= 2631 + 3600);
        CHECK(since_start(when.disturbed.begin) <= 2632 + 7200);
        CHECK(when.disturbed.end - when.disturbed.begin == 8min);
        CHECK(when.end - when.disturbed.end >= 1h);
        CHECK(when.service.limit.value_or(0) == 1000);
    }
    what.hours = 1;
    CHECK_THROWS_AS((timeline(what)), std::invalid_argument);
}

TEST_CASE("simulation: the figures are one line of JSON")
{
    figures seen;
    seen.max_calls_30s = 870;
    seen.lapsed = 3;
    seen.drain_s = 12.25;
    const std::string line = seen.json();
    CHECK(line.find('\n') == std::string::npos);
    const boost::json::value parsed = boost::json::parse(line);
    for (const char* name :
         {"max_calls_30s", "throttled", "lapsed", "infeasible", "p999_lateness_s", "drain_s",
          "p50_lateness_s"})
        CHECK(parsed.at(name).is_number());
    CHECK(parsed.at("max_calls_30s").to_number<int>() == 870);
    CHECK(parsed.at("lapsed").to_number<int>() == 3);
    CHECK(parsed.at("drain_s").to_number<double>() == 12.25);
    CHECK(parsed.at("drain_bound_s").is_null());
    CHECK(parsed.at("drained").as_bool());
}

TEST_CASE("simulation: what is asked for with --json comes out as JSON")
{
    const simulate_options asked = parse(
        {"--json", "--population", "5000", "--share", "0.1", "--outage", "480", "--silent", "--foreground",
         "0.5"});
    const figures seen = cache_model(asked.what).run();
    const boost::json::object line = boost::json::parse(seen.json()).as_object();
    const auto number = [&](const char* name) {
        CAPTURE(name);
        REQUIRE(line.contains(name));
        REQUIRE(line.at(name).is_number());
        return line.at(name).to_number<double>();
    };
    CHECK(number("population") == 5000);
    CHECK(number("kept") == 5000);
    CHECK(number("calls") > 10'000);
    CHECK(number("max_calls_30s") > 0);
    CHECK(number("max_calls_30s") <= 90);
    CHECK(number("fill_s") > 0);
    CHECK(number("simulated_s") > 10'000);
    CHECK(number("unavailable") > 0);
    CHECK(number("outage_start_s") > 6000);
    CHECK(number("backlog") > 0);
    CHECK(number("drain_s") > 0);
    CHECK(number("drain_bound_s") > 0);
    CHECK(number("drain_bound_actual_s") > 0);
    CHECK(number("slack_s") > 10);
    CHECK(number("foreground_calls") > 0);
    CHECK(number("scheduler_bytes") > 0);
    CHECK(number("p999_lateness_s") >= number("p50_lateness_s"));
    for (const char* none : {"lapsed", "throttled", "infeasible", "unfilled"})
        CHECK(number(none) == 0);
    CHECK(line.at("drained").as_bool());
}

TEST_CASE("simulation: quantiles of lateness are never too small")
{
    lateness late;
    CHECK(late.quantile(0.5) == 0);
    for (int i = 1; i <= 1000; ++i)
        late.add(std::chrono::milliseconds(i));
    CHECK(late.quantile(0.5) == 0.5);
    CHECK(late.quantile(0.999) == 0.999);
    CHECK(late.quantile(1) == 1);
    late.add(1ns);
    CHECK(late.quantile(0) == 0);
    late.add(100s + 1ns);
    CHECK(late.quantile(1) == 101);
}

TEST_CASE("simulation: a clock that is wrong costs no life once the service has told it")
{
    const acs::boot_time sent = start_of_time + 100s + 300ms;
    const acs::boot_time issued = sent + 25ms;
    token_clock right(acs::boot_time::max(), 0s);
    CHECK(right.accepted(sent));
    CHECK(right.usable_until(sent, issued, 1h) == sent + 1h - 1s);
    for (const std::chrono::seconds step : {std::chrono::seconds(1h), std::chrono::seconds(-1h)}) {
        token_clock wrong(start_of_time + 50s, step);
        CHECK(wrong.accepted(start_of_time));
        CHECK(wrong.usable_until(start_of_time, start_of_time, 1h) == start_of_time + 1h - 1s);
        CHECK(!wrong.accepted(sent));
        wrong.learn(sent);
        CHECK(wrong.accepted(sent));
        CHECK(wrong.usable_until(sent, issued, 1h) == sent + 1h - 1s);
    }
}
