#ifndef BENCHMARKS_CHART_LINE_CHART_HPP
#define BENCHMARKS_CHART_LINE_CHART_HPP

#include "chart/axis.hpp"
#include "chart/svg_page.hpp"

#include <iosfwd>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace chart {

/// Lines, as SVG.
class line_chart
{
public:
    struct point
    {
        double x = 0;
        double y = 0; ///< not a number: the line has a gap
    };
    struct line
    {
        std::string name;
        std::vector<point> points;
        std::optional<std::size_t> colour = std::nullopt; ///< else its place among the lines
        bool dashed = false;
    };
    enum class scale : unsigned char
    {
        linear, ///< from 0 on, or from the least value if that is below
        logarithmic
    };
    struct scaled_by
    {
        std::string label;
        scale kind = scale::linear;
        /// Of a logarithmic one; what is less is drawn as this. Else the least value that there is.
        std::optional<double> least = std::nullopt;
        /// The values to be labelled, for a logarithmic one.
        std::vector<double> labels = {};
    };
    enum class names : unsigned char
    {
        in_legend,
        at_ends ///< beside each line's last point, as near as the others allow
    };

    line_chart(std::string title, scaled_by x, scaled_by y, names where = names::in_legend);

    /// The first line is the one to be noticed. At most as many as there are colours.
    void add(line added) { lines_.push_back(std::move(added)); }
    bool empty() const { return lines_.empty(); }
    /// A dashed level across the chart.
    void mark_level(double y, std::string name) { level_ = {y, std::move(name)}; }
    /// A grey stretch of the x axis.
    void mark_band(double from, double to, std::string name) { band_ = {from, to, std::move(name)}; }

    void write(std::ostream& to) const;

private:
    struct band
    {
        double from = 0;
        double to = 0;
        std::string name;
    };
    struct axes
    {
        axis x;
        axis y;
        double right = 0; ///< where the names begin
    };

    axes make_axes() const;
    void draw_axes(svg_page& page, const axes& on) const;
    void draw_line(svg_page& page, const axes& on, std::size_t which) const;
    void draw_names(svg_page& page, const axes& on) const;
    void draw_key(
        svg_page& page, const axes& on, svg_page::place end, double y, const std::string& classes) const;
    std::vector<double> heights_of_names(const axes& on) const;
    std::string stroke_of(std::size_t which) const;

    std::string title_;
    scaled_by x_;
    scaled_by y_;
    names where_;
    std::vector<line> lines_;
    std::optional<std::pair<double, std::string>> level_;
    std::optional<band> band_;
};

} // namespace chart

#endif
