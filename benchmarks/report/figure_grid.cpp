#include "report/figure_grid.hpp"

#include "report/raw_line.hpp"

#include <algorithm>
#include <cmath>

namespace report {

void figure_grid::add(
    const std::string& program, double level, double round, const raw_line& line,
    const std::vector<std::string>& figures)
{
    programs_.insert(program);
    std::map<std::string, double>& cell = cells_[{program, level}][round];
    for (const std::string& name : figures)
        cell[name] = line.number(name);
}

std::vector<double> figure_grid::levels() const
{
    std::set<double> made;
    for (const auto& cell : cells_)
        made.insert(cell.first.second);
    return {made.begin(), made.end()};
}

std::vector<double> figure_grid::levels_of(const std::string& program) const
{
    std::vector<double> made;
    for (const double level : levels())
        if (has(program, level))
            made.push_back(level);
    return made;
}

spread figure_grid::of(const std::string& program, double level, const std::string& figure) const
{
    const auto cell = cells_.find({program, level});
    if (cell == cells_.end())
        return {};
    std::vector<double> values;
    for (const auto& [round, numbers] : cell->second)
        if (const auto found = numbers.find(figure); found != numbers.end() && !std::isnan(found->second))
            values.push_back(found->second);
    return spread::of(std::move(values));
}

spread figure_grid::ratio(
    const std::string& program, const std::string& base, double level, const std::string& figure) const
{
    const auto above = cells_.find({program, level});
    const auto below = cells_.find({base, level});
    if (above == cells_.end() || below == cells_.end())
        return {};
    std::vector<double> values;
    for (const auto& [round, numbers] : above->second) {
        const auto same = below->second.find(round);
        if (same == below->second.end() || !numbers.contains(figure) || !same->second.contains(figure))
            continue;
        const double ratio = numbers.at(figure) / same->second.at(figure);
        if (std::isfinite(ratio))
            values.push_back(ratio);
    }
    return spread::of(std::move(values));
}

std::size_t figure_grid::most_rounds() const
{
    std::size_t made = 0;
    for (const auto& cell : cells_)
        made = std::max(made, cell.second.size());
    return made;
}

std::size_t figure_grid::fewest_rounds() const
{
    std::size_t made = most_rounds();
    for (const auto& cell : cells_)
        made = std::min(made, cell.second.size());
    return made;
}

std::size_t figure_grid::fewest_rounds(const std::vector<const figure_grid*>& of)
{
    std::size_t made = 0;
    for (const figure_grid* each : of)
        if (!each->empty())
            made = made == 0 ? each->fewest_rounds() : std::min(made, each->fewest_rounds());
    return made;
}

} // namespace report
