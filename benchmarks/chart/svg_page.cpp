#include "chart/svg_page.hpp"

#include <array>
#include <cstdio>
#include <ostream>

namespace chart {

namespace {

struct colour
{
    const char* light;
    const char* dark;
};

// After Okabe and Ito (2008), lighter on a dark page.
constexpr std::array<colour, svg_page::colours> shades = {{
    {"#0072b2", "#4ba3ea"},
    {"#d55e00", "#ff8a3d"},
    {"#e69f00", "#f2c14e"},
    {"#009e73", "#2bbd8e"},
    {"#cc79a7", "#ee9ccb"},
    {"#56b4e9", "#a8e0f5"},
    {"#444444", "#c8c8c8"},
    {"#7b4fa3", "#b794f6"},
}};

constexpr const char* light_theme =
    ".chart .page{fill:#fff}.chart .text{fill:#222}.chart .quiet{fill:#666}"
    ".chart .grid{stroke:#e4e4e4}.chart .axis{stroke:#666}.chart .band{fill:#ddd}"
    ".chart .level{stroke:#c00000}.chart .pale{fill:#b4bcc6}";
constexpr const char* dark_theme =
    ".chart .page{fill:#0d1117}.chart .text{fill:#e6edf3}.chart .quiet{fill:#9aa4af}"
    ".chart .grid{stroke:#2a3038}.chart .axis{stroke:#8b949e}.chart .band{fill:#2a3038}"
    ".chart .level{stroke:#ff7b72}.chart .pale{fill:#57606a}";

void write_shades(std::ostream& to, const char* colour::*shade)
{
    for (std::size_t i = 0; i < shades.size(); ++i)
        to << ".chart .stroke" << i << "{stroke:" << shades[i].*shade << "}.chart .fill" << i
           << "{fill:" << shades[i].*shade << '}';
}

std::string number(double value)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.1f", value);
    return text;
}

std::string escaped(std::string_view text)
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

} // namespace

svg_page::svg_page(std::ostream& to, double height, std::string_view title) : to_(to)
{
    to_ << "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" role=\"img\" viewBox=\"0 0 "
        << number(page_width) << ' ' << number(height) << "\" width=\"" << number(page_width)
        << "\" height=\"" << number(height)
        << "\" font-family=\"system-ui,sans-serif\" font-size=\"14\">\n<title>" << escaped(title)
        << "</title>\n<style>.chart .line{fill:none;stroke-width:1.6;stroke-linejoin:round}"
           ".chart .first{stroke-width:3}.chart .bold{font-weight:bold}.chart "
           ".title{font-size:17px;font-weight:bold}"
           ".chart .dashed{stroke-dasharray:6 4}.chart .leader{stroke-width:1}.chart "
           ".dotted{stroke-dasharray:1.5 4}.chart "
           ".level{stroke-width:1.4;stroke-dasharray:7 4}\n"
        << light_theme;
    write_shades(to_, &colour::light);
    to_ << "\n@media (prefers-color-scheme:dark){" << dark_theme;
    write_shades(to_, &colour::dark);
    to_ << "}</style>\n<rect class=\"page\" width=\"100%\" height=\"100%\"/>\n";
}

svg_page::~svg_page()
{
    to_ << "</svg>\n";
}

void svg_page::text(
    double x, double y, std::string_view anchor, std::string_view text, std::string_view classes)
{
    to_ << "<text x=\"" << number(x) << "\" y=\"" << number(y) << "\" text-anchor=\"" << anchor
        << "\" class=\"text " << classes << "\">" << escaped(text) << "</text>\n";
}

void svg_page::turned_text(double x, double y, std::string_view text, std::string_view classes)
{
    to_ << "<text transform=\"translate(" << number(x) << ' ' << number(y)
        << ") rotate(-90)\" text-anchor=\"middle\" class=\"text " << classes << "\">" << escaped(text)
        << "</text>\n";
}

void svg_page::rule(place from, place to, std::string_view classes)
{
    to_ << "<line x1=\"" << number(from.first) << "\" y1=\"" << number(from.second) << "\" x2=\""
        << number(to.first) << "\" y2=\"" << number(to.second) << "\" class=\"" << classes << "\"/>\n";
}

void svg_page::box(place corner, double width, double height, std::string_view classes)
{
    to_ << "<rect x=\"" << number(corner.first) << "\" y=\"" << number(corner.second) << "\" width=\""
        << number(width) << "\" height=\"" << number(height) << "\" class=\"" << classes << "\"/>\n";
}

void svg_page::dot(place middle, double radius, std::string_view classes)
{
    to_ << "<circle cx=\"" << number(middle.first) << "\" cy=\"" << number(middle.second) << "\" r=\""
        << number(radius) << "\" class=\"" << classes << "\"/>\n";
}

void svg_page::path(const std::vector<place>& points, std::string_view classes)
{
    if (points.empty())
        return;
    to_ << "<polyline class=\"" << classes << "\" points=\"";
    for (const place& each : points)
        to_ << (&each == points.data() ? "" : " ") << number(each.first) << ',' << number(each.second);
    to_ << "\"/>\n";
}

double svg_page::width_of(std::string_view text)
{
    return 7.6 * static_cast<double>(text.size());
}

} // namespace chart
