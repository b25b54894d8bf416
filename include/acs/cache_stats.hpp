#ifndef ACS_CACHE_STATS_HPP
#define ACS_CACHE_STATS_HPP

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace acs {

/// How a request for a token was answered.
enum class cache_result : unsigned char
{
    hit,        ///< from the cache, at once
    stale,      ///< from the cache, though the token should have been renewed by now
    miss,       ///< fetched for this request
    join,       ///< fetched, or awaited, together with others
    negative,   ///< refused from the cache: the identity was unknown a moment ago
    overloaded, ///< refused: the quota's queue is too long
    failed,     ///< the fetch failed, or the request ended before it was through
};
inline constexpr std::size_t cache_result_count = 7;

/// The enumerator's name.
std::string_view to_string(cache_result value) noexcept;

/// What the cache thinks of the service, from the answers to its own calls. Tokens at hand are served
/// whatever it is.
enum class cache_health : unsigned char
{
    healthy,
    unreachable, ///< network errors, timeouts or 5xx: renewals wait, one probe at most every 5 s
    refused,     ///< 401 or 403: renewals wait, with probes that become slower
};

/// The enumerator's name.
std::string_view to_string(cache_health value) noexcept;

/// Upper bounds of the histograms of \ref cache_stats, in seconds; a value on a bound counts as under it.
inline constexpr std::array<double, 7> cache_remaining_life_bounds = {10, 30, 60, 300, 900, 3600, 14400};
inline constexpr std::array<double, 8> cache_lateness_bounds = {0.1, 0.25, 0.5, 1, 2, 5, 30, 120};

/**
 * \brief What a \ref token_cache has done so far, and how it stands. Counters only grow.
 */
struct cache_stats
{
    /// A histogram with fixed bounds: counts[i] are the values up to bounds[i], the last those above all.
    template <std::size_t N>
    struct histogram
    {
        std::array<double, N> bounds{};            ///< seconds
        std::array<std::uint64_t, N + 1> counts{}; ///< not cumulative
        double sum = 0;                            ///< seconds
    };

    /// Requests by result; index it with cache_result.
    std::array<std::uint64_t, cache_result_count> requests{};
    /// Of tokens that were served: how long they could be used still.
    histogram<cache_remaining_life_bounds.size()> remaining_life{cache_remaining_life_bounds};
    /// Of renewals while the service was healthy: from the planned moment to the call.
    histogram<cache_lateness_bounds.size()> lateness{cache_lateness_bounds};

    std::uint64_t fetches = 0;        ///< calls of the fetch function for somebody who waited
    std::uint64_t renewals = 0;       ///< calls of it ahead of time
    std::uint64_t fetches_failed = 0; ///< of both, those that gave no token
    std::uint64_t discarded = 0;      ///< tokens not kept, since a revoke or an invalidation came between
    std::uint64_t not_newer = 0;      ///< answers that expired no later than the token at hand
    std::uint64_t lapsed = 0;         ///< tokens of kept-fresh entries that expired
    std::uint64_t retired = 0;        ///< entries not renewed, since nobody had asked for them
    std::uint64_t evicted = 0;        ///< entries that went because of a limit
    std::uint64_t overcommitted = 0;  ///< renewals planned into a second that was full
    std::uint64_t infeasible = 0;     ///< requests to keep a token fresh that did not fit

    std::size_t entries = 0;    ///< with or without a token
    std::size_t kept_fresh = 0; ///< of them, those that keep_fresh was called for
    std::size_t bytes = 0;      ///< of tokens, ids and bookkeeping
    std::size_t planned = 0;    ///< renewals on the calendar
    std::size_t backlog = 0;    ///< renewals that are due
    std::size_t in_flight = 0;  ///< calls under way: of the fetch function, revokes and removals
    /// The shortest remaining life among the tokens whose renewal is due: how long the service may still be
    /// away until one lapses. None without a backlog.
    std::optional<std::chrono::nanoseconds> slack;
    /// Permits over the last 30 s by the quota's rate, as a fraction: near 1 there is nothing left to catch
    /// up with. 0 without a limit.
    double quota_utilisation = 0;
    cache_health health = cache_health::healthy;
};

} // namespace acs

#endif
