#ifndef ACS_OBSERVE_HISTOGRAM_FAMILY_HPP
#define ACS_OBSERVE_HISTOGRAM_FAMILY_HPP

#include "observe/exposition.hpp"
#include "observe/histogram.hpp"

#include <chrono>
#include <map>
#include <string>
#include <string_view>

namespace acs::observe {

// A histogram of durations, in seconds, for each value of at most one label. All texts and bounds must be
// literals or live as long.
class histogram_family
{
public:
    histogram_family(
        std::string_view name, std::string_view help, std::span<const double> bounds,
        std::string_view label = {});

    void add(std::chrono::nanoseconds duration, std::string_view value = {});

    void write(exposition& to) const;

private:
    std::string_view name_;
    std::string_view help_;
    std::span<const double> bounds_;
    std::string_view label_;
    std::map<std::string_view, histogram> histograms_;
};

} // namespace acs::observe

#endif
