#ifndef BENCHMARKS_REPORT_GRID_LINES_HPP
#define BENCHMARKS_REPORT_GRID_LINES_HPP

#include "chart/line_chart.hpp"
#include "report/program.hpp"

#include <span>
#include <string>

namespace report {

class figure_grid;

/// What a chart over the levels of a grid shows.
struct grid_lines
{
    std::string title;
    std::string x_label;
    std::string y_label;
    std::string figure;
    chart::line_chart::scale y_scale = chart::line_chart::scale::logarithmic;
    /// Label each level that was measured; else the axis labels itself.
    bool label_levels = true;

    /// A line of medians for each of these programs that has any.
    chart::line_chart of(const figure_grid& figures, std::span<const program> programs) const;
};

} // namespace report

#endif
