#include "comparison/comparison.hpp"

#include "comparison/load_run.hpp"
#include "comparison/median.hpp"

#include <boost/json/serialize.hpp>
#include <ostream>
#include <utility>

namespace {

constexpr int first_processor = 0;

} // namespace

comparison::comparison(const service_process& service, std::vector<std::string> programs, std::ostream& raw)
    : service_(service), programs_(std::move(programs)), raw_(raw)
{}

void comparison::run(std::size_t concurrency, std::size_t calls, std::size_t rounds)
{
    for (std::size_t round = 0; round < rounds; ++round)
        for (std::size_t i = 0; i < programs_.size(); ++i) {
            // Each round begins with another one.
            const std::string& program = programs_[(i + round) % programs_.size()];
            boost::json::value figures = measure(program, concurrency, calls);
            figures.as_object()["program"] = program;
            figures.as_object()["round"] = round;
            raw_ << boost::json::serialize(figures) << std::endl;
            results_[{program, concurrency}].push_back(std::move(figures));
        }
}

boost::json::value comparison::measure(
    const std::string& program, std::size_t concurrency, std::size_t calls) const
{
    load_run run;
    run.calls = calls;
    run.concurrency = concurrency;
    return run.measure(command{command::beside(program), {}, {}, {first_processor}}, service_);
}

double comparison::median(const std::string& program, std::size_t concurrency, const char* figure) const
{
    std::vector<double> values;
    for (const boost::json::value& result : results_.at({program, concurrency}))
        values.push_back(result.at(figure).to_number<double>());
    return ::median(std::move(values));
}
