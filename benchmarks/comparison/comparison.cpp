#include "comparison/comparison.hpp"

#include "comparison/child_process.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <ostream>
#include <stdexcept>
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
    child_process process(
        program,
        {"--connection-string", service_.connection_string(), "--ca", service_.ca_file(), "--user",
         service_.user(), "--n", std::to_string(calls), "--c", std::to_string(concurrency)},
        first_processor);
    const auto line = process.read_line();
    process.wait();
    if (!line)
        throw std::runtime_error(program + " printed nothing");
    return boost::json::parse(*line);
}

double comparison::median(const std::string& program, std::size_t concurrency, const char* figure) const
{
    std::vector<double> values;
    for (const boost::json::value& result : results_.at({program, concurrency}))
        values.push_back(result.at(figure).to_number<double>());
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}
