#include "observe/histogram_family.hpp"

#include <cstddef>

namespace acs::observe {

histogram_family::histogram_family(
    std::string_view name, std::string_view help, std::span<const double> bounds, std::string_view label)
    : name_(name), help_(help), bounds_(bounds), label_(label)
{}

void histogram_family::add(std::chrono::nanoseconds duration, std::string_view value)
{
    histograms_.try_emplace(value, bounds_)
        .first->second.add(std::chrono::duration<double>(duration).count());
}

void histogram_family::write(exposition& to) const
{
    to.begin(name_, "histogram", help_);
    const std::string bucket_name = std::string(name_) + "_bucket";
    for (const auto& [value, counted] : histograms_) {
        const exposition::label label(label_, value);
        for (std::size_t bucket = 0; bucket < bounds_.size(); ++bucket) {
            const std::string bound = exposition::number(bounds_[bucket]);
            const exposition::label labels[] = {label, {"le", bound}};
            to.sample(bucket_name, labels, counted.cumulative(bucket));
        }
        const exposition::label labels[] = {label, {"le", "+Inf"}};
        to.sample(bucket_name, labels, counted.count());
        to.sample(std::string(name_) + "_sum", {&label, 1}, counted.sum());
        to.sample(std::string(name_) + "_count", {&label, 1}, counted.count());
    }
}

} // namespace acs::observe
