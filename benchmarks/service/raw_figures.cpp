#include "service/raw_figures.hpp"

#include "comparison/median.hpp"

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <filesystem>
#include <limits>
#include <ostream>
#include <stdexcept>
#include <utility>

namespace {

bool matches(const boost::json::object& line, const boost::json::object& where)
{
    return std::all_of(where.begin(), where.end(), [&](const auto& wanted) {
        const auto* found = line.if_contains(wanted.key());
        return found != nullptr && *found == wanted.value();
    });
}

} // namespace

raw_figures::raw_figures(const std::string& path, const boost::json::object& first)
{
    if (const auto folder = std::filesystem::path(path).parent_path(); !folder.empty())
        std::filesystem::create_directories(folder);
    file_.open(path);
    file_ << boost::json::serialize(first) << std::endl;
    if (!file_)
        throw std::runtime_error("can't write " + path);
}

void raw_figures::add(boost::json::object line)
{
    file_ << boost::json::serialize(line) << std::endl;
    lines_.push_back(std::move(line));
}

double raw_figures::median(const boost::json::object& where, const char* figure) const
{
    std::vector<double> values;
    for (const boost::json::object& line : lines_)
        if (matches(line, where))
            values.push_back(line.at(figure).to_number<double>());
    return values.empty() ? std::numeric_limits<double>::quiet_NaN() : ::median(std::move(values));
}
