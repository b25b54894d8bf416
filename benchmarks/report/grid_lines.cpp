#include "report/grid_lines.hpp"

#include "report/figure_grid.hpp"

namespace report {

chart::line_chart grid_lines::of(const figure_grid& figures, std::span<const program> programs) const
{
    using chart::line_chart;
    line_chart::scaled_by x{x_label, line_chart::scale::logarithmic};
    if (label_levels)
        x.labels = figures.levels();
    line_chart made(title, std::move(x), {y_label, y_scale}, line_chart::names::at_ends);
    for (const program& each : programs) {
        line_chart::line line{each.name, {}, each.colour, each.dashed};
        for (const double level : figures.levels_of(each.key))
            if (const spread found = figures.of(each.key, level, figure))
                line.points.push_back({level, found.median});
        if (!line.points.empty())
            made.add(std::move(line));
    }
    return made;
}

} // namespace report
