#ifndef BENCHMARKS_REPORT_RAW_LINE_HPP
#define BENCHMARKS_REPORT_RAW_LINE_HPP

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace report {

/// One line of raw data. The members of objects in it are called "outer.inner".
class raw_line
{
public:
    /// Throws std::runtime_error if it is no JSON object.
    static raw_line parse(std::string_view text);

    /// Not a number if it isn't there.
    double number(std::string_view name) const;
    /// Empty if it isn't there.
    std::string text(std::string_view name) const;
    /// Throws std::runtime_error if it isn't there.
    double needed_number(std::string_view name) const;
    std::string needed_text(std::string_view name) const;

    /// Name, without "outer.", and text of each of these, in their order.
    std::vector<std::pair<std::string, std::string>> members_of(std::string_view outer) const;

private:
    struct member
    {
        std::string name;
        std::string text;
        double number = 0;
    };
    friend struct raw_line_reader;

    std::vector<member> members_;
};

} // namespace report

#endif
