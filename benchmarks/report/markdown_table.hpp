#ifndef BENCHMARKS_REPORT_MARKDOWN_TABLE_HPP
#define BENCHMARKS_REPORT_MARKDOWN_TABLE_HPP

#include <initializer_list>
#include <iosfwd>
#include <string>
#include <vector>

namespace report {

/// A table in Markdown. Columns whose heading begins with '>' are aligned to the right.
class markdown_table
{
public:
    markdown_table(std::initializer_list<std::string> headings) : rows_{headings} {}

    void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
    bool empty() const { return rows_.size() == 1; }

    /// With an empty line after it.
    void write(std::ostream& to) const;

private:
    std::vector<std::vector<std::string>> rows_;
};

} // namespace report

#endif
