#ifndef BENCHMARKS_SIMULATION_FLIGHT_QUEUE_HPP
#define BENCHMARKS_SIMULATION_FLIGHT_QUEUE_HPP

#include "cache/entry_index.hpp"
#include "simulation/service_model.hpp"

#include <acs/time_source.hpp>

#include <optional>
#include <vector>

namespace simulation {

/// The cache's calls that are on their way, in the order in which their answers come.
class flight_queue
{
public:
    struct flight
    {
        service_answer answer;
        acs::boot_time sent{};
        acs::boot_time planned{};
        acs::cache::entry_index entry = acs::cache::no_entry; ///< none: for an identity that is not kept
        bool background = false;                              ///< a renewal
        bool given_up = false;                                ///< its entry is due again, or has another
    };

    void add(const flight& sent);

    /// When the next answer comes; boot_time::max() without a call.
    acs::boot_time next() const;
    std::optional<flight> take(acs::boot_time now);

    /// Gives up the renewals that were sent before, and says whose they were.
    std::vector<acs::cache::entry_index> recall(acs::boot_time before);

private:
    static bool later(const flight& a, const flight& b) { return a.answer.at > b.answer.at; }

    std::vector<flight> heap_; // the first one is on top
};

} // namespace simulation

#endif
