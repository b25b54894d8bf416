#include "caching/interleaved_rounds.hpp"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <stdexcept>

namespace caching {

double thread_cpu_ns()
{
    std::timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e9 + static_cast<double>(now.tv_nsec);
}

double median(std::vector<double> values)
{
    if (values.empty())
        return 0;
    std::sort(values.begin(), values.end());
    const std::size_t half = values.size() / 2;
    return values.size() % 2 != 0 ? values[half] : (values[half - 1] + values[half]) / 2;
}

double quantile(std::vector<double> values, double fraction)
{
    if (values.empty())
        return 0;
    std::sort(values.begin(), values.end());
    const auto at = static_cast<std::size_t>(std::ceil(fraction * static_cast<double>(values.size())));
    return values[std::clamp<std::size_t>(at, 1, values.size()) - 1];
}

void interleaved_rounds::add(std::string name, std::function<double()> measure)
{
    measurements_.push_back({std::move(name), std::move(measure), {}});
}

void interleaved_rounds::run(std::size_t rounds)
{
    for (measurement& each : measurements_)
        each.measure(); // warms up
    for (std::size_t round = 0; round < rounds; ++round)
        for (std::size_t i = 0; i < measurements_.size(); ++i) {
            measurement& each = measurements_[(round + i) % measurements_.size()];
            each.results.push_back(each.measure());
        }
}

const std::vector<double>& interleaved_rounds::results(const std::string& name) const
{
    for (const measurement& each : measurements_)
        if (each.name == name)
            return each.results;
    throw std::logic_error("nothing is measured as " + name);
}

double interleaved_rounds::middle(const std::string& name) const
{
    return median(results(name));
}

double interleaved_rounds::middle_difference(const std::string& name, const std::string& other) const
{
    std::vector<double> made = results(name);
    const std::vector<double>& less = results(other);
    for (std::size_t i = 0; i < made.size(); ++i)
        made[i] -= less[i];
    return median(std::move(made));
}

double interleaved_rounds::middle_ratio(const std::string& name, const std::string& other) const
{
    std::vector<double> made = results(name);
    const std::vector<double>& by = results(other);
    for (std::size_t i = 0; i < made.size(); ++i)
        made[i] /= by[i];
    return median(std::move(made));
}

} // namespace caching
