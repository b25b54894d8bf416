#ifndef ACS_OBSERVE_NOTIFY_HPP
#define ACS_OBSERVE_NOTIFY_HPP

#include <acs/observer.hpp>

#include <exception>

namespace acs::observe {

// Counts the exception and hands it to the observer's callback_threw.
void swallow(const observer& from, std::exception_ptr thrown) noexcept;

// Out of line and cold: where nobody listens, an event costs its site two loads and a branch.
template <class Event, class Make>
[[gnu::noinline, gnu::cold]] void deliver(
    const observer& to, const observer::callback<Event>& callback, const Make& make) noexcept
{
    try {
        callback(make());
    } catch (...) {
        swallow(to, std::current_exception());
    }
}

/*
 * Tells the observer, if there is one and it listens:
 *
 *     observe::notify(observer, &observer::throttled, [&] {
 *         throttled_event event;
 *         event.context = ...;
 *         return event;
 *     });
 *
 * `make` is called only then. The texts in the event must outlive it. Never throws. Don't hold a mutex: the
 * callback is the user's code.
 */
template <class Event, class Make>
void notify(const observer* to, observer::callback<Event> observer::*which, const Make& make) noexcept
{
    if (to && to->*which)
        deliver<Event>(*to, to->*which, make);
}

} // namespace acs::observe

#endif
