#ifndef BENCHMARKS_REPORT_SERVICE_FIGURES_HPP
#define BENCHMARKS_REPORT_SERVICE_FIGURES_HPP

#include "report/figure_grid.hpp"

#include <map>
#include <string>
#include <vector>

namespace report {

class raw_file;

/// The token service, and the servers beside it.
class service_figures
{
public:
    struct memory
    {
        double identities = 0;
        double token_bytes = 0;
        double rss_mib = 0;
        double peak_rss_mib = 0;
        double refreshed = 0;
        double seconds = 0;
        double bytes_per_identity = 0;
    };

    explicit service_figures(const raw_file& from);

    /// The fewest rounds of any server at any load, hits while tokens are renewed included; 0 if nothing was
    /// measured. Memory has no rounds.
    std::size_t fewest_rounds() const;
    /// By connections.
    const figure_grid& load() const { return load_; }
    /// Hits while tokens are renewed: by rate, for each number of connections.
    const std::map<double, figure_grid>& refreshing() const { return refreshing_; }
    /// The limit under the same load, in turn with it: the same.
    spread limit_meanwhile(double connections, double rate, const std::string& figure) const;
    const std::vector<memory>& filled() const { return filled_; }

private:
    figure_grid load_;
    std::map<double, figure_grid> refreshing_;
    std::map<double, figure_grid> limit_meanwhile_;
    std::vector<memory> filled_;
};

} // namespace report

#endif
