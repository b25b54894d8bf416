#include <acs/observer.hpp>

#include "observe/notify.hpp"

#include <utility>

namespace acs {

namespace {

using shared_observer = std::shared_ptr<const observer>;

template <class Event>
void join(
    observer& to, observer::callback<Event> observer::*which, const shared_observer& first,
    const shared_observer& second)
{
    if (!((*first).*which) && !((*second).*which))
        return;
    to.*which = [which, first, second](const Event& event) {
        const auto same = [&event]() -> const Event& {
            return event;
        };
        observe::notify(first.get(), which, same);
        observe::notify(second.get(), which, same);
    };
}

} // namespace

shared_observer combine(shared_observer first, shared_observer second)
{
    if (!first || !second)
        return first ? std::move(first) : std::move(second);
    auto both = std::make_shared<observer>();
    const auto add = [&](auto... which) {
        (join(*both, which, first, second), ...);
    };
    add(&observer::call_ended, &observer::attempt_started, &observer::attempt_ended,
        &observer::retry_scheduled, &observer::retry_refused, &observer::throttled, &observer::clock_skew,
        &observer::name_resolved, &observer::tls_handshake, &observer::connection_opened,
        &observer::connection_failed, &observer::connection_closed);
    return both;
}

} // namespace acs
