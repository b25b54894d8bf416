#ifndef TESTS_INTEGRATION_EVENT_RECORDER_HPP
#define TESTS_INTEGRATION_EVENT_RECORDER_HPP

#include <acs/observer.hpp>

#include <boost/json/object.hpp>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Keeps the attributes of all events, as JSON. Thread-safe.
class event_recorder
{
public:
    using entry = std::pair<std::string_view, boost::json::object>;

    event_recorder();

    std::shared_ptr<const acs::observer> observer() const { return observer_; }

    /// The events of this name, in order.
    std::vector<boost::json::object> all(std::string_view name) const;
    std::size_t count(std::string_view name) const { return all(name).size(); }
    /// The last one of this name. Throws if there is none.
    boost::json::object last(std::string_view name) const;
    /// Everything as text, to be searched for what must not be there.
    std::string text() const;

private:
    struct state
    {
        std::mutex mutex;
        std::vector<entry> entries;
    };

    std::shared_ptr<state> state_ = std::make_shared<state>();
    std::shared_ptr<const acs::observer> observer_;
};

#endif
