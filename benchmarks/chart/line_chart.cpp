#include "chart/line_chart.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace chart {

namespace {

constexpr double height = 460;
constexpr double left = 98;
constexpr double top = 54;
constexpr double bottom = 396;
constexpr double name_height = 21;
constexpr std::size_t few_points = 12; // each of which has a dot

axis axis_of(const line_chart::scaled_by& how, double least, double most, double from, double to)
{
    if (how.kind == line_chart::scale::linear)
        return axis::linear(std::min(least, 0.0), most, from, to);
    if (!how.labels.empty())
        return axis::at(how.labels, from, to);
    return axis::logarithmic(least, most, from, to);
}

struct range
{
    double least = std::numeric_limits<double>::infinity();
    double most = -std::numeric_limits<double>::infinity();

    void take(double value)
    {
        least = std::min(least, value);
        most = std::max(most, value);
    }
};

double low_of(const line_chart::scaled_by& how, const range& seen)
{
    return how.kind == line_chart::scale::linear ? std::min(seen.least, 0.0) : how.least.value_or(seen.least);
}

} // namespace

line_chart::line_chart(std::string title, scaled_by x, scaled_by y, names where)
    : title_(std::move(title)), x_(std::move(x)), y_(std::move(y)), where_(where)
{}

line_chart::axes line_chart::make_axes() const
{
    range x;
    range y;
    double name_width = level_ ? svg_page::width_of(level_->second) : 0;
    for (const line& each : lines_) {
        name_width = std::max(name_width, svg_page::width_of(each.name));
        for (const point& at : each.points) {
            x.take(at.x);
            if (!std::isnan(at.y) && (y_.kind == scale::linear || at.y > 0))
                y.take(at.y);
        }
    }
    if (level_)
        y.take(level_->first * (y_.kind == scale::linear ? 1.05 : 1));
    if (y.most < y.least)
        y.take(1);
    if (x.most < x.least)
        x.take(1);
    if (y_.kind == scale::linear && !level_)
        y.take(1);
    const double right = svg_page::page_width - std::clamp(name_width + 62, 120.0, 330.0);
    return {
        axis_of(x_, low_of(x_, x), x.most, left, right), axis_of(y_, low_of(y_, y), y.most, bottom, top),
        right};
}

std::string line_chart::stroke_of(std::size_t which) const
{
    return svg_page::stroke_of(lines_[which].colour.value_or(which)) + (which == 0 ? " first" : "") +
           (lines_[which].dashed ? " dashed" : "");
}

void line_chart::draw_axes(svg_page& page, const axes& on) const
{
    for (const double value : on.y.labelled()) {
        const double y = on.y.position(value);
        page.rule({left, y}, {on.right, y}, "grid");
        page.text(left - 8, y + 5, "end", axis::text(value));
    }
    double free_from = 0;
    for (const double value : on.x.labelled()) {
        const double x = on.x.position(value);
        const std::string text = axis::text(value);
        page.rule({x, bottom}, {x, bottom + 5}, "axis");
        if (x - svg_page::width_of(text) / 2 < free_from)
            continue;
        page.text(x, bottom + 22, "middle", text);
        free_from = x + svg_page::width_of(text) / 2 + 4;
    }
    page.rule({left, bottom}, {on.right, bottom}, "axis");
    page.rule({left, top}, {left, bottom}, "axis");
    page.text((left + on.right) / 2, bottom + 48, "middle", x_.label);
    page.turned_text(20, (top + bottom) / 2, y_.label);
}

void line_chart::draw_line(svg_page& page, const axes& on, std::size_t which) const
{
    std::vector<svg_page::place> piece;
    for (const point& at : lines_[which].points) {
        if (std::isnan(at.y)) {
            page.path(piece, stroke_of(which));
            piece.clear();
            continue;
        }
        piece.emplace_back(on.x.position(at.x), on.y.position(at.y));
        if (lines_[which].points.size() <= few_points)
            page.dot(
                piece.back(), which == 0 ? 4.5 : 3.2,
                svg_page::fill_of(lines_[which].colour.value_or(which)));
    }
    page.path(piece, stroke_of(which));
}

// In the legend one below the other. At the ends they push one another aside. The level's name comes last.
std::vector<double> line_chart::heights_of_names(const axes& on) const
{
    std::vector<double> made;
    for (std::size_t i = 0; i < lines_.size() + (level_ ? 1 : 0); ++i)
        made.push_back(top + 6 + static_cast<double>(i) * name_height);
    if (where_ == names::in_legend)
        return made;
    for (std::size_t i = 0; i < lines_.size(); ++i)
        made[i] = lines_[i].points.empty() ? bottom : on.y.position(lines_[i].points.back().y);
    if (level_)
        made.back() = on.y.position(level_->first);
    std::vector<std::size_t> order(made.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return made[a] < made[b]; });
    double free_from = top - 6;
    for (const std::size_t which : order) {
        made[which] = std::max(made[which], free_from);
        free_from = made[which] + name_height;
    }
    double free_to = bottom;
    for (auto which = order.rbegin(); which != order.rend(); ++which) {
        made[*which] = std::min(made[*which], free_to);
        free_to = made[*which] - name_height;
    }
    return made;
}

void line_chart::draw_key(
    svg_page& page, const axes& on, svg_page::place end, double y, const std::string& classes) const
{
    if (where_ == names::in_legend)
        page.rule({on.right + 18, y}, {on.right + 44, y}, classes);
    else // Dotted where it could be taken for more of the line.
        page.path(
            {{end.first + 6, end.second}, {on.right + 24, y}, {on.right + 44, y}},
            classes + (end.first < on.right - 1 ? " leader dotted" : " leader"));
}

void line_chart::draw_names(svg_page& page, const axes& on) const
{
    const std::vector<double> heights = heights_of_names(on);
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        svg_page::place end{on.right, bottom};
        if (!lines_[i].points.empty())
            end = {on.x.position(lines_[i].points.back().x), on.y.position(lines_[i].points.back().y)};
        draw_key(page, on, end, heights[i], stroke_of(i));
        page.text(on.right + 52, heights[i] + 5, "start", lines_[i].name, i == 0 ? "bold" : "");
    }
    if (level_) {
        const double y = on.y.position(level_->first);
        page.rule({left, y}, {on.right, y}, "line level");
        draw_key(page, on, {on.right, y}, heights.back(), "line level");
        page.text(on.right + 52, heights.back() + 5, "start", level_->second);
    }
}

void line_chart::write(std::ostream& to) const
{
    const axes on = make_axes();
    svg_page page(to, height, title_);
    page.text(left, 28, "start", title_, "title");
    if (band_) {
        const double from = on.x.position(band_->from);
        page.box({from, top}, on.x.position(band_->to) - from, bottom - top, "band");
        page.text(from - 5, top + 15, "end", band_->name, "quiet");
    }
    draw_axes(page, on);
    // The first line is drawn last, so that no other hides it.
    for (std::size_t i = lines_.size(); i-- > 0;)
        draw_line(page, on, i);
    draw_names(page, on);
}

} // namespace chart
