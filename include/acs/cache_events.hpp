#ifndef ACS_CACHE_EVENTS_HPP
#define ACS_CACHE_EVENTS_HPP

#include <acs/cache_stats.hpp>
#include <acs/errc.hpp>

#include <chrono>
#include <cstddef>
#include <optional>

/// \file
/// What an \ref acs::cache_observer is told: plain values. None of them is an identity's id, a token or a
/// path. \ref acs::attributes gives each event's values under names for OpenTelemetry.

namespace acs {

/// A request for a token was answered: one of token_cache::get, or of token_cache::try_get that found a
/// token.
struct cache_request_event
{
    cache_result result{};
    std::chrono::nanoseconds remaining{}; ///< how long the token that was served can be used still; 0 if none
    std::optional<errc> error;            ///< none if a token was served
};

/// A call of the fetch function has ended.
struct cache_fetch_event
{
    bool renewal = false;                ///< ahead of time: nobody waited for it when it began
    std::chrono::nanoseconds duration{}; ///< waiting for the quota's permit and retries included
    /// Of renewals: from the planned moment to the call. None if it was not planned.
    std::optional<std::chrono::nanoseconds> lateness;
    std::chrono::nanoseconds remaining{}; ///< how long the old token could be used when it began; 0 if none
    std::optional<errc> error;            ///< none if it gave a token
    bool discarded = false; ///< the token was not kept: a revoke or an invalidation came between
};

/// The token of an entry that is kept fresh has expired, and there is no newer one.
struct cache_lapsed_event
{
    std::optional<errc> last_error; ///< of the entry's last fetch; none if none failed
};

/// An entry is not kept fresh any more, since the service says that the identity does not exist.
struct cache_given_up_event
{
    errc error{};
};

/// What the cache thinks of the service has changed.
struct cache_health_event
{
    cache_health before{};
    cache_health after{};
};

/// A request to keep tokens fresh was refused, as the quota could not renew that many.
struct cache_infeasible_event
{
    std::size_t kept_fresh = 0; ///< how many would have been kept fresh with it
    std::size_t fits = 0;       ///< how many can be
};

/// Entries went because of token_cache_options::max_entries or max_bytes.
struct cache_evicted_event
{
    std::size_t entries = 0;
};

} // namespace acs

#endif
