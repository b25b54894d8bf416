#include "emulator/records/statistics.hpp"

#include <chrono>
#include <string>

namespace acs::emulation {

statistics::statistics()
{
    reset();
}

void statistics::connection_opened(std::uint64_t connection)
{
    ++opened_;
    open_.emplace(connection, 0);
}

void statistics::connection_closed(std::uint64_t connection)
{
    const auto found = open_.find(connection);
    if (found == open_.end())
        return;
    closed_.push_back(*found);
    if (closed_.size() > remembered_connections)
        closed_.pop_front();
    open_.erase(found);
}

void statistics::arrived(operation op, std::uint64_t connection, wall_time now)
{
    counters& c = operations_[static_cast<std::size_t>(op)];
    ++c.requests;
    c.window.add(now);
    const auto found = open_.find(connection);
    if (found != open_.end())
        ++found->second;
}

void statistics::answered(operation op, int status)
{
    ++operations_[static_cast<std::size_t>(op)].by_status[status];
}

boost::json::object statistics::to_json() const
{
    boost::json::object operations;
    std::uint64_t requests = 0;
    std::uint64_t throttled = 0;
    for (std::size_t i = 0; i < operations_.size(); ++i) {
        const counters& c = operations_[i];
        boost::json::object statuses;
        std::uint64_t rejected = 0;
        for (const auto& [status, count] : c.by_status) {
            statuses[status == 0 ? "none" : std::to_string(status)] = count;
            if (status == 429)
                rejected += count;
        }
        operations[to_string(static_cast<operation>(i))] = boost::json::object{
            {"requests", c.requests},
            {"statuses", std::move(statuses)},
            {"throttled", rejected},
            {"max_calls_30s", c.window.peak()}};
        requests += c.requests;
        throttled += rejected;
    }
    boost::json::object per_connection;
    for (const auto& [connection, count] : closed_)
        per_connection[std::to_string(connection)] = count;
    for (const auto& [connection, count] : open_)
        per_connection[std::to_string(connection)] = count;
    return {
        {"operations", std::move(operations)},
        {"requests", requests},
        {"throttled", throttled},
        {"tokensIssued", tokens_},
        {"connections",
         boost::json::object{
             {"opened", opened_}, {"open", open_.size()}, {"requests", std::move(per_connection)}}}};
}

void statistics::reset()
{
    operations_.assign(operation_count, counters{0, {}, quota_window(std::chrono::seconds(30))});
    tokens_ = 0;
    opened_ = open_.size();
    closed_.clear();
    for (auto& [connection, count] : open_)
        count = 0;
}

} // namespace acs::emulation
