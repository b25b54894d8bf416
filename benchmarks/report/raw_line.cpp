#include "report/raw_line.hpp"

#include "chart/axis.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <limits>

namespace report {

namespace json = boost::json;

struct raw_line_reader
{
    static void read(const std::string& outer, const json::object& from, raw_line& to)
    {
        const double none = std::numeric_limits<double>::quiet_NaN();
        for (const auto& [key, value] : from) {
            const std::string name = outer + std::string(key);
            if (value.is_object())
                read(name + '.', value.get_object(), to);
            else if (value.is_string())
                to.members_.push_back({name, std::string(value.get_string()), none});
            else if (value.is_number()) {
                const double number = value.to_number<double>();
                to.members_.push_back({name, chart::axis::text(number), number});
            }
        }
    }
};

raw_line raw_line::parse(std::string_view text)
{
    json::error_code failed;
    const json::value parsed = json::parse({text.data(), text.size()}, failed);
    if (failed || !parsed.is_object())
        throw std::runtime_error("no JSON object");
    raw_line made;
    raw_line_reader::read("", parsed.get_object(), made);
    return made;
}

double raw_line::number(std::string_view name) const
{
    const auto found =
        std::find_if(members_.begin(), members_.end(), [&](const member& each) { return each.name == name; });
    return found == members_.end() ? std::numeric_limits<double>::quiet_NaN() : found->number;
}

std::string raw_line::text(std::string_view name) const
{
    const auto found =
        std::find_if(members_.begin(), members_.end(), [&](const member& each) { return each.name == name; });
    return found == members_.end() ? "" : found->text;
}

double raw_line::needed_number(std::string_view name) const
{
    const double found = number(name);
    if (!(found == found))
        throw std::runtime_error("there is no number \"" + std::string(name) + '"');
    return found;
}

std::string raw_line::needed_text(std::string_view name) const
{
    std::string found = text(name);
    if (found.empty())
        throw std::runtime_error("there is no text \"" + std::string(name) + '"');
    return found;
}

std::vector<std::pair<std::string, std::string>> raw_line::members_of(std::string_view outer) const
{
    const std::string prefix = std::string(outer) + '.';
    std::vector<std::pair<std::string, std::string>> made;
    for (const member& each : members_)
        if (each.name.starts_with(prefix))
            made.emplace_back(each.name.substr(prefix.size()), each.text);
    return made;
}

} // namespace report
