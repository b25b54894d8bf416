#include "report/targets.hpp"

#include "report/digits.hpp"
#include "report/peer_figures.hpp"
#include "report/program.hpp"
#include "report/service_figures.hpp"

#include <algorithm>
#include <cmath>

namespace report {

namespace {

constexpr double enough_refreshes = 28 * 0.95;
constexpr double most_mib = 1.5 * 1024;

std::vector<double> judged_levels(const figure_grid& in, const char* ours, const char* other)
{
    std::vector<double> common;
    for (const double level : in.levels_of(ours))
        if (in.has(other, level))
            common.push_back(level);
    std::vector<double> made;
    std::copy_if(common.begin(), common.end(), std::back_inserter(made), [](double level) {
        return level == 16 || level == 64;
    });
    return made.empty() ? common : made;
}

void append(std::string& to, const std::string& text)
{
    to += (to.empty() ? "" : "; ") + text;
}

// How much CPU time ours takes for each microsecond of the other's.
target share_of(
    const figure_grid& in, const char* ours, const char* other, const char* figure, double at_most,
    std::string aim, std::string limit)
{
    target made{std::move(aim), std::move(limit), {}};
    for (const double level : judged_levels(in, ours, other)) {
        const spread found = in.ratio(ours, other, level, figure);
        if (!found)
            continue;
        made.judge(found.median <= at_most);
        append(
            made.measured,
            digits_beside(found.median, at_most) + " at " + whole(level) + " (" + extremes(found) + ')');
    }
    return made;
}

// How often ours fits into the other's; written as a fraction if that is how the target is.
target times_less(
    const figure_grid& in, const char* ours, const char* other, const char* figure, double at_least,
    std::string aim, std::string limit, const char* before)
{
    target made{std::move(aim), std::move(limit), {}};
    for (const double level : judged_levels(in, ours, other)) {
        const spread found = in.ratio(other, ours, level, figure);
        if (!found)
            continue;
        made.judge(found.median >= at_least);
        append(
            made.measured, before + digits_beside(found.median, at_least) + " at " + whole(level) + " (" +
                               before + digits(found.least) + " to " + before + digits(found.most) + ')');
    }
    return made;
}

// An answer that is no token is cheap.
void look_for_errors(target& judged, const figure_grid& in, const char* ours, const char* other)
{
    for (const double level : judged_levels(in, ours, other))
        for (const char* server : {ours, other}) {
            const spread errors = in.of(server, level, "errors");
            if (!errors || errors.most == 0)
                continue;
            judged.judge(false);
            append(judged.measured, std::string(server) + " had errors at " + whole(level));
        }
}

target memory_target(const service_figures& service)
{
    target made{
        "a million identities cached and refreshed, tokens of 900 bytes: peak memory of the process",
        "at most 1.5 GiB",
        {}};
    for (const service_figures::memory& each : service.filled()) {
        const bool all_of_it = each.identities >= 1e6 && each.token_bytes >= 900;
        append(
            made.measured, digits(each.peak_rss_mib / 1024) + " GiB with " + whole(each.identities) +
                               " identities of " + whole(each.token_bytes) + " bytes, " +
                               whole(each.refreshed) + " refreshed, one run" +
                               (all_of_it ? "" : " (too few or too short to judge)"));
        if (all_of_it)
            made.judge(each.peak_rss_mib <= most_mib && each.refreshed >= each.identities);
    }
    return made;
}

target refreshing_target(const service_figures& service)
{
    target made{
        "token_service: p99 of hits while 28 tokens a second are refreshed",
        "below 1 ms, with at least " + digits(enough_refreshes) + " refreshes/s (95 % of 28)",
        {}};
    for (const auto& [connections, grid] : service.refreshing())
        for (const double rate : grid.levels()) {
            const spread p99 = grid.of(our_server, rate, "p99_ms");
            const spread refreshes = grid.of(our_server, rate, "refreshes_s");
            const spread errors = grid.of(our_server, rate, "errors");
            if (!p99 || !refreshes)
                continue;
            const spread limit = service.limit_meanwhile(connections, rate, "p99_ms");
            const bool failed = errors && errors.most > 0;
            append(
                made.measured, digits(p99.median) + " ms (" + extremes(p99) + ") at " + whole(rate) +
                                   " requests/s over " + whole(connections) + " connections, " +
                                   digits(refreshes.median) + " refreshes/s" +
                                   (limit ? " (the limit " + digits(limit.median) + " ms)" : "") +
                                   (failed ? ", with errors" : ""));
            if (refreshes.median < enough_refreshes)
                made.measured += " (too few to judge)";
            else
                made.judge(p99.median < 1 && !failed);
        }
    return made;
}

} // namespace

std::vector<target> targets(const peer_figures& peers, const service_figures& service)
{
    const figure_grid& calls = peers.closed();
    const figure_grid& load = service.load();
    std::vector<target> made = {
        times_less(
            calls, our_client, "javascript", "cpu_us_op", 15,
            "client CPU per uncached call, of the JavaScript SDK's", "at most 1/15", "1/"),
        times_less(
            calls, our_client, "azure_core", "cpu_us_op", 3, "client CPU per uncached call, of azure-core's",
            "at most 1/3", "1/"),
        share_of(
            calls, our_client, "hand_written", "cpu_us_op", 1,
            "client CPU per uncached call, of the hand-written Beast loop's", "at most 1"),
        share_of(
            load, our_server, "limit", "cpu_us_request", 1.2,
            "token_service: CPU per hit, of the limit's (a Beast TLS server that answers the same bytes from "
            "memory)",
            "at most 1.2"),
        times_less(
            load, our_server, "node", "cpu_us_request", 5,
            "token_service: tokens per second of CPU time, of Node's", "at least 5 times", ""),
    };
    look_for_errors(made[3], load, our_server, "limit");
    look_for_errors(made[4], load, our_server, "node");
    made.push_back(memory_target(service));
    made.push_back(refreshing_target(service));
    return made;
}

} // namespace report
