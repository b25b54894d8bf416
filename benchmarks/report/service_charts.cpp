#include "report/service_charts.hpp"

#include "chart/bar_chart.hpp"
#include "report/chart_folder.hpp"
#include "report/digits.hpp"
#include "report/grid_lines.hpp"
#include "report/program.hpp"
#include "report/service_figures.hpp"

namespace report {

namespace {

chart::bar_chart cpu_per_request(const figure_grid& load)
{
    double level = 0;
    for (const double each : load.levels_of(our_server))
        if (level == 0 || each <= 64)
            level = each;
    chart::bar_chart made(
        "CPU time that one answered token request costs the server, in microseconds",
        whole(level) + " connections, tokens from the cache; shorter is better. Grey: times token_service");
    for (const program& each : program::servers()) {
        const spread cpu = load.of(each.key, level, "cpu_us_request");
        if (!cpu)
            continue;
        const bool ours = each.key == std::string(our_server);
        const spread ratio = load.ratio(each.key, our_server, level, "cpu_us_request");
        made.add(
            {each.name, cpu.median, median(cpu), ours || !ratio ? "" : "× " + digits(ratio.median), ours});
    }
    return made;
}

} // namespace

void draw_service(const service_figures& service, chart_folder& to)
{
    using chart::line_chart;
    const figure_grid& load = service.load();
    const auto all = program::servers();
    to.write("service-cpu", cpu_per_request(load));
    to.write(
        "service-requests",
        grid_lines{
            "Answered requests a second", "connections", "requests a second", "requests_s",
            line_chart::scale::linear}
            .of(load, all));
    line_chart latency =
        grid_lines{"Latency that 99 % of requests stay below", "connections", "milliseconds", "p99_ms"}.of(
            load, all);
    if (!latency.empty())
        latency.mark_level(10, "10 ms");
    to.write("service-latency", latency);
}

} // namespace report
