#include "chart/axis.hpp"
#include "chart/bar_chart.hpp"
#include "chart/line_chart.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>
#include <limits>
#include <sstream>
#include <string>
#include <vector>

using namespace chart;

namespace {

std::string drawn(const auto& from)
{
    std::ostringstream made;
    from.write(made);
    return made.str();
}

std::size_t count(const std::string& in, const std::string& text)
{
    std::size_t made = 0;
    for (auto at = in.find(text); at != std::string::npos; at = in.find(text, at + 1))
        ++made;
    return made;
}

// How high the text stands in the chart.
double height_of(const std::string& in, const std::string& text)
{
    const auto end = in.find('>' + text + '<');
    REQUIRE(end != std::string::npos);
    return std::atof(in.c_str() + in.rfind(" y=\"", end) + 4);
}

} // namespace

TEST_CASE("chart: axes have round labels")
{
    const axis linear = axis::linear(0, 1050, 400, 0);
    CHECK(linear.labelled() == std::vector<double>{0, 200, 400, 600, 800, 1000, 1200});
    CHECK(linear.position(0) == 400);
    CHECK(linear.position(1200) == 0);
    CHECK(linear.position(600) == doctest::Approx(200));
    const axis powers = axis::logarithmic(1, 45'000, 500, 0);
    CHECK(powers.labelled() == std::vector<double>{1, 10, 100, 1000, 10'000, 100'000});
    CHECK(powers.position(10) == doctest::Approx(400));
    CHECK(powers.position(0) == 500);
}

TEST_CASE("chart: logarithmic axes of small and of few values")
{
    const axis small = axis::logarithmic(0.02, 300, 0, 500);
    REQUIRE(small.labelled().size() == 6);
    CHECK(small.labelled().front() == doctest::Approx(0.01));
    CHECK(small.labelled().back() == doctest::Approx(1000));
    CHECK(small.position(0.1) == doctest::Approx(100));
    const axis few = axis::logarithmic(13, 90, 0, 100);
    CHECK(few.labelled() == std::vector<double>{10, 20, 50, 100});
    CHECK(axis::logarithmic(10, 10, 0, 100).labelled() == std::vector<double>{10, 20});
    const axis named = axis::at({1, 16, 1000}, 0, 300);
    CHECK(named.labelled() == std::vector<double>{1, 16, 1000});
    CHECK(named.position(10) == doctest::Approx(100));
    CHECK(axis::at({64}, 0, 300).position(64) == doctest::Approx(150));
}

TEST_CASE("chart: numbers at axes")
{
    CHECK(axis::text(50'000) == "50,000");
    CHECK(axis::text(-1'234'567) == "-1,234,567");
    CHECK(axis::text(-100) == "-100");
    CHECK(axis::text(0.5) == "0.5");
}

TEST_CASE("chart: a line has gaps where it has no value")
{
    line_chart made("Title", {"x"}, {"y"});
    made.add({"a < b & c", {{0, 1}, {1, 2}, {2, std::nan("")}, {3, 1}, {4, 2}}});
    made.mark_level(3, "level");
    made.mark_band(1, 2, "band");
    const std::string svg = drawn(made);
    CHECK(count(svg, "<polyline") == 2);
    CHECK(count(svg, "<circle") == 4);
    CHECK(count(svg, "a &lt; b &amp; c") == 1);
    CHECK(count(svg, ">level<") == 1);
    CHECK(count(svg, ">band<") == 1);
    CHECK(count(svg, "nan") == 0);
    CHECK(count(svg, "prefers-color-scheme:dark") == 1);
}

TEST_CASE("chart: names at the lines' ends push one another aside")
{
    line_chart made(
        "Title", {"x", line_chart::scale::logarithmic}, {"y", line_chart::scale::logarithmic},
        line_chart::names::at_ends);
    const std::vector<std::string> names = {"one", "two", "three", "four"};
    for (const std::string& name : names)
        made.add({name, {{1, 10}, {100, name == "one" ? 10.0 : 10.1}}});
    const std::string svg = drawn(made);
    for (const std::string& a : names)
        for (const std::string& b : names)
            CHECK((a == b || std::abs(height_of(svg, a) - height_of(svg, b)) >= 20));
}

TEST_CASE("chart: bars are as long as their values")
{
    bar_chart made("Title", "subtitle");
    CHECK(made.empty());
    made.add({"short", 1, "1", "", true});
    made.add({"long", 4, "4", "x 4"});
    const std::string svg = drawn(made);
    const auto length_of = [&](const char* behind) {
        const auto end = svg.find(behind);
        return std::atof(svg.c_str() + svg.rfind(" width=\"", end) + 8);
    };
    CHECK(length_of("class=\"pale\"") == doctest::Approx(4 * length_of("class=\"fill0\"")).epsilon(0.01));
    CHECK(count(svg, ">x 4<") == 1);
}

TEST_CASE("chart: what is empty is still a chart")
{
    line_chart made("Title", {"x", line_chart::scale::logarithmic}, {"y", line_chart::scale::logarithmic});
    CHECK(made.empty());
    CHECK(count(drawn(made), "</svg>") == 1);
    made.add({"nothing", {}});
    made.add({"no number", {{1, std::numeric_limits<double>::quiet_NaN()}}});
    CHECK(count(drawn(made), "inf") == 0);
}
