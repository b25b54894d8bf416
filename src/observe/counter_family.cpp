#include "observe/counter_family.hpp"

namespace acs::observe {

counter_family::counter_family(
    std::string_view name, std::string_view help, std::string_view first_label, std::string_view second_label)
    : name_(name), help_(help), labels_{first_label, second_label}
{}

void counter_family::declare(std::string_view first, std::string_view second)
{
    counters_[values{first, second}];
}

void counter_family::count(std::string_view first, std::string_view second)
{
    ++counters_[values{first, second}];
}

void counter_family::write(exposition& to) const
{
    to.begin(name_, "counter", help_);
    for (const auto& [given, counted] : counters_) {
        const exposition::label labels[] = {{labels_[0], given[0]}, {labels_[1], given[1]}};
        to.sample(name_, labels, counted);
    }
}

} // namespace acs::observe
