#ifndef BENCHMARKS_REPORT_SERVICE_FIGURES_HPP
#define BENCHMARKS_REPORT_SERVICE_FIGURES_HPP

#include "report/figure_grid.hpp"

#include <map>
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

    /// By connections.
    const figure_grid& load() const { return load_; }
    /// Hits while tokens are renewed: by rate, for each number of connections.
    const std::map<double, figure_grid>& refreshing() const { return refreshing_; }
    const std::vector<memory>& filled() const { return filled_; }

private:
    figure_grid load_;
    std::map<double, figure_grid> refreshing_;
    std::vector<memory> filled_;
};

} // namespace report

#endif
