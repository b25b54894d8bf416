#ifndef ACS_OBSERVE_LOG_MAKER_HPP
#define ACS_OBSERVE_LOG_MAKER_HPP

#include "observe/log_line.hpp"

#include <acs/log_observer.hpp>

#include <functional>
#include <memory>
#include <string_view>
#include <utility>

namespace acs::observe {

// Sets the callbacks of one observer. `Levels::of(event)` is the level of an event's line.
template <class Observer, class Levels>
class log_maker
{
public:
    log_maker(Observer& to, log_sink sink, log_level least)
        : to_(to), sink_(std::make_shared<const log_sink>(std::move(sink))), least_(least)
    {}

    template <class Event>
    void log(std::function<void(const Event&)> Observer::*which, std::string_view name) const
    {
        to_.*which = [sink = sink_, least = least_, name](const Event& event) {
            const log_level level = Levels::of(event);
            if (level >= least)
                (*sink)(level, log_line(name, attributes(event)));
        };
    }

private:
    Observer& to_;
    std::shared_ptr<const log_sink> sink_;
    log_level least_;
};

} // namespace acs::observe

#endif
