#ifndef ACS_CACHE_OBSERVER_HPP
#define ACS_CACHE_OBSERVER_HPP

#include <acs/cache_events.hpp>

#include <exception>
#include <functional>
#include <memory>

namespace acs {

/**
 * \brief What a \ref token_cache tells about its work: a plain struct of callbacks, each of which may be left
 * out.
 * \details Given to token_cache_options::observer. The calls that a cache makes through a client are told to
 * the client's \ref observer. Numbers are cheaper to get from token_cache::stats, see metrics::add_cache.
 *
 * \code
 * auto seen = std::make_shared<acs::cache_observer>();
 * seen->lapsed = [](const acs::cache_lapsed_event& event) { ... };
 * options.observer(seen);
 * \endcode
 *
 * \par Callbacks
 * Are called in the middle of the work, while no lock of the cache is held: `request_ended` on the thread
 * that asks or, if the request had to wait, on the cache's executor; the others there or on the thread whose
 * call caused them. Keep them short: one that is set for `request_ended` makes each hit slower by what it
 * does. They must not wait for anything, and must not use or destroy the cache.
 *
 * \par Exceptions
 * What a callback throws goes no further: it is counted (observer_exceptions()) and handed to
 * `callback_threw`.
 *
 * \par Thread safety
 * Callbacks are called from any thread, several at a time. Don't change an observer that a cache has.
 */
struct cache_observer
{
    template <class Event>
    using callback = std::function<void(const Event&)>;

    callback<cache_request_event> request_ended;
    callback<cache_fetch_event> fetch_ended;
    callback<cache_lapsed_event> lapsed;
    callback<cache_given_up_event> given_up;
    callback<cache_health_event> health_changed;
    callback<cache_infeasible_event> infeasible;
    callback<cache_evicted_event> evicted;

    /// One of the callbacks above threw this. What this one throws is dropped.
    std::function<void(std::exception_ptr)> callback_threw;
};

/// An observer that tells both, the first one first; one's exception doesn't keep the event from the other.
/// Null stands for nobody.
std::shared_ptr<const cache_observer> combine(
    std::shared_ptr<const cache_observer> first, std::shared_ptr<const cache_observer> second);

} // namespace acs

#endif
