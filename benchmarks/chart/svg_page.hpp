#ifndef BENCHMARKS_CHART_SVG_PAGE_HPP
#define BENCHMARKS_CHART_SVG_PAGE_HPP

#include <iosfwd>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace chart {

/// An SVG file as it is written. It follows the reader's choice of a light or dark page: what is drawn has
/// classes
/// ("text", "quiet", "grid", "axis", "band", "level", stroke_of(), fill_of()...) instead of colours.
class svg_page
{
public:
    using place = std::pair<double, double>;

    /// So many colours can be told apart, by colour-blind readers too.
    static constexpr std::size_t colours = 8;
    /// All pages are as wide, for they stand below one another.
    static constexpr double page_width = 960;
    static constexpr double margin = 24;

    svg_page(std::ostream& to, double height, std::string_view title);
    ~svg_page();
    svg_page(const svg_page&) = delete;
    svg_page& operator=(const svg_page&) = delete;

    static std::string stroke_of(std::size_t colour)
    {
        return "line stroke" + std::to_string(colour % colours);
    }
    static std::string fill_of(std::size_t colour) { return "fill" + std::to_string(colour % colours); }

    /// `anchor`: start, middle or end.
    void text(
        double x, double y, std::string_view anchor, std::string_view text, std::string_view classes = "");
    /// Upwards, around its middle.
    void turned_text(double x, double y, std::string_view text, std::string_view classes = "");
    void rule(place from, place to, std::string_view classes);
    void box(place corner, double width, double height, std::string_view classes);
    void dot(place middle, double radius, std::string_view classes);
    void path(const std::vector<place>& points, std::string_view classes);

    /// About how wide this text is at the page's size of letters.
    static double width_of(std::string_view text);

private:
    std::ostream& to_;
};

} // namespace chart

#endif
