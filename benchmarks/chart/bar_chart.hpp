#ifndef BENCHMARKS_CHART_BAR_CHART_HPP
#define BENCHMARKS_CHART_BAR_CHART_HPP

#include <iosfwd>
#include <string>
#include <utility>
#include <vector>

namespace chart {

/// Bars from the left, one below the other, each with its name before and its value behind it, as SVG.
class bar_chart
{
public:
    struct bar
    {
        std::string name;
        double value = 0;
        std::string text;         ///< behind the bar
        std::string further = {}; ///< behind that, less loud
        bool noticed = false;
    };

    bar_chart(std::string title, std::string subtitle)
        : title_(std::move(title)), subtitle_(std::move(subtitle))
    {}

    void add(bar added) { bars_.push_back(std::move(added)); }
    bool empty() const { return bars_.empty(); }

    void write(std::ostream& to) const;

private:
    std::string title_;
    std::string subtitle_;
    std::vector<bar> bars_;
};

} // namespace chart

#endif
