#ifndef ACS_LOG_CACHE_OBSERVER_HPP
#define ACS_LOG_CACHE_OBSERVER_HPP

#include <acs/cache_observer.hpp>
#include <acs/log_observer.hpp>

#include <iosfwd>
#include <memory>

namespace acs {

/**
 * \brief A cache's observer that writes one line per event, such as
 * `cache_health_changed acs.cache.previous_health=healthy acs.cache.health=unreachable`.
 * \details Changes of health, tokens that lapsed, entries that were given up and what does not fit the quota
 * are warnings; fetches that failed are info; requests, other fetches and evictions are debug. No identity
 * and no token is ever in a line.
 * \param sink  gets the lines, as with make_log_observer(). Called from any thread, several at a time.
 * \param least lines of a lower level are not made.
 */
std::shared_ptr<const cache_observer> make_log_cache_observer(
    log_sink sink, log_level least = log_level::info);

/**
 * \brief The same, to a stream, with time (UTC) and level at each line's start.
 * \details Where a client's log goes to the same stream, give both one sink of make_log_sink().
 * \param out   must outlive the cache; a mutex is held while one line is written. Not flushed by this.
 * \param least lines of a lower level are not made.
 * \param time  where the time comes from; null: the real clock.
 */
std::shared_ptr<const cache_observer> make_log_cache_observer(
    std::ostream& out, log_level least = log_level::info, std::shared_ptr<time_source> time = nullptr);

} // namespace acs

#endif
