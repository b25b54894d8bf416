#include "service/refreshing_section.hpp"

#include "comparison/child_process.hpp"
#include "comparison/interruption.hpp"
#include "service/filled_service.hpp"

#include <boost/json/parse.hpp>
#include <chrono>
#include <cstdio>
#include <stdexcept>

namespace {

constexpr double oldest_hours = 22; // one in 14 is overdue then, for longer than this takes
constexpr std::size_t loaded_connections = 64;

boost::json::object run_load(
    const filled_service& filled, const measured_server& server, std::size_t rate, std::size_t round,
    const service_options& options)
{
    command start;
    start.path = command::beside("bench_service_load");
    start.arguments = {"--port",        std::to_string(server.port()),
                       "--ca",          filled.ca_file(),
                       "--sessions",    filled.session_file(),
                       "--rate",        std::to_string(rate),
                       "--seconds",     std::to_string(options.open_seconds),
                       "--connections", std::to_string(loaded_connections),
                       "--seed",        std::to_string(round + 1)};
    start.processors = {command::last_processor()};
    child_process process(start);
    const auto line = process.read_line();
    process.wait();
    if (!line)
        throw std::runtime_error("bench_service_load has printed nothing");
    return boost::json::parse(*line).as_object();
}

void measure(const service_options& options, filled_service& filled, raw_figures& raw)
{
    using clock = std::chrono::steady_clock;
    const auto limit = filled.start_limit();
    for (std::size_t round = 0; round < options.rounds; ++round)
        for (const std::size_t rate : options.rates) {
            interruption::check();
            const double issued = static_cast<double>(filled.resource().tokens_issued());
            const double cpu = filled.server().usage().cpu_seconds();
            const auto begun = clock::now();
            boost::json::object line = run_load(filled, filled.server(), rate, round, options);
            const double cpu_taken = filled.server().usage().cpu_seconds() - cpu;
            const std::chrono::duration<double> taken = clock::now() - begun;
            const double renewed = static_cast<double>(filled.resource().tokens_issued()) - issued;
            line["kind"] = "refreshing";
            line["round"] = round;
            line["refreshes_s"] = renewed / taken.count();
            line["throttled"] = filled.resource().throttled();
            line["cpu_share"] = cpu_taken / taken.count();
            line["rss_mib"] = filled.server().usage().rss_mib();
            line["peak_rss_mib"] = filled.server().usage().peak_rss_mib();
            raw.add(std::move(line));

            line = run_load(filled, *limit, rate, round, options);
            line["kind"] = "limit_meanwhile";
            line["round"] = round;
            raw.add(std::move(line));
        }
}

void print(const service_options& options, const raw_figures& raw)
{
    std::printf(
        "\nHits of %zu users at a fixed rate over %zu connections, from when they were due: medians of %zu "
        "rounds of %.0f s.\n\n%10s %10s %8s %8s %8s %8s %10s\n",
        options.identities, loaded_connections, options.rounds, options.open_seconds, "requests/s",
        "renewals/s", "p50, ms", "p99", "p99.9", "longest", "limit: p99");
    for (const std::size_t rate : options.rates) {
        const auto of = [&](const char* kind, const char* figure) {
            return raw.median({{"kind", kind}, {"rate", rate}}, figure);
        };
        const auto ours = [&](const char* figure) {
            return of("refreshing", figure);
        };
        std::printf(
            "%10zu %10.1f %8.3f %8.3f %8.3f %8.2f %10.3f\n", rate, ours("refreshes_s"), ours("p50_ms"),
            ours("p99_ms"), ours("p999_ms"), ours("max_ms"), of("limit_meanwhile", "p99_ms"));
    }
    std::fflush(stdout);
}

} // namespace

void run_refreshing_section(const service_options& options, raw_figures& raw)
{
    {
        filled_service filled(options.identities, oldest_hours, 0, "1000/30");
        filled.resource().enforce_quotas(true);
        measure(options, filled, raw);
    }
    print(options, raw);
}
