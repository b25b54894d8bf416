#ifndef BENCHMARKS_REPORT_FIGURE_GRID_HPP
#define BENCHMARKS_REPORT_FIGURE_GRID_HPP

#include "report/spread.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace report {

class raw_line;

/// The figures of several programs at several levels of load, in rounds.
class figure_grid
{
public:
    /// A line's program, level and round, and all its numbers in `figures`.
    void add(
        const std::string& program, double level, double round, const raw_line& line,
        const std::vector<std::string>& figures);

    bool empty() const { return cells_.empty(); }
    bool has(const std::string& program) const { return programs_.contains(program); }
    bool has(const std::string& program, double level) const { return cells_.contains({program, level}); }
    /// Of all programs, rising.
    std::vector<double> levels() const;
    std::vector<double> levels_of(const std::string& program) const;

    spread of(const std::string& program, double level, const std::string& figure) const;
    /// `program`'s figure by `base`'s, in each round that has both.
    spread ratio(
        const std::string& program, const std::string& base, double level, const std::string& figure) const;
    /// The most rounds that any program has at any level; the fewest.
    std::size_t most_rounds() const;
    std::size_t fewest_rounds() const;
    /// Of those among the grids that have figures; 0 if none has.
    static std::size_t fewest_rounds(const std::vector<const figure_grid*>& of);

private:
    using rounds = std::map<double, std::map<std::string, double>>;

    std::map<std::pair<std::string, double>, rounds> cells_;
    std::set<std::string> programs_;
};

} // namespace report

#endif
