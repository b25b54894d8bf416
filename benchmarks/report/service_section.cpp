#include "report/service_section.hpp"

#include "report/chart_folder.hpp"
#include "report/digits.hpp"
#include "report/markdown_table.hpp"
#include "report/program.hpp"
#include "report/service_figures.hpp"

#include <algorithm>
#include <ostream>

namespace report {

namespace {

constexpr double slow_ms = 10;

void write_load(std::ostream& to, const figure_grid& load)
{
    markdown_table made{
        ">connections", "",        ">requests/s", ">CPU us per request", ">min to max", ">× token_service",
        ">p50 ms",      ">p90 ms", ">p99 ms",     ">resident MiB",       ">errors"};
    for (const double level : load.levels())
        for (const program& each : program::servers()) {
            if (!load.has(each.key, level))
                continue;
            const auto of = [&](const char* figure) {
                return load.of(each.key, level, figure);
            };
            made.add(
                {whole(level), each.name, median(of("requests_s")), median(of("cpu_us_request")),
                 extremes(of("cpu_us_request")),
                 median(load.ratio(each.key, our_server, level, "cpu_us_request")), median(of("p50_ms")),
                 median(of("p90_ms")), median(of("p99_ms")), median(of("rss_mib")),
                 whole(of("errors").most)});
        }
    to << "### Hits\n\n"
          "wrk asks in turn for the tokens of many users, each with a session of its own, over so many "
          "connections. Resident "
          "memory is what a\nserver has after that and all loads before it, those over most connections in "
          "earlier rounds too.\n\n";
    made.write(to);
}

void write_capacity(std::ostream& to, const figure_grid& load)
{
    markdown_table made{"",
                        ">requests/s",
                        ">at connections",
                        ">p99 ms",
                        ">requests per second of CPU time",
                        ">peak MiB in all"};
    for (const program& each : program::servers()) {
        double best = 0;
        double peak = 0;
        for (const double level : load.levels_of(each.key)) {
            peak = std::max(peak, load.of(each.key, level, "peak_rss_mib").most);
            const spread p99 = load.of(each.key, level, "p99_ms");
            const spread made_s = load.of(each.key, level, "requests_s");
            if (p99 && made_s && p99.median <= slow_ms &&
                (best == 0 || made_s.median > load.of(each.key, best, "requests_s").median))
                best = level;
        }
        if (!load.has(each.key))
            continue;
        if (best == 0) {
            made.add({each.name, "none", "", "", "", digits(peak)});
            continue;
        }
        const spread cpu = load.of(each.key, best, "cpu_us_request");
        made.add(
            {each.name, median(load.of(each.key, best, "requests_s")), whole(best),
             median(load.of(each.key, best, "p99_ms")), cpu ? digits(1e6 / cpu.median) : "", digits(peak)});
    }
    to << "### Tokens a second at a p99 of at most 10 ms\n\nThe most of the levels above; medians. The peak "
          "is of all "
          "levels and rounds.\n\n";
    made.write(to);
}

void write_refreshing(std::ostream& to, const service_figures& service)
{
    markdown_table made{
        ">connections",   ">requests/s due", ">refreshes/s", ">p50 ms",         ">p99 ms",
        ">min to max",    ">p99.9 ms",       ">max ms",      ">limit's p99 ms", ">load sent late p99 ms",
        ">CPU of a core", ">429s",           ">errors"};
    for (const auto& level : service.refreshing())
        for (const double rate : level.second.levels()) {
            const auto of = [&](const char* figure) {
                return level.second.of(our_server, rate, figure);
            };
            const spread cpu = of("cpu_share");
            const std::string share = cpu ? digits(100 * cpu.median) + " %" : "";
            const std::string throttled = of("throttled") ? whole(of("throttled").most) : "";
            made.add(
                {whole(level.first), whole(rate), median(of("refreshes_s")), median(of("p50_ms")),
                 median(of("p99_ms")), extremes(of("p99_ms")), median(of("p999_ms")), median(of("max_ms")),
                 median(service.limit_meanwhile(level.first, rate, "p99_ms")), median(of("sent_late_p99_ms")),
                 share, throttled, whole(of("errors").most)});
        }
    to << "### Hits while tokens are refreshed\n\n";
    if (made.empty()) {
        to << "Not measured.\n\n";
        return;
    }
    to << R"(The service has the tokens of all the identities below, part of which are due for renewal, under the published limit of 1,000 in 30 s. Requests
are due at a fixed rate, and their latency counts from when they were due. "limit's p99" is that of the limit under the same load, in turn with
the token service, while the renewals go on: what it shows too is the machine's. "load sent late" is how late the load program itself was:
part of the latency, but not the service's. "429s" are all that the emulator gave until then.

)";
    made.write(to);
}

void write_memory(std::ostream& to, const std::vector<service_figures::memory>& filled)
{
    to << "### Memory\n\n";
    if (filled.empty()) {
        to << "Not measured.\n\n";
        return;
    }
    to << "The service starts with so many identities and their tokens of 24 hours, all of which are due; "
          "its limit is "
          "raised, and it renews them all. One run.\n\n";
    markdown_table made{">identities",         ">bytes of a token", ">resident MiB", ">peak MiB",
                        ">bytes per identity", ">refreshed",        ">seconds"};
    for (const service_figures::memory& each : filled)
        made.add(
            {whole(each.identities), whole(each.token_bytes), digits(each.rss_mib), digits(each.peak_rss_mib),
             whole(each.bytes_per_identity), whole(each.refreshed), digits(each.seconds)});
    made.write(to);
}

} // namespace

void write_service(std::ostream& to, const service_figures& service, const chart_folder& charts)
{
    to << "## The token service\n\n";
    if (service.load().empty() && service.refreshing().empty() && service.filled().empty()) {
        to << "Not measured (`benchmarks/run service`).\n\n";
        return;
    }
    to << charts.image("service-cpu", "CPU time of a request, for each server")
       << charts.image("service-requests", "Requests a second by connections, for each server")
       << charts.image("service-latency", "p99 latency by connections, for each server");
    if (!service.load().empty()) {
        write_load(to, service.load());
        write_capacity(to, service.load());
    }
    write_refreshing(to, service);
    write_memory(to, service.filled());
}

} // namespace report
