#ifndef ACS_OBSERVE_COMBINED_HPP
#define ACS_OBSERVE_COMBINED_HPP

#include "observe/notify.hpp"

#include <functional>
#include <memory>
#include <utility>

namespace acs::observe {

// Makes a callback that calls those of both, if one of them is set.
template <class Observer, class Event>
void join(
    Observer& to, std::function<void(const Event&)> Observer::*which,
    const std::shared_ptr<const Observer>& first, const std::shared_ptr<const Observer>& second)
{
    if (!((*first).*which) && !((*second).*which))
        return;
    to.*which = [which, first, second](const Event& event) {
        const auto same = [&event]() -> const Event& {
            return event;
        };
        notify(first.get(), which, same);
        notify(second.get(), which, same);
    };
}

// An observer whose callbacks `which` call those of both. Null stands for nobody.
template <class Observer, class... Event>
std::shared_ptr<const Observer> combined(
    std::shared_ptr<const Observer> first, std::shared_ptr<const Observer> second,
    std::function<void(const Event&)> Observer::*... which)
{
    if (!first || !second)
        return first ? std::move(first) : std::move(second);
    auto both = std::make_shared<Observer>();
    (join(*both, which, first, second), ...);
    return both;
}

} // namespace acs::observe

#endif
