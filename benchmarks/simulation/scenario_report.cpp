#include "simulation/scenario_report.hpp"

#include "simulation/cache_model.hpp"

#include <cstdint>
#include <cstdio>
#include <string>

namespace simulation {

using namespace std::chrono_literals;

namespace {

void print_row(const char* name, const scenario& what)
{
    const figures seen = cache_model(what).run();
    char drain[40] = "";
    char slack[40] = "";
    if (seen.outage_start_s > 0)
        std::snprintf(drain, sizeof drain, "%.0f", seen.drain_s);
    if (seen.slack_s)
        std::snprintf(slack, sizeof slack, "%.0f", *seen.slack_s);
    std::printf(
        "%-44s %9ju %9ju %6.0f %10ju %7zu %6ju %7ju %8zu %8s %8s\n", name, std::uintmax_t(seen.kept),
        std::uintmax_t(seen.infeasible), seen.simulated_s / 3600, std::uintmax_t(seen.calls),
        seen.max_calls_30s, std::uintmax_t(seen.throttled), std::uintmax_t(seen.lapsed), seen.backlog, drain,
        slack);
    std::fflush(stdout);
}

} // namespace

void print_scenarios()
{
    std::printf(
        "\nThe cache in other situations\n\n%-44s %9s %9s %6s %10s %7s %6s %7s %8s %8s %8s\n", "", "kept",
        "too many", "hours", "calls", "max/30s", "429", "lapsed", "backlog", "drain s", "slack s");
    scenario what;
    print_row("50,000 x 1 h", what);
    what.population = 60'000;
    print_row("60,000 x 1 h: too many are refused", what);
    what.hours = 240;
    print_row("as many as fit for ten days", what);
    what = {};
    what.outage = 8min;
    print_row("50,000 x 1 h, 8 min outage", what);
    what.silent = scenario::answer_timeout;
    print_row("8 min outage, calls hang for 20 s", what);
    what.silent.reset();
    what.outage = 15min;
    print_row("15 min outage: more than promised", what);
    what = {};
    what.quota_cut = 500;
    print_row("service allows 500 in 30 s for 10 min", what);
    what.quota_cut = 100;
    print_row("service allows 100 in 30 s for 10 min", what);
    what = {};
    what.clock_step = 1h;
    print_row("civil clock steps 1 h ahead", what);
    what.clock_step = -1h;
    print_row("civil clock steps 1 h back", what);
    what = {};
    what.lifetimes = {1h, 6h, 24h};
    what.population = 100'000;
    what.outage = 8min;
    print_row("a third each of 1, 6, 24 h; 8 min outage", what);
    what = {};
    what.population = 25'000;
    what.share = 0.5;
    what.outage = 8min;
    print_row("half of the quota; 8 min outage", what);
    what = {};
    what.population = 1'000'000;
    what.lifetimes = {24h};
    what.outage = 2h;
    print_row("1 M x 24 h, 2 h outage", what);
    std::printf(
        "\n10 M x 24 h do not fit: 8,686,720 too many. They need a limit of 208 calls/s. To see that (half a "
        "minute):\nsimulate --population 10000000 --life 86400 --limit 208/450\n");
}

void print_figures(const scenario& what, const figures& seen)
{
    const auto count = [](const char* name, std::uint64_t value) {
        std::printf("%-46s %12ju\n", name, std::uintmax_t(value));
    };
    const auto seconds = [](const char* name, double value) {
        std::printf("%-46s %12.3f s\n", name, value);
    };
    count("identities", seen.population);
    count("do not fit, by arithmetic", seen.infeasible);
    std::printf(
        "%-46s %12.1f of %.1f/s\n", "renewals planned, of the limit", what.planned(),
        what.own_limit().per_second);
    std::printf("%-46s %12.2f h\n", "simulated", seen.simulated_s / 3600);
    seconds("cold fill", seen.fill_s);
    count("without a token until the end", seen.unfilled);
    count("calls", seen.calls);
    count("busiest 30 s", seen.max_calls_30s);
    count("429s", seen.throttled);
    count("lapsed", seen.lapsed);
    seconds("lateness, median", seen.p50_lateness_s);
    seconds("lateness, 99.9 %", seen.p999_lateness_s);
    count("planned into full slots", seen.overcommitted);
    if (seen.slack_s)
        seconds("least life left of a due token", *seen.slack_s);
    if (what.foreground > 0) {
        count("foreground calls", seen.foreground_calls);
        seconds("their wait for a permit, 99 %", seen.p99_foreground_wait_s);
    }
    if (seen.outage_start_s > 0) {
        seconds(what.quota_cut ? "quota cut began" : "outage began", seen.outage_start_s);
        count("calls that fell into it", seen.unavailable);
        count("backlog at its end", seen.backlog);
        seconds(seen.drained ? "backlog gone after" : "backlog not gone after", seen.drain_s);
        if (seen.drain_bound_s)
            seconds("  at most, with r - c - f and 10 %", *seen.drain_bound_s);
        if (seen.drain_bound_actual_s)
            seconds("  with the renewals that there are", *seen.drain_bound_actual_s);
    }
    std::printf(
        "%-46s %12.2f MiB\n", "the scheduler's memory", static_cast<double>(seen.scheduler_bytes) / 1048576);
}

} // namespace simulation
