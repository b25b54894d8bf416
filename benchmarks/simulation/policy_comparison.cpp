#include "simulation/policy_comparison.hpp"

#include "simulation/cache_model.hpp"
#include "simulation/seconds.hpp"

#include <cstdint>
#include <cstdio>
#include <utility>

namespace simulation {

using namespace std::chrono_literals;

namespace {

constexpr acs::rate our_limit = acs::published_rate(acs::operation::get_token);
constexpr std::size_t quota = 1000;
constexpr double hours = 2.5;

// Falls into the first renewals of every policy.
constexpr std::chrono::seconds outage_begins = 65min;
constexpr std::chrono::seconds outage_lasts = 8min;

// Few enough to change nothing; so that there are some whose wait can be measured.
constexpr double few_foreground_calls = 0.2; // per second

void print_head(const std::string& title)
{
    std::printf(
        "\n%s\n\n%-28s %-8s %9s %11s %8s %10s %9s %9s\n", title.c_str(), "", "limiter", "max/30s", "429",
        "lapsed", "no token", "filled s", "wait s");
}

void print_row(const char* name, const char* limiter, const policy_figures& seen, bool waits)
{
    char wait[32] = "";
    if (waits)
        std::snprintf(wait, sizeof wait, "%.0f", seen.longest_wait_s);
    std::printf(
        "%-28s %-8s %9zu %11ju %8ju %10ju %9.0f %9s\n", name, limiter, seen.max_calls_30s,
        std::uintmax_t(seen.throttled), std::uintmax_t(seen.lapsed), std::uintmax_t(seen.unfilled),
        seen.filled_s, wait);
    std::fflush(stdout);
}

policy_figures as_policy(const figures& seen)
{
    policy_figures made;
    made.max_calls_30s = seen.max_calls_30s;
    made.calls = seen.calls;
    made.throttled = seen.throttled;
    made.lapsed = seen.lapsed;
    made.unfilled = seen.unfilled;
    made.filled_s = seen.fill_s;
    made.longest_wait_s = seen.p99_foreground_wait_s;
    return made;
}

} // namespace

void policy_comparison::run()
{
    std::printf(
        "\nOurs beside the policies of others: 50,000 one-hour tokens, %.1f h. 'lapsed' counts tokens that "
        "expired\n"
        "before they were renewed (ours: that had 10 s left), 'no token' identities that never got one, "
        "'filled'\n"
        "when all had one, 'wait' how long a call waited for a permit of our limiter (ours: one that "
        "somebody\n"
        "waits for).\n",
        hours);

    policy_case theirs;
    theirs.length = from_seconds(hours * 3600);
    scenario ours;
    ours.hours = hours;
    ours.foreground = few_foreground_calls;
    compare(
        "quota-fill", "(a) filled at the quota, 1000 in 30 s (ours: at c)", "filled at the quota", theirs,
        ours);

    theirs.begins = policy_case::beginning::all_at_once;
    compare(
        "restart", "(b) restart without a snapshot: all due at once", "restart without a snapshot", theirs,
        ours);

    theirs.begins = policy_case::beginning::one_by_one;
    theirs.every = 1'000'000us / 30;
    theirs.service.outage = {start_of_time + outage_begins, start_of_time + outage_begins + outage_lasts};
    ours.outage = outage_lasts;
    ours.outage_at = in_seconds(outage_begins);
    compare(
        "outage", "(b) filled at 900 in 30 s, then an outage of 8 minutes: those due in it, together",
        "outage of 8 minutes", theirs, ours);
    known_case();
}

void policy_comparison::compare(
    const std::string& file, const std::string& title, const std::string& short_title,
    const policy_case& theirs, const scenario& ours)
{
    print_head(title);
    std::vector<time_series> without;
    time_series own{"ours", {}};
    const figures seen = cache_model(ours).run(&own);
    print_row("ours", "with", as_policy(seen), true);
    without.push_back(std::move(own));
    std::vector<time_series> with = without;
    for (const bool limited : {false, true})
        for (const renewal_policy::rule rule : renewal_policy::all) {
            policy_case each = theirs;
            each.policy = renewal_policy(rule);
            if (limited)
                each.limit = our_limit;
            time_series drawn{each.policy.name(), {}};
            print_row(
                each.policy.name(), limited ? "with" : "without", policy_model(each).run(&drawn), limited);
            (limited ? with : without).push_back(std::move(drawn));
        }
    const std::string charts = "50,000 one-hour tokens, " + short_title;
    plots_.write(
        file + "-without-limiter", charts + "; others without a limiter", without, quota,
        theirs.service.outage);
    plots_.write(
        file + "-with-limiter", charts + "; others with our limiter", with, quota, theirs.service.outage);
}

// Nothing but the policy makes the waves here.
void policy_comparison::known_case()
{
    policy_case theirs;
    theirs.population = 60'000;
    theirs.begins = policy_case::beginning::in_a_minute;
    theirs.service.limit.reset();
    theirs.length = from_seconds(hours * 3600);
    scenario ours;
    ours.population = 60'000;

    std::printf(
        "\n60,000 one-hour tokens that were issued within a minute, no quota, no limiter. Known: about "
        "30,000 for "
        "the\nfixed offset, 27,000 to 30,000 for jitter redrawn, 3,100 to 3,500 for jitter drawn "
        "once.\n\n%-28s %9s\n",
        "", "max/30s");
    std::printf(
        "%-28s %9s  %u of them do not fit; the others are filled at c\n", "ours", "refused",
        ours.population - ours.feasible());
    for (const renewal_policy::rule rule : renewal_policy::all) {
        theirs.policy = renewal_policy(rule);
        std::printf("%-28s %9zu\n", theirs.policy.name(), policy_model(theirs).run().max_calls_30s);
    }
}

} // namespace simulation
