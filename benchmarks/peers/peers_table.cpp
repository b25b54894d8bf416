#include "peers/peers_table.hpp"

#include "comparison/median.hpp"
#include "peers/falls_behind.hpp"

#include <cstdio>
#include <ostream>

namespace {

const char* const library = "client";

template <class... Values>
std::string format(const char* as, Values... values)
{
    char text[256];
    std::snprintf(text, sizeof(text), as, values...);
    return text;
}

} // namespace

peers_table::peers_table(const std::vector<peer>& programs, const load_point& point)
    : programs_(programs), point_(point)
{}

void peers_table::add(const std::string& program, boost::json::object figures)
{
    runs_[program].push_back(std::move(figures));
}

double peers_table::figure(const std::string& program, const char* name) const
{
    std::vector<double> values;
    for (const boost::json::object& run : runs_.at(program))
        values.push_back(run.at(name).to_number<double>());
    return median(std::move(values));
}

void peers_table::print_row(std::ostream& to, const peer& program) const
{
    const auto of = [&](const char* name) {
        return figure(program.name(), name);
    };
    to << format("%-28s %9.0f %10.1f", program.title().c_str(), of("ops_s"), of("cpu_us_op"));
    if (runs_.contains(library))
        to << format(" %7.2f", of("cpu_us_op") / figure(library, "cpu_us_op"));
    else
        to << format(" %7s", "-");
    to << format(
        " %9.3f %9.3f %9.3f %9.3f %8.1f", of("p50_ms"), of("p99_ms"), of("p999_ms"), of("max_ms"),
        of("peak_rss_mib"));
    if (point_.open() && falls_behind(point_.rate, of("ops_s"), of("p50_ms"), of("seconds")))
        to << "  does not keep up: latency grows with the run";
    to << '\n';
}

void peers_table::print(std::ostream& to) const
{
    if (point_.open())
        to << format("\n%g calls/s become due, %zu connections at most\n", point_.rate, point_.concurrency);
    else
        to << format("\n%zu calls at a time\n", point_.concurrency);
    to << format(
        "%-28s %9s %10s %7s %9s %9s %9s %9s %8s\n", "", "calls/s", "CPU us", "ratio", "p50 ms", "p99 ms",
        "p99.9 ms", "max ms", "peak MiB");
    for (const peer& program : programs_)
        if (runs_.contains(program.name()))
            print_row(to, program);
    to.flush();
}
