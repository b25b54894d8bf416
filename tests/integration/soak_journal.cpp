#include "soak_journal.hpp"

#include "soak_faults.hpp"

#include <boost/json/parse.hpp>

using namespace acs;

namespace {

std::string text(const boost::json::value& value)
{
    return std::string(value.as_string());
}

std::string count(unsigned number)
{
    return std::to_string(number);
}

} // namespace

soak_journal::soak_journal(emulator& server) : stats_(boost::json::parse(server.control("GET", "stats").body))
{
    const auto journal = boost::json::parse(server.control("GET", "journal").body);
    recorded_ = journal.at("recorded").to_number<int>();
    forgotten_ = journal.at("forgotten").to_number<int>();
    for (const auto& entry : journal.at("entries").as_array())
        add(entry);
}

void soak_journal::add(const boost::json::value& entry)
{
    const std::string operation = text(entry.at("operation"));
    const bool executed = was_executed(entry);
    ++by_operation_[operation];
    if (entry.at("requestId").is_null())
        return; // asks for a token of Entra ID
    traces& seen = by_id_[text(entry.at("requestId"))];
    ++seen.requests;
    seen.executed += executed ? 1 : 0;
    if (executed && operation.starts_with("create_user"))
        ++created_;
    if (executed && operation == "delete_user")
        deleted_.insert(text(entry.at("target")));
}

// A reason is there if the service refused, and then nothing was done.
bool soak_journal::was_executed(const boost::json::value& entry)
{
    if (!entry.at("reason").is_null())
        return false;
    for (const auto& fault : entry.at("faults").as_array())
        if (!soak_faults::executes(text(fault)))
            return false;
    return true;
}

void soak_journal::check(const soak_call& call, bool lossy, std::vector<std::string>& complaints)
{
    const auto found = by_id_.find(call.request_id());
    const traces seen = found == by_id_.end() ? traces() : found->second;
    const auto& failure = call.failure();
    const auto complain = [&](const std::string& what) {
        complaints.push_back(
            call.request_id() + " (" + std::string(to_string(call.task().what)) + ", " +
            (failure ? failure->message() : "success") + ", " + count(failure ? failure->attempts() : 0) +
            " attempts, " + count(seen.requests) + " seen, " + count(seen.executed) + " executed) " + what);
    };
    if (call.task().makes_identity() && call.task().has_custom_id() && seen.executed > 0) {
        created_ -= static_cast<int>(seen.executed); // however often: one
        custom_ids_.insert(call.task().custom_id);
    }
    if (call.task().creates() && seen.executed > 1)
        complain("made more than one identity");
    if (!failure) {
        if (seen.executed == 0)
            complain("succeeded without having been executed");
        if (seen.requests > call.most_requests())
            complain("made too many requests");
        return;
    }
    if (seen.requests > failure->attempts())
        complain("made more requests than it says");
    // The last attempt of a call that was interrupted may not have come to its request.
    const unsigned unsent = call.was_interrupted() && failure->attempts() > 0 ? 1 : 0;
    if (!lossy && seen.requests + unsent < failure->attempts())
        complain("made fewer requests than it says");
    // What the service refused, it did not do.
    if (call.task().creates() && failure->http_status() >= 300 && *failure != errc::outcome_unknown &&
        seen.executed > 0)
        complain("made an identity and says that it was refused");
}

void soak_journal::check_totals(std::vector<std::string>& complaints) const
{
    const auto expect = [&](const std::string& what, int a, int b) {
        if (a != b)
            complaints.push_back(what + ": " + std::to_string(a) + " and " + std::to_string(b));
    };
    expect("entries that the journal has lost, so that the soak must be smaller", forgotten_, 0);
    expect("requests in statistics and journal", stats_.at("requests").to_number<int>(), recorded_);
    for (const auto& [name, requests] : by_operation_)
        expect(
            "requests of " + name, stats_.at("operations").at(name).at("requests").to_number<int>(),
            requests);
    // Each identity that is deleted at all was there before.
    expect(
        "identities in the service and by the journal", stats_.at("identities").to_number<int>(),
        created_ + static_cast<int>(custom_ids_.size()) - static_cast<int>(deleted_.size()));
}
