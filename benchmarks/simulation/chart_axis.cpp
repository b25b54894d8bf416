#include "simulation/chart_axis.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace simulation {

namespace {

// 1, 2 or 5 times a power of ten, so that about so many steps fit.
double round_step(double length, int steps)
{
    const double rough = length / steps;
    const double power = std::pow(10, std::floor(std::log10(rough)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (factor * power >= rough * 0.999)
            return factor * power;
    return 10 * power;
}

} // namespace

chart_axis chart_axis::linear(double low, double high, double from, double to)
{
    chart_axis made;
    const double step = round_step(std::max(high - low, 1e-9), 6);
    made.low_ = std::floor(low / step + 1e-9) * step;
    made.high_ = std::ceil(high / step - 1e-9) * step;
    made.from_ = from;
    made.to_ = to;
    for (int i = 0; made.low_ + i * step <= made.high_ + step / 2; ++i)
        made.labelled_.push_back(made.low_ + i * step);
    return made;
}

chart_axis chart_axis::logarithmic(double low, double high, double from, double to)
{
    chart_axis made;
    made.logarithmic_ = true;
    made.low_ = std::floor(std::log10(std::max(low, 1.0)));
    made.high_ = std::max(std::ceil(std::log10(std::max(high, 1.0))), made.low_ + 1);
    made.from_ = from;
    made.to_ = to;
    for (double power = made.low_; power <= made.high_; ++power)
        made.labelled_.push_back(std::pow(10, power));
    return made;
}

double chart_axis::position(double value) const
{
    const double at = logarithmic_ ? std::log10(std::max(value, 1e-9)) : value;
    return from_ + (to_ - from_) * (std::clamp(at, low_, high_) - low_) / (high_ - low_);
}

std::string chart_axis::text(double value)
{
    char digits[64];
    std::snprintf(digits, sizeof digits, "%.10g", std::abs(value) < 1e-9 ? 0 : value);
    std::string made = digits;
    if (made.find_first_of(".e") == std::string::npos)
        for (std::size_t at = made.size(); at > 3 && made[at - 4] != '-'; at -= 3)
            made.insert(at - 3, ",");
    return made;
}

} // namespace simulation
