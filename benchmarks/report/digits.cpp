#include "report/digits.hpp"

#include "chart/axis.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace report {

namespace {

std::string significant(double value, int count)
{
    if (std::isnan(value))
        return {};
    if (value == 0)
        return "0";
    double power = std::floor(std::log10(std::abs(value)));
    double scale = std::pow(10, count - 1 - power);
    double rounded = std::round(value * scale) / scale;
    power = std::floor(std::log10(std::abs(rounded)) + 1e-9); // 9.996 became 10.0
    if (power >= count - 1)
        return chart::axis::text(rounded);
    char text[40];
    std::snprintf(text, sizeof text, "%.*f", static_cast<int>(std::min(count - 1 - power, 9.0)), rounded);
    return text;
}

} // namespace

std::string digits(double value)
{
    return significant(value, 3);
}

std::string digits_beside(double value, double limit)
{
    return value != limit && digits(value) == digits(limit) ? significant(value, 4) : digits(value);
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
