#ifndef BENCHMARKS_SIMULATION_LINE_CHART_HPP
#define BENCHMARKS_SIMULATION_LINE_CHART_HPP

#include <iosfwd>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace simulation {

/// Lines over time, as SVG.
class line_chart
{
public:
    struct point
    {
        double x = 0; ///< hours
        double y = 0; ///< not a number: the line has a gap
    };
    struct line
    {
        std::string name;
        std::vector<point> points;
    };
    enum class scale : unsigned char
    {
        linear,
        logarithmic, ///< from 1 on; what is less is drawn as 1
    };

    line_chart(std::string title, std::string y_label, scale y_scale);

    /// The first line is the one to be noticed. At most seven.
    void add(line added) { lines_.push_back(std::move(added)); }
    /// A dashed level across the chart.
    void mark_level(double y, std::string name) { level_ = {y, std::move(name)}; }
    /// A grey stretch of time, in hours.
    void mark_time(double from, double to, std::string name) { band_ = {from, to, std::move(name)}; }

    void write(std::ostream& to) const;

private:
    struct band
    {
        double from = 0;
        double to = 0;
        std::string name;
    };

    void measure(double& x_end, double& y_low, double& y_high) const;

    std::string title_;
    std::string y_label_;
    scale y_scale_;
    std::vector<line> lines_;
    std::optional<std::pair<double, std::string>> level_;
    std::optional<band> band_;
};

} // namespace simulation

#endif
