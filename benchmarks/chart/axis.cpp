#include "chart/axis.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace chart {

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

// The power of ten at or below, and at or above. A power that is off by a rounding error is that power.
int power_below(double value)
{
    return static_cast<int>(std::floor(std::log10(value) + 1e-9));
}
int power_above(double value)
{
    return static_cast<int>(std::ceil(std::log10(value) - 1e-9));
}

// 1, 2, 5, 10, 20...: the one at or below `least`, and those up to the one at or above `most`.
std::vector<double> steps_between(double least, double most)
{
    std::vector<double> made;
    for (int power = power_below(least); power <= power_above(most); ++power)
        for (const double factor : {1.0, 2.0, 5.0}) {
            const double step = factor * std::pow(10, power);
            if (step <= least * (1 + 1e-9))
                made.clear();
            made.push_back(step);
            if (step >= most * (1 - 1e-9) && made.size() > 1)
                return made;
        }
    return made;
}

} // namespace

axis axis::linear(double low, double high, double from, double to)
{
    axis made;
    const double step = round_step(std::max(high - low, 1e-9), 6);
    made.low_ = std::floor(low / step + 1e-9) * step;
    made.high_ = std::ceil(high / step - 1e-9) * step;
    made.from_ = from;
    made.to_ = to;
    for (int i = 0; made.low_ + i * step <= made.high_ + step / 2; ++i)
        made.labelled_.push_back(made.low_ + i * step);
    return made;
}

axis axis::logarithmic(double low, double high, double from, double to)
{
    const double least = std::max(low, 1e-9);
    const double most = std::max(high, least);
    if (most / least < 60)
        return at(steps_between(least, most), from, to);
    std::vector<double> powers;
    for (int power = power_below(least); power <= power_above(most); ++power)
        powers.push_back(std::pow(10, power));
    return at(std::move(powers), from, to);
}

axis axis::at(std::vector<double> labels, double from, double to)
{
    axis made;
    made.logarithmic_ = true;
    made.low_ = std::log10(labels.front());
    // One value alone stands in the middle.
    made.high_ = std::log10(labels.back());
    if (made.high_ - made.low_ < 1e-9) {
        made.low_ -= 0.5;
        made.high_ += 0.5;
    }
    made.from_ = from;
    made.to_ = to;
    made.labelled_ = std::move(labels);
    return made;
}

double axis::position(double value) const
{
    const double at = logarithmic_ ? std::log10(std::max(value, 1e-9)) : value;
    return from_ + (to_ - from_) * (std::clamp(at, low_, high_) - low_) / (high_ - low_);
}

std::string axis::text(double value)
{
    char digits[64];
    std::snprintf(digits, sizeof digits, "%.10g", std::abs(value) < 1e-9 ? 0 : value);
    std::string made = digits;
    if (made.find_first_of(".e") == std::string::npos)
        for (std::size_t at = made.size(); at > 3 && made[at - 4] != '-'; at -= 3)
            made.insert(at - 3, ",");
    return made;
}

} // namespace chart
