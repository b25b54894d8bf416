#ifndef ACS_OBSERVER_HPP
#define ACS_OBSERVER_HPP

#include <acs/observer_events.hpp>

#include <cstdint>
#include <exception>
#include <functional>
#include <memory>

namespace acs {

/**
 * \brief What a client tells about its work: a plain struct of callbacks, each of which may be left out.
 * \details Given to client_options::observer; the client keeps it as long as a call or a connection of it
 * lives. An event is put together only if somebody listens, so callbacks that are left out cost nothing.
 *
 * \code
 * auto seen = std::make_shared<acs::observer>();
 * seen->retry_scheduled = [](const acs::retry_scheduled_event& event) { ... };
 * options.observer(seen);
 * \endcode
 *
 * \par Callbacks
 * Are called in the middle of the work, on the thread that the call runs on (for connections that are closed
 * while idle, on whichever thread finds them): keep them short. They must not wait for anything, least of all
 * for a call of the same client, and must not destroy the client.
 *
 * \par Exceptions
 * What a callback throws goes no further: it is counted (\ref observer_exceptions) and handed to
 * `callback_threw`.
 *
 * \par Thread safety
 * Callbacks are called from any thread, several at a time if the client's executor has several threads or
 * several clients share the observer. Don't change an observer that a client has.
 */
struct observer
{
    template <class Event>
    using callback = std::function<void(const Event&)>;

    callback<call_ended_event> call_ended;
    callback<attempt_started_event> attempt_started;
    callback<attempt_ended_event> attempt_ended;
    callback<retry_scheduled_event> retry_scheduled;
    callback<retry_refused_event> retry_refused;
    callback<throttled_event> throttled;
    callback<clock_skew_event> clock_skew;
    callback<name_resolved_event> name_resolved;
    callback<tls_handshake_event> tls_handshake;
    callback<connection_opened_event> connection_opened;
    callback<connection_failed_event> connection_failed;
    callback<connection_closed_event> connection_closed;

    /// One of the callbacks above threw this. What this one throws is dropped.
    std::function<void(std::exception_ptr)> callback_threw;
};

/// An observer that tells both, the first one first; one's exception doesn't keep the event from the other.
/// Null stands for nobody.
std::shared_ptr<const observer> combine(
    std::shared_ptr<const observer> first, std::shared_ptr<const observer> second);

/// How many exceptions were swallowed in this process: of observers' callbacks, and of the functions given to
/// metrics::add_cache. Thread-safe.
std::uint64_t observer_exceptions() noexcept;

} // namespace acs

#endif
