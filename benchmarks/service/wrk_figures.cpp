#include "service/wrk_figures.hpp"

#include "comparison/child_process.hpp"

#include <boost/json/parse.hpp>
#include <cmath>
#include <stdexcept>

namespace {

// The handshakes come first; what they cost is not what a request costs.
double warm_up_seconds(std::size_t connections)
{
    return 1 + static_cast<double>(connections) / 500;
}

boost::json::object run_wrk(const command& start)
{
    child_process wrk(start);
    std::string last;
    while (const auto line = wrk.read_line())
        if (line->starts_with('{'))
            last = *line;
    wrk.wait();
    if (last.empty())
        throw std::runtime_error("wrk has printed no figures");
    return boost::json::parse(last).as_object();
}

} // namespace

boost::json::object wrk_figures(
    const measured_server& server, const std::string& session_file, std::size_t connections, double seconds)
{
    const double warm_up = warm_up_seconds(connections);
    const auto whole = static_cast<int>(std::ceil(warm_up + seconds + 0.5));
    command start;
    start.path = "wrk";
    start.arguments = {
        "-t1",
        "-c" + std::to_string(connections),
        "-d" + std::to_string(whole) + "s",
        "--timeout",
        "10s",
        "-s",
        BENCHMARKS_FOLDER "/service/token_requests.lua",
        server.url(),
        "--",
        session_file,
        std::to_string(server.id()),
        std::to_string(warm_up),
        std::to_string(seconds)};
    start.processors = {command::last_processor()};
    const boost::json::object run = run_wrk(start);
    const auto figure = [&](const char* name) {
        return run.at(name).to_number<double>();
    };
    const double requests = figure("requests");
    if (requests < 1)
        throw std::runtime_error(server.name() + " has answered nothing to wrk");

    boost::json::object made;
    made["connections"] = connections;
    made["seconds"] = figure("seconds");
    made["requests"] = run.at("requests");
    made["requests_s"] = requests / figure("seconds");
    made["cpu_us_request"] = figure("cpu_seconds") * 1e6 / requests;
    for (const char* name : {"p50_ms", "p90_ms", "p99_ms", "max_ms"})
        made[name] = figure(name);
    made["errors"] = run.at("errors");
    return made;
}
