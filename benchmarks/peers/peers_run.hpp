#ifndef BENCHMARKS_PEERS_PEERS_RUN_HPP
#define BENCHMARKS_PEERS_PEERS_RUN_HPP

#include "comparison/load_run.hpp"
#include "peers/load_point.hpp"
#include "peers/peer.hpp"
#include "peers/peers_options.hpp"
#include "peers/peers_table.hpp"

#include <iosfwd>
#include <map>
#include <string>
#include <utility>
#include <vector>

/// Measures the programs side by side. One that fails is left out of what it has failed at; the others go on.
class peers_run
{
public:
    /// Raw figures go to `raw`, a line of JSON each.
    peers_run(const peers_options& options, std::vector<peer> programs, std::ostream& raw);

    /// All programs, round after round, and the table of their medians on standard output.
    void measure(const load_point& point);

    /// How many runs have failed.
    std::size_t failures() const { return failures_; }

private:
    std::vector<peer> programs_at(const load_point& point) const;
    std::size_t warm_up(std::size_t concurrency) const;
    load_run calibrated(const peer& program, const load_point& point, const service_process& service);
    double capacity(const peer& program, std::size_t concurrency, const service_process& service);
    void complain(const peer& program, const load_point& point, const char* what);

    const peers_options& options_;
    const std::vector<peer> programs_;
    std::ostream& raw_;
    std::map<std::pair<std::string, std::size_t>, double>
        capacities_; // of programs, calls/s at a concurrency
    std::size_t failures_ = 0;
};

#endif
