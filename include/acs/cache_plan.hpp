#ifndef ACS_CACHE_PLAN_HPP
#define ACS_CACHE_PLAN_HPP

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace acs {

/// How much of the quota a \ref token_cache has planned, and what would still fit.
struct cache_plan
{
    double calls_per_second = 0;     ///< what renewals may use in the long run: 70 % of the quota's rate
    double committed_per_second = 0; ///< what the entries kept fresh use of it
    std::size_t kept_fresh = 0;      ///< how many there are
    /// How many more identities could be kept fresh with the default lifetime.
    std::size_t room = 0;
    std::size_t backlog = 0;         ///< renewals that are due already
    std::uint64_t overcommitted = 0; ///< renewals planned into a second that was full
    /// How long an outage may last for no token that is kept fresh to expire, by the shortest life among
    /// them; none if nothing is kept fresh.
    std::optional<std::chrono::nanoseconds> outage_tolerance;
    /// Planned calls in each of the next 120 windows of 30 s.
    std::vector<std::uint32_t> upcoming;
};

} // namespace acs

#endif
