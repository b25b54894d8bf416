#include "report/peer_section.hpp"

#include "peers/falls_behind.hpp"
#include "report/chart_folder.hpp"
#include "report/digits.hpp"
#include "report/markdown_table.hpp"
#include "report/peer_figures.hpp"
#include "report/program.hpp"

#include <ostream>

namespace report {

namespace {

void write_absent(std::ostream& to, const figure_grid& calls)
{
    std::string absent;
    for (const program& each : program::clients())
        if (!calls.has(each.key))
            absent += (absent.empty() ? "" : ", ") + std::string(each.name);
    if (!absent.empty())
        to << "Not measured in this run: " << absent << ".\n\n";
}

void write_level(std::ostream& to, const figure_grid& calls, double level)
{
    markdown_table made{"",        ">calls/s", ">CPU us per call", ">min to max", ">× this library",
                        ">p50 ms", ">p99 ms",  ">p99.9 ms",        ">peak MiB"};
    for (const program& each : program::clients()) {
        if (!calls.has(each.key, level))
            continue;
        const auto of = [&](const char* figure) {
            return calls.of(each.key, level, figure);
        };
        made.add(
            {each.name, median(of("ops_s")), median(of("cpu_us_op")), extremes(of("cpu_us_op")),
             median(calls.ratio(each.key, our_client, level, "cpu_us_op")), median(of("p50_ms")),
             median(of("p99_ms")), median(of("p999_ms")), median(of("peak_rss_mib"))});
    }
    to << "### " << whole(level) << (level == 1 ? " call at a time\n\n" : " calls at a time\n\n");
    made.write(to);
}

void write_open(std::ostream& to, const figure_grid& calls, double workers)
{
    markdown_table made{">calls/s due", "",          ">calls/s made", ">p50 ms",
                        ">p99 ms",      ">p99.9 ms", ">max ms",       ""};
    for (const double rate : calls.levels())
        for (const program& each : program::clients()) {
            if (!calls.has(each.key, rate))
                continue;
            const auto of = [&](const char* figure) {
                return calls.of(each.key, rate, figure);
            };
            const spread made_s = of("ops_s");
            made.add(
                {whole(rate), each.name, median(made_s), median(of("p50_ms")), median(of("p99_ms")),
                 median(of("p999_ms")), median(of("max_ms")),
                 falls_behind(rate, made_s.median, of("p50_ms").median, of("seconds").median)
                     ? "does not keep up"
                     : ""});
        }
    to << "With " << whole(workers) << " workers and connections:\n\n";
    made.write(to);
}

} // namespace

void write_peers(std::ostream& to, const peer_figures& peers, const chart_folder& charts)
{
    const figure_grid& calls = peers.closed();
    to << "## One uncached call\n\n";
    if (calls.empty() && peers.open().empty()) {
        to << "Not measured (`benchmarks/run peers`).\n\n";
        return;
    }
    to << "Each program asks the same emulator for tokens of one identity, as many calls at a time as the "
          "heading says, "
          "each caller as soon as\nits last call is answered. \"min to max\" is over the rounds; \"× this "
          "library\" is "
          "the CPU time by this library's in the same round, and of\nthose ratios the median.\n\n";
    write_absent(to, calls);
    to << charts.image("cpu-by-concurrency", "CPU time of a call by calls at a time, for each client")
       << charts.image("memory-by-concurrency", "Peak memory by calls at a time, for each client");
    for (const double level : calls.levels())
        write_level(to, calls, level);
    if (peers.open().empty())
        return;
    to << "### At a fixed rate\n\n"
          "Calls are due at fixed moments, whether or not earlier ones were answered, and the latency counts "
          "from when "
          "a call was due, not from when\na worker came to send it. So a client that falls behind shows "
          "it.\n\n"
       << charts.image("latency-by-rate", "p99 latency by calls due a second, for each client");
    for (const auto& [workers, grid] : peers.open())
        write_open(to, grid, workers);
}

} // namespace report
