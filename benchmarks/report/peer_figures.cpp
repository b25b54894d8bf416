#include "report/peer_figures.hpp"

#include "report/raw_file.hpp"

#include <vector>

namespace report {

peer_figures::peer_figures(const raw_file& from)
{
    from.each("closed", [this](const raw_line& line) {
        closed_.add(
            line.needed_text("program"), line.needed_number("c"), line.needed_number("round"), line,
            {"ops_s", "cpu_us_op", "p50_ms", "p99_ms", "p999_ms", "peak_rss_mib"});
    });
    from.each("open", [this](const raw_line& line) {
        open_[line.needed_number("c")].add(
            line.needed_text("program"), line.needed_number("rate"), line.needed_number("round"), line,
            {"ops_s", "cpu_us_op", "p50_ms", "p99_ms", "p999_ms", "max_ms", "seconds"});
    });
}

std::size_t peer_figures::fewest_rounds() const
{
    std::vector<const figure_grid*> grids{&closed_};
    for (const auto& level : open_)
        grids.push_back(&level.second);
    return figure_grid::fewest_rounds(grids);
}

} // namespace report
