#include "report/digits.hpp"

#include "chart/axis.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace report {

std::string digits(double value)
{
    if (std::isnan(value))
        return {};
    if (value == 0)
        return "0";
    double power = std::floor(std::log10(std::abs(value)));
    double scale = std::pow(10, 2 - power);
    double rounded = std::round(value * scale) / scale;
    power = std::floor(std::log10(std::abs(rounded)) + 1e-9); // 9.996 became 10.0
    if (power >= 2)
        return chart::axis::text(rounded);
    char text[40];
    std::snprintf(text, sizeof text, "%.*f", static_cast<int>(std::min(2 - power, 9.0)), rounded);
    return text;
}

std::string whole(double value)
{
    return std::isnan(value) ? "" : chart::axis::text(std::round(value));
}

std::string median(const spread& of)
{
    return of ? digits(of.median) : "";
}

std::string extremes(const spread& of)
{
    return of ? digits(of.least) + " to " + digits(of.most) : "";
}

} // namespace report
