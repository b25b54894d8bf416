#include "report/peer_charts.hpp"

#include "chart/bar_chart.hpp"
#include "report/chart_folder.hpp"
#include "report/digits.hpp"
#include "report/grid_lines.hpp"
#include "report/peer_figures.hpp"
#include "report/program.hpp"

#include <algorithm>
#include <vector>

namespace report {

namespace {

// 64 at a time, or the next below that was measured; 0 if there is none.
double shown_level(const figure_grid& figures)
{
    double made = 0;
    for (const double level : figures.levels_of(our_client))
        if (made == 0 || level <= 64)
            made = level;
    return made;
}

chart::bar_chart cpu_per_call(const figure_grid& calls)
{
    const double level = shown_level(calls);
    const std::size_t rounds = calls.of(our_client, level, "cpu_us_op").rounds;
    chart::bar_chart made(
        "CPU time that one uncached token call costs its caller, in microseconds",
        whole(level) + (level == 1 ? " call" : " calls") + " at a time, median of " +
            whole(static_cast<double>(rounds)) + (rounds == 1 ? " round" : " interleaved rounds") +
            "; shorter is better. Grey: times this library");
    std::vector<chart::bar_chart::bar> bars;
    for (const program& each : program::clients()) {
        const spread cpu = calls.of(each.key, level, "cpu_us_op");
        if (!cpu)
            continue;
        const bool ours = each.key == std::string(our_client);
        const spread ratio = calls.ratio(each.key, our_client, level, "cpu_us_op");
        bars.push_back(
            {each.name, cpu.median, median(cpu), ours || !ratio ? "" : "× " + digits(ratio.median), ours});
    }
    std::stable_sort(
        bars.begin(), bars.end(), [](const auto& a, const auto& b) { return a.value < b.value; });
    for (chart::bar_chart::bar& each : bars)
        made.add(std::move(each));
    return made;
}

// The number of workers with which most was measured.
const figure_grid* widest(const std::map<double, figure_grid>& open, double& workers)
{
    const figure_grid* made = nullptr;
    std::size_t most = 0;
    for (const auto& [c, grid] : open) {
        std::size_t cells = 0;
        for (const program& each : program::clients())
            cells += grid.levels_of(each.key).size();
        if (cells >= most) {
            most = cells;
            made = &grid;
            workers = c;
        }
    }
    return made;
}

} // namespace

void draw_peers(const peer_figures& peers, chart_folder& to)
{
    const figure_grid& calls = peers.closed();
    const auto all = program::clients();
    to.write("cpu-per-call", cpu_per_call(calls));
    to.write(
        "cpu-by-concurrency",
        grid_lines{"CPU time of one uncached token call", "calls at a time", "microseconds", "cpu_us_op"}.of(
            calls, all));
    to.write(
        "memory-by-concurrency",
        grid_lines{"Peak memory of the client's process", "calls at a time", "MiB", "peak_rss_mib"}.of(
            calls, all));
    double workers = 0;
    const figure_grid* const open = widest(peers.open(), workers);
    to.write(
        "latency-by-rate",
        grid_lines{
            "Latency that 99 % of calls stay below, at fixed rates, from when a call was due",
            "calls a second that are due (" + whole(workers) + " workers)", "milliseconds", "p99_ms"}
            .of(open != nullptr ? *open : figure_grid(), all));
}

} // namespace report
