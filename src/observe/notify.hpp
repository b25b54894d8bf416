#ifndef ACS_OBSERVE_NOTIFY_HPP
#define ACS_OBSERVE_NOTIFY_HPP

#include <acs/observer.hpp>

#include <exception>
#include <functional>
#include <type_traits>

namespace acs::observe {

// Counts the exception and hands it to an observer's callback_threw.
void swallow(
    const std::function<void(std::exception_ptr)>& callback_threw, std::exception_ptr thrown) noexcept;

// Out of line and cold: where nobody listens, an event costs its site two loads and a branch.
template <class Observer, class Event, class Make>
[[gnu::noinline, gnu::cold]] void deliver(
    const Observer& to, const std::function<void(const Event&)>& callback, const Make& make) noexcept
{
    try {
        callback(make());
    } catch (...) {
        swallow(to.callback_threw, std::current_exception());
    }
}

/*
 * Tells the observer (acs::observer, acs::cache_observer), if there is one and it listens:
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
template <class Observer, class Event, class Make>
void notify(
    const std::type_identity_t<Observer>* to, std::function<void(const Event&)> Observer::*which,
    const Make& make) noexcept
{
    if (to && to->*which)
        deliver<Observer, Event>(*to, to->*which, make);
}

} // namespace acs::observe

#endif
