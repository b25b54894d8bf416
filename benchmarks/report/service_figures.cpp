#include "report/service_figures.hpp"

#include "report/program.hpp"
#include "report/raw_file.hpp"

namespace report {

service_figures::service_figures(const raw_file& from)
{
    from.each("load", [this](const raw_line& line) {
        load_.add(
            line.needed_text("server"), line.needed_number("connections"), line.needed_number("round"), line,
            {"requests_s", "cpu_us_request", "p50_ms", "p90_ms", "p99_ms", "errors", "rss_mib",
             "peak_rss_mib"});
    });
    from.each("refreshing", [this](const raw_line& line) {
        refreshing_[line.needed_number("connections")].add(
            our_server, line.needed_number("rate"), line.needed_number("round"), line,
            {"p50_ms", "p99_ms", "p999_ms", "max_ms", "refreshes_s", "seconds", "errors", "sent_late_p99_ms",
             "throttled", "cpu_share"});
    });
    from.each("limit_meanwhile", [this](const raw_line& line) {
        limit_meanwhile_[line.needed_number("connections")].add(
            limit_server, line.needed_number("rate"), line.needed_number("round"), line,
            {"p50_ms", "p99_ms", "p999_ms", "max_ms", "sent_late_p99_ms", "errors"});
    });
    from.each("memory", [this](const raw_line& line) {
        filled_.push_back(
            {line.needed_number("identities"), line.needed_number("token_bytes"), line.number("rss_mib"),
             line.needed_number("peak_rss_mib"), line.needed_number("refreshed"), line.number("seconds"),
             line.number("bytes_per_identity")});
    });
}

std::size_t service_figures::fewest_rounds() const
{
    std::vector<const figure_grid*> grids{&load_};
    for (const auto& level : refreshing_)
        grids.push_back(&level.second);
    return figure_grid::fewest_rounds(grids);
}

spread service_figures::limit_meanwhile(double connections, double rate, const std::string& figure) const
{
    const auto found = limit_meanwhile_.find(connections);
    return found == limit_meanwhile_.end() ? spread{} : found->second.of(limit_server, rate, figure);
}

} // namespace report
