#include "report/markdown_table.hpp"

#include <ostream>

namespace report {

void markdown_table::write(std::ostream& to) const
{
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        to << '|';
        for (const std::string& cell : rows_[i])
            to << ' ' << (i == 0 && cell.starts_with('>') ? cell.substr(1) : cell) << " |";
        to << '\n';
        if (i != 0)
            continue;
        to << '|';
        for (const std::string& cell : rows_[i])
            to << (cell.starts_with('>') ? "---:|" : "---|");
        to << '\n';
    }
    to << '\n';
}

} // namespace report
