#ifndef BENCHMARKS_CACHING_FIGURE_TABLE_HPP
#define BENCHMARKS_CACHING_FIGURE_TABLE_HPP

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace caching {

/// One measured figure.
struct figure
{
    std::string key;  ///< in the JSON
    std::string name; ///< in the table
    std::string unit;
    double value = 0;
    std::optional<double> target;   ///< at most
    std::optional<double> baseline; ///< the same of the obvious way to do it
    int digits = 1;                 ///< after the point

    bool met() const { return !target || value <= *target; }
};

/// The figures with their targets and baselines.
class figure_table
{
public:
    /// Prints the figures as they come, unless `quiet`.
    explicit figure_table(bool quiet) : quiet_(quiet) {}

    void heading(const std::string& text);
    void add(figure measured);

    std::size_t missed() const;
    /// `{"entries":...,"figures":{"key":{"value":...,"unit":...}},"missed":[...]}` in one line.
    std::string json(std::size_t entries) const;

private:
    bool quiet_;
    std::vector<figure> figures_;
};

} // namespace caching

#endif
