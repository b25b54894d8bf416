#ifndef BENCHMARKS_SIMULATION_POLICY_MODEL_HPP
#define BENCHMARKS_SIMULATION_POLICY_MODEL_HPP

#include "simulation/permit_seeker.hpp"
#include "simulation/random_stream.hpp"
#include "simulation/renewal_policy.hpp"
#include "simulation/service_model.hpp"
#include "simulation/time_series.hpp"

#include <acs/quota.hpp>
#include <acs/time_source.hpp>

#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>
#include <queue>
#include <vector>

namespace simulation {

/// What a population of clients with another policy goes through.
struct policy_case
{
    enum class beginning : unsigned char
    {
        one_by_one,  ///< the identities come one after the other
        all_at_once, ///< a restart without a snapshot: all are read within a second, none has a token
        in_a_minute  ///< each has a token, issued within the first minute, at no cost
    };

    beginning begins = beginning::one_by_one;
    std::chrono::nanoseconds every = std::chrono::milliseconds(30); ///< one comes; 1000 in 30 s
    std::uint32_t population = 50'000;
    std::chrono::seconds life = std::chrono::hours(1);
    renewal_policy policy{renewal_policy::rule::fixed_offset};
    std::optional<acs::rate> limit; ///< of our limiter; without: calls go out when they are wanted
    service_rules service;          ///< failing takes as long as anything else
    std::chrono::nanoseconds length = std::chrono::hours(3);
    std::uint64_t seed = 1;
};

/// What comes out of it.
struct policy_figures
{
    std::size_t max_calls_30s = 0;
    std::uint64_t calls = 0;
    std::uint64_t throttled = 0;
    std::uint64_t lapsed = 0;   ///< tokens that expired before they were renewed
    std::uint64_t unfilled = 0; ///< identities that had no token until the end
    double filled_s = 0;        ///< when each had its first; the end, if some had none
    double longest_wait_s = 0;  ///< for a permit of our limiter
};

/// Such a population, in virtual time. Each identity is read once a second. When a read finds that the token
/// is to be renewed it calls the service, unless a call for this identity is on its way already, and the
/// caller gets the old token. A call that fails is repeated by the first read after the Retry-After, or after
/// 30 s without one, and up to a fifth of that later: gentler than most are. With our limiter calls wait for
/// permits in the order in which they were wanted, for as long as it takes.
class policy_model
{
public:
    explicit policy_model(const policy_case& what);
    ~policy_model();
    policy_model(const policy_model&) = delete;
    policy_model& operator=(const policy_model&) = delete;

    /// Once only. \param into gets a row for every 30 s, if it is given.
    policy_figures run(time_series* into = nullptr);

private:
    struct identity
    {
        held_token token;
        std::chrono::nanoseconds phase{}; ///< of its reads
        bool has_token = false;
        bool due = false; ///< wanted, and not renewed yet
    };
    struct read ///< one that calls the service
    {
        acs::boot_time at{};
        std::uint32_t who = 0;

        friend bool operator<(const read& a, const read& b) { return a.at > b.at; }
    };
    struct flight
    {
        service_answer answer;
        acs::boot_time sent{};
        std::uint32_t who = 0;
    };

    void begin();
    void hold(identity& who, acs::boot_time issued);
    void read_from(std::uint32_t who, acs::boot_time earliest);
    acs::boot_time read_after(const identity& who, acs::boot_time moment) const;
    acs::boot_time next_moment() const;
    void turn();
    void want(const read& by);
    void accept(const flight& landed);
    void let_go();
    void send(std::uint32_t who);
    void add_sample(time_series& into);

    policy_case case_;
    random_stream random_;
    acs::boot_time end_;
    service_model service_;
    acs::quota quota_;
    std::optional<permit_seeker> seeker_;
    acs::boot_time now_;
    std::vector<identity> identities_;
    std::priority_queue<read> reads_;
    std::deque<read> waiting_;   // for permits
    std::deque<flight> flights_; // all take equally long
    std::size_t due_ = 0;
    std::size_t holders_ = 0;
    policy_figures figures_;
};

} // namespace simulation

#endif
