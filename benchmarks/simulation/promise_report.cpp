#include "simulation/promise_report.hpp"

#include "simulation/cache_model.hpp"

#include <acs/capacity.hpp>

#include <algorithm>
#include <cstdarg>
#include <cstdint>
#include <cstdio>

namespace simulation {

using namespace std::chrono_literals;

namespace {

constexpr std::uint64_t seeds = 30;
constexpr std::size_t most_calls = 900; // in 30 s
constexpr double median_lateness_s = 1;
constexpr double worst_lateness_s = 2; // p99.9

constexpr double light_load = 5;   // foreground calls per second
constexpr double heavy_load = 5.6; // 20 % of 28

[[gnu::format(printf, 1, 2)]] std::string format(const char* how, ...)
{
    char text[200];
    va_list values;
    va_start(values, how);
    std::vsnprintf(text, sizeof text, how, values);
    va_end(values);
    return text;
}

// As many identities as fit.
scenario full(std::vector<std::chrono::seconds> lifetimes)
{
    scenario made;
    made.lifetimes = std::move(lifetimes);
    made.population = 100'000'000;
    made.population = made.feasible();
    return made;
}

figures simulate(const scenario& what)
{
    return cache_model(what).run();
}

std::uint64_t most_lapsed(scenario what)
{
    std::uint64_t most = 0;
    for (what.seed = 1; what.seed <= seeds; ++what.seed)
        most = std::max(most, simulate(what).lapsed);
    return most;
}

} // namespace

void promise_report::run()
{
    std::printf(
        "What the cache promises (issue's number)\n\n%-2s %-88s %20s %9s\n", "#", "", "figure", "target");
    full_capacity();
    many_outages();
    outages();
    million();
}

void promise_report::row(
    int promise, const std::string& what, const std::string& figure, const std::string& target, bool met)
{
    std::printf(
        "%-2d %-88s %20s %9s  %s\n", promise, what.c_str(), figure.c_str(), target.c_str(),
        met ? "met" : "MISSED");
    std::fflush(stdout);
    all_met_ = all_met_ && met;
}

void promise_report::calls_row(const std::string& what, const figures& seen)
{
    row(2, what + ": busiest 30 s", format("%zu", seen.max_calls_30s), format("<= %zu", most_calls),
        seen.max_calls_30s <= most_calls);
    row(2, what + ": 429s", format("%ju", std::uintmax_t(seen.throttled)), "0", seen.throttled == 0);
}

void promise_report::lapse_row(const std::string& what, std::uint64_t lapsed)
{
    row(4, what + ": lapsed", format("%ju", std::uintmax_t(lapsed)), "0", lapsed == 0);
}

void promise_report::lateness_row(const std::string& what, const figures& seen)
{
    row(9, what + ": lateness p50", format("%.3f s", seen.p50_lateness_s),
        format("<= %.0f s", median_lateness_s), seen.p50_lateness_s <= median_lateness_s);
    row(9, what + ": lateness p99.9", format("%.3f s", seen.p999_lateness_s),
        format("<= %.0f s", worst_lateness_s), seen.p999_lateness_s <= worst_lateness_s);
}

void promise_report::full_capacity()
{
    scenario what = full({1h});
    what.foreground = heavy_load;
    const figures seen = simulate(what);
    const std::string name =
        format("%u x 1 h (all that fit), foreground %.1f/s", what.population, what.foreground);
    calls_row("cold fill and steady state, " + name, seen);
    lateness_row(name, seen);
}

void promise_report::many_outages()
{
    scenario what;
    what.outage = 8min;
    what.foreground = light_load;
    figures worst;
    double slowest = 0; // of the bound
    double slowest_s = 0;
    double bound_s = 0;
    bool drained = true;
    for (what.seed = 1; what.seed <= seeds; ++what.seed) {
        const figures seen = simulate(what);
        worst.max_calls_30s = std::max(worst.max_calls_30s, seen.max_calls_30s);
        worst.throttled = std::max(worst.throttled, seen.throttled);
        worst.lapsed = std::max(worst.lapsed, seen.lapsed);
        drained = drained && seen.drained && seen.backlog > 0;
        const double bound = seen.drain_bound_s.value_or(0);
        if (seen.drain_s > slowest * bound) {
            slowest = seen.drain_s / bound;
            slowest_s = seen.drain_s;
            bound_s = bound;
        }
    }
    const std::string name = format(
        "8 min outage, %u x 1 h, foreground %.0f/s, %ju seeds", what.population, what.foreground,
        std::uintmax_t(seeds));
    calls_row("fill, steady state, " + name, worst);
    row(5, name + ": lapsed", format("%ju", std::uintmax_t(worst.lapsed)), "0", worst.lapsed == 0);
    row(5, name + ": 429s", format("%ju", std::uintmax_t(worst.throttled)), "0", worst.throttled == 0);
    row(5, name + ": backlog gone", format("%.0f of %.0f s, %.0f %%", slowest_s, bound_s, slowest * 100),
        "<= 100 %", drained && slowest <= 1);
}

void promise_report::outages()
{
    scenario what = full({1h});
    what.outage = acs::outage_tolerance(1h);
    const std::string long_outage =
        format("%lld s outage, %u x 1 h", static_cast<long long>(what.outage.count()), what.population);
    lapse_row(long_outage + format(", %ju seeds", std::uintmax_t(seeds)), most_lapsed(what));
    what.foreground = light_load;
    lapse_row(
        long_outage + format(", foreground %.0f/s, %ju seeds", light_load, std::uintmax_t(seeds)),
        most_lapsed(what));

    // Probes that were sent before the outage's end hang on, and hold the tokens that need them most.
    what.silent = scenario::answer_timeout;
    what.foreground = 0;
    lapse_row(
        format(
            "silent outage (calls hang for %lld s) of %lld s, %u x 1 h, %ju seeds",
            static_cast<long long>(what.silent->count()), static_cast<long long>(what.outage.count()),
            what.population, std::uintmax_t(seeds)),
        most_lapsed(what));

    what = full({1h, 6h, 24h});
    what.outage = acs::outage_tolerance(1h);
    lapse_row(
        format(
            "%lld s outage, %u, a third each of 1 h, 6 h and 24 h",
            static_cast<long long>(what.outage.count()), what.population),
        simulate(what).lapsed);
}

void promise_report::million()
{
    scenario what;
    what.population = 1'000'000;
    what.lifetimes = {24h};
    what.foreground = heavy_load;
    lateness_row("1 M x 24 h, foreground 5.6/s", simulate(what));
    what.outage = 2h;
    const figures seen = simulate(what);
    calls_row(format("1 M x 24 h, 2 h outage, foreground 5.6/s, %.0f h", seen.simulated_s / 3600), seen);

    what = full({24h});
    what.outage = acs::outage_tolerance(24h);
    lapse_row(
        format("%lld s outage, %u x 24 h", static_cast<long long>(what.outage.count()), what.population),
        simulate(what).lapsed);
}

} // namespace simulation
