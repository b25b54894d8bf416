#include "peers/peers_run.hpp"

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <cmath>
#include <iostream>
#include <ostream>

namespace {

// Clients have one processor, the service has the last.
const std::vector<int> first_processor{0};

// With two figures: the calibration knows no more.
std::size_t rounded(double calls)
{
    const double unit = std::pow(10, std::floor(std::log10(std::max(calls, 10.0))) - 1);
    return static_cast<std::size_t>(std::ceil(calls / unit) * unit);
}

} // namespace

peers_run::peers_run(const peers_options& options, std::vector<peer> programs, std::ostream& raw)
    : options_(options), programs_(std::move(programs)), raw_(raw)
{}

void peers_run::complain(const peer& program, const load_point& point, const char* what)
{
    ++failures_;
    std::cerr << "peers: " << program.name() << " at c = " << point.concurrency;
    if (point.open())
        std::cerr << ", " << point.rate << " calls/s";
    std::cerr << ": " << what << std::endl;
}

// What a machine that compiles as it goes wants before it is at its best, and one call for each connection at
// least.
std::size_t peers_run::warm_up(std::size_t concurrency) const
{
    return std::max(concurrency, rounded(2500 * options_.seconds_per_run));
}

// Calls per second, from a run short enough for the slowest and, if that was over at once, a longer one.
double peers_run::capacity(const peer& program, std::size_t concurrency, const service_process& service)
{
    const auto known = capacities_.find({program.name(), concurrency});
    if (known != capacities_.end())
        return known->second;
    load_run run;
    run.concurrency = concurrency;
    run.most = std::chrono::minutes(3);
    run.warm_up = concurrency;
    run.calls = std::max<std::size_t>(concurrency, 100);
    double found = 0;
    for (int step = 0; step < 2; ++step) {
        const auto figures = run.measure(program.start(service, first_processor), service);
        found = figures.at("ops_s").to_number<double>();
        if (figures.at("seconds").to_number<double>() > options_.seconds_per_run)
            break;
        run.calls = std::max(run.calls, rounded(found * options_.seconds_per_run / 2));
        run.warm_up = warm_up(concurrency);
    }
    capacities_[{program.name(), concurrency}] = found;
    return found;
}

load_run peers_run::calibrated(const peer& program, const load_point& point, const service_process& service)
{
    const double most = capacity(program, point.concurrency, service);
    load_run made;
    made.concurrency = point.concurrency;
    made.rate = point.rate;
    // Who can't keep up is late more and more as long as the run goes on: that has to end.
    const double wanted = point.open() ? std::min(point.rate, most * 1.5) : most;
    made.calls = rounded(std::max(wanted * options_.seconds_per_run, 100.0));
    if (!point.open())
        made.calls = std::max(made.calls, 2 * point.concurrency);
    made.warm_up = warm_up(point.concurrency);
    made.most = std::chrono::seconds(60 + static_cast<long>(options_.seconds_per_run * 20));
    return made;
}

// Latency at a rate is for what people use, unless they ask for more.
std::vector<peer> peers_run::programs_at(const load_point& point) const
{
    std::vector<peer> made = programs_;
    if (point.open() && options_.programs.empty())
        std::erase_if(made, [](const peer& program) { return program.is_floor(); });
    return made;
}

void peers_run::measure(const load_point& point)
{
    const auto programs = programs_at(point);
    const service_process service;
    std::map<std::string, load_run> loads;
    for (const peer& program : programs)
        try {
            loads[program.name()] = calibrated(program, point, service);
        } catch (const std::exception& failed) {
            complain(program, point, failed.what());
        }
    peers_table table(programs, point);
    for (std::size_t round = 0; round < options_.rounds; ++round)
        for (std::size_t i = 0; i < programs.size(); ++i) {
            // Each round begins with another one.
            const peer& program = programs[(i + round) % programs.size()];
            const auto load = loads.find(program.name());
            if (load == loads.end())
                continue;
            try {
                auto figures = load->second.measure(program.start(service, first_processor), service);
                figures["kind"] = point.open() ? "open" : "closed";
                figures["program"] = program.name();
                figures["round"] = round;
                figures["warm_up"] = load->second.warm_up;
                raw_ << boost::json::serialize(figures) << std::endl;
                table.add(program.name(), std::move(figures));
            } catch (const std::exception& failed) {
                complain(program, point, failed.what());
                loads.erase(load);
            }
        }
    table.print(std::cout);
}
