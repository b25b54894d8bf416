#include "simulation/line_chart.hpp"

#include "simulation/chart_axis.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <ostream>

namespace simulation {

namespace {

constexpr double width = 960;
constexpr double height = 440;
constexpr double left = 80;
constexpr double right = 730; // the legend is beyond
constexpr double top = 50;
constexpr double bottom = 385;

// Told apart by colour-blind people too (Okabe and Ito, 2008).
constexpr std::array<const char*, 7> colours = {"#0072b2", "#d55e00", "#e69f00", "#009e73",
                                                "#cc79a7", "#56b4e9", "#444444"};

std::string number(double value)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.1f", value);
    return text;
}

std::string escaped(const std::string& text)
{
    std::string made;
    for (const char c : text)
        if (c == '&')
            made += "&amp;";
        else if (c == '<')
            made += "&lt;";
        else
            made += c;
    return made;
}

void write_text(
    std::ostream& to, double x, double y, const char* anchor, const std::string& text, const char* more = "")
{
    to << "<text x=\"" << number(x) << "\" y=\"" << number(y) << "\" text-anchor=\"" << anchor << "\" "
       << more << '>' << escaped(text) << "</text>\n";
}

void write_rule(std::ostream& to, double x1, double y1, double x2, double y2, const char* style)
{
    to << "<line x1=\"" << number(x1) << "\" y1=\"" << number(y1) << "\" x2=\"" << number(x2) << "\" y2=\""
       << number(y2) << "\" " << style << "/>\n";
}

void write_axes(std::ostream& to, const chart_axis& x, const chart_axis& y)
{
    for (const double value : y.labelled()) {
        write_rule(to, left, y.position(value), right, y.position(value), "stroke=\"#e4e4e4\"");
        write_text(to, left - 8, y.position(value) + 4, "end", chart_axis::text(value));
    }
    for (const double value : x.labelled()) {
        write_rule(to, x.position(value), bottom, x.position(value), bottom + 5, "stroke=\"#666\"");
        write_text(to, x.position(value), bottom + 20, "middle", chart_axis::text(value));
    }
    write_rule(to, left, bottom, right, bottom, "stroke=\"#666\"");
    write_rule(to, left, top, left, bottom, "stroke=\"#666\"");
}

void write_line(
    std::ostream& to, const line_chart::line& drawn, const chart_axis& x, const chart_axis& y,
    const std::string& stroke)
{
    bool in_path = false;
    for (const line_chart::point& at : drawn.points) {
        if (std::isnan(at.y)) {
            if (in_path)
                to << "\" " << stroke << "/>\n";
            in_path = false;
            continue;
        }
        to << (in_path ? " " : "<polyline points=\"") << number(x.position(at.x)) << ','
           << number(y.position(at.y));
        in_path = true;
    }
    if (in_path)
        to << "\" " << stroke << "/>\n";
}

} // namespace

line_chart::line_chart(std::string title, std::string y_label, scale y_scale)
    : title_(std::move(title)), y_label_(std::move(y_label)), y_scale_(y_scale)
{}

void line_chart::measure(double& x_end, double& y_low, double& y_high) const
{
    x_end = 0;
    y_low = y_scale_ == scale::logarithmic ? 1 : 0;
    y_high = level_ ? level_->first * 1.05 : 1;
    for (const line& each : lines_)
        for (const point& at : each.points) {
            x_end = std::max(x_end, at.x);
            if (!std::isnan(at.y)) {
                y_low = std::min(y_low, std::max(at.y, y_scale_ == scale::logarithmic ? 1 : at.y));
                y_high = std::max(y_high, at.y);
            }
        }
}

void line_chart::write(std::ostream& to) const
{
    double x_end = 0;
    double y_low = 0;
    double y_high = 0;
    measure(x_end, y_low, y_high);
    const chart_axis x = chart_axis::linear(0, x_end, left, right);
    const chart_axis y = y_scale_ == scale::linear ? chart_axis::linear(y_low, y_high, bottom, top)
                                                   : chart_axis::logarithmic(y_low, y_high, bottom, top);

    to << "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " << width << ' ' << height
       << "\" width=\"" << width << "\" height=\"" << height
       << "\" font-family=\"sans-serif\" font-size=\"12\" fill=\"#222\">\n"
          "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n";
    write_text(to, left, 26, "start", title_, "font-size=\"15\" font-weight=\"bold\"");
    if (band_) {
        to << "<rect x=\"" << number(x.position(band_->from)) << "\" y=\"" << number(top) << "\" width=\""
           << number(x.position(band_->to) - x.position(band_->from)) << "\" height=\""
           << number(bottom - top) << "\" fill=\"#ddd\"/>\n";
        write_text(to, x.position(band_->from) - 5, top + 14, "end", band_->name, "fill=\"#666\"");
    }
    write_axes(to, x, y);
    write_text(to, (left + right) / 2, bottom + 42, "middle", "hours since the start");
    const std::string turned = "transform=\"rotate(-90 20 " + number((top + bottom) / 2) + ")\"";
    write_text(to, 20, (top + bottom) / 2, "middle", y_label_, turned.c_str());

    double legend = top + 6;
    // The first line is drawn last, so that no other hides it.
    for (std::size_t i = lines_.size(); i-- > 0;) {
        const std::string stroke = std::string("fill=\"none\" stroke=\"") + colours[i % colours.size()] +
                                   "\" stroke-linejoin=\"round\" stroke-width=\"" + (i == 0 ? "2.6" : "1.4") +
                                   "\"";
        write_line(to, lines_[i], x, y, stroke);
        const double at = legend + static_cast<double>(i) * 22;
        write_rule(to, right + 18, at, right + 42, at, stroke.c_str());
        write_text(to, right + 50, at + 4, "start", lines_[i].name, i == 0 ? "font-weight=\"bold\"" : "");
    }
    if (level_) {
        const char* const dashed = "stroke=\"#c00000\" stroke-width=\"1.4\" stroke-dasharray=\"7 4\"";
        legend += static_cast<double>(lines_.size()) * 22;
        write_rule(to, left, y.position(level_->first), right, y.position(level_->first), dashed);
        write_rule(to, right + 18, legend, right + 42, legend, dashed);
        write_text(to, right + 50, legend + 4, "start", level_->second);
    }
    to << "</svg>\n";
}

} // namespace simulation
