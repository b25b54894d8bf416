#include "emulator/records/journal.hpp"

#include "emulator/encoding/case_folding.hpp"
#include "emulator/encoding/iso_time.hpp"
#include "emulator/signature/signed_headers.hpp"

#include <algorithm>
#include <string_view>

namespace acs::emulation {

namespace {

constexpr std::array<std::string_view, journal::header_count> kept_headers{
    "host",          "user-agent", "accept", "content-type",        "content-length",
    "authorization", "x-ms-date",  "date",   "x-ms-content-sha256", "x-ms-return-client-request-id",
    "traceparent",   "connection"};

std::string only_length(std::string_view text)
{
    return std::string(1, '(').append(std::to_string(text.size())).append(" characters)");
}

// The scheme and what isn't secret of the rest.
std::string redacted(std::string_view authorization, const header_fields& headers)
{
    const auto blank = authorization.find(' ');
    if (blank == std::string_view::npos)
        return only_length(authorization);
    const std::string_view scheme = authorization.substr(0, blank);
    const std::string_view rest = authorization.substr(blank + 1);
    if (equal_ignoring_case(scheme, "HMAC-SHA256")) {
        constexpr std::string_view prefix = "SignedHeaders=";
        const auto part = rest.find(prefix);
        if (part == std::string_view::npos)
            return "HMAC-SHA256";
        const auto list = rest.substr(part + prefix.size());
        return "HMAC-SHA256 SignedHeaders=" + signed_headers(list.substr(0, list.find('&'))).shown(headers);
    }
    if (!equal_ignoring_case(scheme, "Bearer"))
        return only_length(authorization);
    return "Bearer " + only_length(rest);
}

// Into the memory that is there.
void keep(std::string_view text, std::string& kept)
{
    kept = text.substr(0, journal::longest_text);
    if (text.size() > journal::longest_text)
        kept.append("... (").append(std::to_string(text.size())).append(" characters)");
}

boost::json::object to_json(const journal::entry& e)
{
    boost::json::object headers;
    for (std::size_t i = 0; i < kept_headers.size(); ++i)
        if (!e.headers[i].empty())
            headers[kept_headers[i]] = e.headers[i];
    boost::json::array faults;
    for (std::string_view rest = e.faults; !rest.empty();) {
        const auto blank = std::min(rest.find(' '), rest.size());
        faults.emplace_back(rest.substr(0, blank));
        rest.remove_prefix(std::min(blank + 1, rest.size()));
    }
    boost::json::object result{
        {"sequence", e.sequence},
        {"utc", format_expires_on(e.at)},
        {"connection", e.connection},
        {"operation", to_string(e.op)},
        {"method", e.method},
        {"target", e.target},
        {"status", nullptr},
        {"reason", nullptr},
        {"faults", std::move(faults)},
        {"requestId", nullptr},
        {"headers", std::move(headers)}};
    if (e.status != 0)
        result["status"] = e.status;
    if (!e.reason.empty())
        result["reason"] = e.reason;
    if (!e.request_id.empty())
        result["requestId"] = e.request_id;
    return result;
}

} // namespace

journal::entry& journal::record(const request& received, operation op, wall_time at)
{
    const auto slot = static_cast<std::size_t>(recorded_ % capacity);
    if (slot == entries_.size())
        entries_.emplace_back();
    entry& e = entries_[slot];
    e.sequence = ++recorded_;
    e.at = at;
    e.connection = received.connection;
    e.op = op;
    e.status = 0;
    keep(received.method, e.method);
    keep(received.target, e.target);
    e.reason.clear();
    e.faults.clear();
    keep(received.headers.find("x-ms-client-request-id").value_or(""), e.request_id);
    for (std::string& value : e.headers)
        value.clear();
    for (const auto& [name, value] : received.headers.all())
        for (std::size_t i = 0; i < kept_headers.size(); ++i)
            if (e.headers[i].empty() && equal_ignoring_case(name, kept_headers[i]))
                keep(
                    kept_headers[i] == "authorization" ? redacted(value, received.headers) : value,
                    e.headers[i]);
    return e;
}

std::string journal::shortened(std::string_view text)
{
    std::string kept;
    keep(text, kept);
    return kept;
}

boost::json::object journal::to_json(std::size_t count) const
{
    const std::size_t shown = std::min(count, entries_.size());
    boost::json::array list;
    list.reserve(shown);
    for (std::uint64_t i = recorded_ - shown; i < recorded_; ++i)
        list.push_back(emulation::to_json(entries_[static_cast<std::size_t>(i % capacity)]));
    return {
        {"entries", std::move(list)}, {"recorded", recorded_}, {"forgotten", recorded_ - entries_.size()}};
}

void journal::clear()
{
    entries_.clear();
    recorded_ = 0;
}

} // namespace acs::emulation
