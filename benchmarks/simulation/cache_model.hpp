#ifndef BENCHMARKS_SIMULATION_CACHE_MODEL_HPP
#define BENCHMARKS_SIMULATION_CACHE_MODEL_HPP

#include "cache/refresh_scheduler.hpp"
#include "cache/resource_health.hpp"
#include "simulation/cache_record.hpp"
#include "simulation/figures.hpp"
#include "simulation/flight_queue.hpp"
#include "simulation/foreground_load.hpp"
#include "simulation/permit_seeker.hpp"
#include "simulation/random_stream.hpp"
#include "simulation/scenario.hpp"
#include "simulation/service_model.hpp"
#include "simulation/time_series.hpp"
#include "simulation/token_clock.hpp"

#include <acs/quota.hpp>
#include <acs/time_source.hpp>

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace simulation {

/// The token cache in virtual time: the library's own scheduler, limiter, breaker and back-off, driven as the
/// cache drives them, without sockets and threads. An identity is a number and the expiry of its token.
class cache_model
{
public:
    explicit cache_model(const scenario& what);
    ~cache_model();
    cache_model(const cache_model&) = delete;
    cache_model& operator=(const cache_model&) = delete;

    /// Fills the cache, keeps it fresh until the end, and says what happened. Once only.
    /// \param into gets a row for every 30 s, if it is given.
    figures run(time_series* into = nullptr);

private:
    using entry_index = acs::cache::entry_index;
    using flight = flight_queue::flight;

    acs::boot_time next_moment() const;
    void turn();
    void take_answers();
    void accept(const flight& landed);
    void tell_breaker(const flight& landed);
    void recall(acs::boot_time before);
    void issued(const flight& landed);
    void refused(const flight& landed);
    void expire(acs::cache::refresh_scheduler::taken first);
    void take_due();
    void start_foreground();
    void start_renewals();
    bool permit_for(acs::boot_time expiry, std::chrono::seconds life);
    void stop_waiting();
    void send(entry_index entry, acs::boot_time planned, bool background);
    bool holds_usable(entry_index entry) const;
    void count_lapsed();

    scenario scenario_;
    timeline times_;
    random_stream random_;
    acs::quota quota_;
    limiter& limiter_;
    service_model service_;
    token_clock clock_;
    acs::cache::refresh_scheduler scheduler_;
    acs::cache::resource_health health_;
    permit_seeker urgent_;
    permit_seeker background_;
    foreground_load foreground_;

    acs::boot_time now_;
    acs::boot_time next_start_ = acs::boot_time::max(); // of a renewal, if it has to wait
    acs::boot_time next_sample_ = acs::boot_time::max();
    std::vector<acs::boot_time> expiries_;               // boot_time::max(): no token
    std::vector<bool> filled_;                           // those that have had a token
    std::unordered_map<entry_index, unsigned> failures_; // in a row, of those that failed last
    flight_queue flights_;
    std::size_t renewing_ = 0; // of the flights
    cache_record record_;
};

} // namespace simulation

#endif
