#ifndef BENCHMARKS_CHART_AXIS_HPP
#define BENCHMARKS_CHART_AXIS_HPP

#include <string>
#include <vector>

namespace chart {

/// One axis of a chart: where values are drawn, and which of them are labelled.
class axis
{
public:
    /// Values from `low` to `high`, widened to the next label, between two positions in pixels.
    static axis linear(double low, double high, double from, double to);
    /// Labels at the powers of ten; where there would be few, at 2 and 5 times those too. `low` must be
    /// positive.
    static axis logarithmic(double low, double high, double from, double to);
    /// Logarithmic, with labels at these values alone; they must be positive, and rise.
    static axis at(std::vector<double> labels, double from, double to);

    double position(double value) const;
    const std::vector<double>& labelled() const { return labelled_; }
    /// 12,000 or 0.5.
    static std::string text(double value);

private:
    bool logarithmic_ = false;
    double low_ = 0;
    double high_ = 1;
    double from_ = 0;
    double to_ = 1;
    std::vector<double> labelled_;
};

} // namespace chart

#endif
