#include "event_recorder.hpp"

#include <acs/observer_attributes.hpp>

#include <boost/json/serialize.hpp>
#include <stdexcept>

namespace {

boost::json::object to_json(const acs::attribute_list& attributes)
{
    boost::json::object made;
    for (const auto& [name, value] : attributes)
        std::visit(
            [&made, key = boost::json::string_view(name.data(), name.size())](const auto& one) {
                if constexpr (requires { one.data(); })
                    made[key] = boost::json::string_view(one.data(), one.size());
                else
                    made[key] = one;
            },
            value);
    return made;
}

} // namespace

event_recorder::event_recorder()
{
    auto made = std::make_shared<acs::observer>();
    const auto record = [&made, this](auto which, std::string_view name) {
        (*made).*which = [kept = state_, name](const auto& event) {
            auto attributes = to_json(acs::attributes(event));
            const std::lock_guard lock(kept->mutex);
            kept->entries.emplace_back(name, std::move(attributes));
        };
    };
    record(&acs::observer::call_ended, "call_ended");
    record(&acs::observer::attempt_started, "attempt_started");
    record(&acs::observer::attempt_ended, "attempt_ended");
    record(&acs::observer::retry_scheduled, "retry_scheduled");
    record(&acs::observer::retry_refused, "retry_refused");
    record(&acs::observer::throttled, "throttled");
    record(&acs::observer::clock_skew, "clock_skew");
    record(&acs::observer::name_resolved, "name_resolved");
    record(&acs::observer::tls_handshake, "tls_handshake");
    record(&acs::observer::connection_opened, "connection_opened");
    record(&acs::observer::connection_failed, "connection_failed");
    record(&acs::observer::connection_closed, "connection_closed");
    observer_ = std::move(made);
}

std::vector<boost::json::object> event_recorder::all(std::string_view name) const
{
    const std::lock_guard lock(state_->mutex);
    std::vector<boost::json::object> found;
    for (const auto& [candidate, attributes] : state_->entries)
        if (candidate == name)
            found.push_back(attributes);
    return found;
}

boost::json::object event_recorder::last(std::string_view name) const
{
    auto found = all(name);
    if (found.empty())
        throw std::runtime_error("there was no event " + std::string(name));
    return std::move(found.back());
}

std::string event_recorder::text() const
{
    const std::lock_guard lock(state_->mutex);
    std::string made;
    for (const auto& [name, attributes] : state_->entries)
        made.append(name).append(" ").append(boost::json::serialize(attributes)).append("\n");
    return made;
}
