#include "service/load_section.hpp"

#include "comparison/interruption.hpp"
#include "comparison/is_installed.hpp"
#include "service/compared_servers.hpp"
#include "service/wrk_figures.hpp"

#include <cmath>
#include <cstdio>

namespace {

constexpr std::size_t users = 1000;
constexpr double most_p99_ms = 10;

void measure(const service_options& options, const compared_servers& servers, raw_figures& raw)
{
    for (const auto& server : servers.all()) // Node compiles what is used often
        wrk_figures(*server, servers.session_file(), 16, options.seconds);
    for (std::size_t round = 0; round < options.rounds; ++round)
        for (const std::size_t connections : options.connections)
            for (std::size_t i = 0; i < servers.all().size(); ++i) {
                interruption::check();
                // Each round begins with another one.
                const auto& server = *servers.all()[(i + round) % servers.all().size()];
                auto line = wrk_figures(server, servers.session_file(), connections, options.seconds);
                line["kind"] = "load";
                line["server"] = server.name();
                line["round"] = round;
                line["rss_mib"] = server.usage().rss_mib();
                line["peak_rss_mib"] = server.usage().peak_rss_mib();
                raw.add(std::move(line));
            }
}

/// The medians of a server.
class server_figures
{
public:
    server_figures(const raw_figures& raw, const char* server, const std::vector<std::size_t>& levels)
        : raw_(raw), server_(server), levels_(levels)
    {}

    double at(std::size_t connections, const char* figure) const
    {
        return raw_.median({{"kind", "load"}, {"server", server_}, {"connections", connections}}, figure);
    }

    // The connections with most requests a second at a p99 that is good enough; 0 if there are none.
    std::size_t best() const
    {
        std::size_t found = 0;
        for (const std::size_t level : levels_)
            if (at(level, "p99_ms") <= most_p99_ms &&
                (found == 0 || at(level, "requests_s") > at(found, "requests_s")))
                found = level;
        return found;
    }

private:
    const raw_figures& raw_;
    const char* server_;
    const std::vector<std::size_t>& levels_;
};

void print(const service_options& options, const raw_figures& raw)
{
    const server_figures ours(raw, "token_service", options.connections);
    const server_figures limit(raw, "limit", options.connections);
    const server_figures node(raw, "node", options.connections);
    std::printf(
        "\nHits of %zu users: medians of %zu rounds of %.0f s. Each server has one processor, wrk "
        "another.\n\n"
        "%5s  %26s   %26s   %20s   %8s %8s\n"
        "%5s  %8s %8s %8s   %8s %8s %8s   %6s %6s %6s   %8s %8s\n",
        users, options.rounds, options.seconds, "", "CPU time of a request, us", "requests a second",
        "p99, ms", "CPU by", "Node by", "conn.", "service", "limit", "Node", "service", "limit", "Node",
        "serv.", "limit", "Node", "limit", "service");
    for (const std::size_t level : options.connections) {
        const auto cpu = [&](const server_figures& of) {
            return of.at(level, "cpu_us_request");
        };
        std::printf(
            "%5zu  %8.1f %8.1f %8.1f   %8.0f %8.0f %8.0f   %6.2f %6.2f %6.2f   %8.2f %8.2f\n", level,
            cpu(ours), cpu(limit), cpu(node), ours.at(level, "requests_s"), limit.at(level, "requests_s"),
            node.at(level, "requests_s"), ours.at(level, "p99_ms"), limit.at(level, "p99_ms"),
            node.at(level, "p99_ms"), cpu(ours) / cpu(limit), cpu(node) / cpu(ours));
    }

    std::puts("\nMost tokens a second with a p99 of at most 10 ms:");
    for (const auto& [name, server] :
         {std::pair("token_service", &ours), std::pair("limit", &limit), std::pair("node", &node)})
        if (const std::size_t best = server->best(); best != 0)
            std::printf(
                "  %-14s %8.0f over %zu connections, %8.0f for a second of CPU time\n", name,
                server->at(best, "requests_s"), best, 1e6 / server->at(best, "cpu_us_request"));
}

} // namespace

void run_load_section(const service_options& options, raw_figures& raw)
{
    if (!is_installed("wrk")) {
        std::puts("load: left out, as wrk is not installed.");
        return;
    }
    {
        const compared_servers servers(users);
        measure(options, servers, raw);
    }
    print(options, raw);
    std::fflush(stdout);
}
