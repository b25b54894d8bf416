#ifndef BENCHMARKS_SERVICE_RAW_FIGURES_HPP
#define BENCHMARKS_SERVICE_RAW_FIGURES_HPP

#include <boost/json/object.hpp>
#include <fstream>
#include <string>
#include <vector>

/// The figures of single runs, written to a file as they come, a line of JSON each.
class raw_figures
{
public:
    /// \param first the line that says where they come from. \throws std::runtime_error
    raw_figures(const std::string& path, const boost::json::object& first);

    void add(boost::json::object line);

    /// The median of a figure over the lines that have these values; not a number if there are none.
    double median(const boost::json::object& where, const char* figure) const;

private:
    std::ofstream file_;
    std::vector<boost::json::object> lines_;
};

#endif
