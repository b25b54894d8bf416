#include "caching/figure_table.hpp"

#include <algorithm>
#include <cstdio>

namespace caching {

namespace {

std::string text(std::optional<double> value, int digits)
{
    if (!value)
        return "";
    char made[40];
    std::snprintf(made, sizeof(made), "%.*f", digits, *value);
    return made;
}

std::optional<double> ratio(const figure& of)
{
    if (!of.baseline || *of.baseline == 0)
        return std::nullopt;
    return of.value / *of.baseline;
}

} // namespace

void figure_table::heading(const std::string& title)
{
    if (quiet_)
        return;
    std::printf(
        "\n%-58s %8s %-6s %8s %-6s %9s %6s\n", title.c_str(), "measured", "", "target", "", "baseline",
        "ratio");
    std::fflush(stdout);
}

void figure_table::add(figure measured)
{
    if (!quiet_) {
        std::printf(
            "%-58s %8s %-6s %8s %-6s %9s %6s\n", measured.name.c_str(),
            text(measured.value, measured.digits).c_str(), measured.unit.c_str(),
            text(measured.target, measured.digits).c_str(),
            !measured.target ? ""
            : measured.met() ? "met"
                             : "MISSED",
            text(measured.baseline, measured.digits).c_str(), text(ratio(measured), 2).c_str());
        std::fflush(stdout);
    }
    figures_.push_back(std::move(measured));
}

std::size_t figure_table::missed() const
{
    return static_cast<std::size_t>(
        std::count_if(figures_.begin(), figures_.end(), [](const figure& each) { return !each.met(); }));
}

std::string figure_table::json(std::size_t entries) const
{
    // Keys and units are our own and need no escapes.
    std::string made = "{\"entries\":" + std::to_string(entries) + ",\"figures\":{";
    std::string missed;
    const char* between = "";
    for (const figure& each : figures_) {
        made += between;
        between = ",";
        made += '"' + each.key + "\":{\"value\":" + text(each.value, 3) + ",\"unit\":\"" + each.unit + '"';
        if (each.target)
            made += ",\"target\":" + text(each.target, 3) + ",\"met\":" + (each.met() ? "true" : "false");
        if (each.baseline)
            made +=
                ",\"baseline\":" + text(each.baseline, 3) + ",\"ratio\":" + text(ratio(each).value_or(0), 3);
        made += '}';
        if (!each.met())
            missed += (missed.empty() ? "\"" : ",\"") + each.key + '"';
    }
    return made + "},\"missed\":[" + missed + "]}";
}

} // namespace caching
