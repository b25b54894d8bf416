#include "chart/bar_chart.hpp"

#include "chart/svg_page.hpp"

#include <algorithm>

namespace chart {

namespace {

constexpr double top = 78;
constexpr double row = 36;
constexpr double thickness = 24;

} // namespace

void bar_chart::write(std::ostream& to) const
{
    constexpr double margin = svg_page::margin;
    double name_width = 0;
    double text_width = 0;
    double most = 0;
    for (const bar& each : bars_) {
        name_width = std::max(name_width, svg_page::width_of(each.name));
        text_width = std::max(text_width, svg_page::width_of(each.text + each.further) + 24);
        most = std::max(most, each.value);
    }
    const double left = margin + name_width + 10;
    const double length = svg_page::page_width - margin - text_width - left;

    svg_page page(to, top + row * static_cast<double>(bars_.size()) + 14, title_);
    page.text(margin, 32, "start", title_, "title");
    page.text(margin, 56, "start", subtitle_, "quiet");
    double y = top;
    for (const bar& each : bars_) {
        const double drawn = most > 0 ? std::max(length * each.value / most, 1.5) : 1.5;
        const char* const loud = each.noticed ? "bold" : "";
        const double middle = y + thickness / 2 + 5;
        page.text(left - 10, middle, "end", each.name, loud);
        page.box({left, y}, drawn, thickness, each.noticed ? svg_page::fill_of(0) : "pale");
        page.text(left + drawn + 8, middle, "start", each.text, loud);
        page.text(
            left + drawn + 8 + svg_page::width_of(each.text) * 1.06 + 8, middle, "start", each.further,
            "quiet");
        y += row;
    }
    page.rule({left, top - 8}, {left, y - row + thickness + 8}, "axis");
}

} // namespace chart
