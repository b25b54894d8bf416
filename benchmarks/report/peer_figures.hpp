#ifndef BENCHMARKS_REPORT_PEER_FIGURES_HPP
#define BENCHMARKS_REPORT_PEER_FIGURES_HPP

#include "report/figure_grid.hpp"

#include <map>

namespace report {

class raw_file;

/// The clients side by side.
class peer_figures
{
public:
    explicit peer_figures(const raw_file& from);

    /// The fewest rounds of any program at any load; 0 if nothing was measured.
    std::size_t fewest_rounds() const;
    /// By calls at a time.
    const figure_grid& closed() const { return closed_; }
    /// By arrival rate, for each number of workers.
    const std::map<double, figure_grid>& open() const { return open_; }

private:
    figure_grid closed_;
    std::map<double, figure_grid> open_;
};

} // namespace report

#endif
