#include "emulator/service/entra_service.hpp"

#include "emulator/encoding/case_folding.hpp"
#include "emulator/encoding/http_date.hpp"
#include "emulator/encoding/json_text.hpp"
#include "emulator/entra/entra_discovery.hpp"
#include "emulator/faults/fault_effects.hpp"
#include "emulator/protocol/decisions.hpp"
#include "emulator/service/resource_state.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <utility>

namespace acs::emulation {

namespace {

namespace json = boost::json;

operation operation_of(const request& received, const request_target& target)
{
    if (received.to_metadata)
        return managed_identity_endpoint::concerns(target) ? operation::managed_identity_token
                                                           : operation::other;
    return token_endpoint::concerns(target) ? operation::entra_token : operation::other;
}

std::string_view word_for(int status)
{
    if (status == 401)
        return "invalid_client";
    if (status == 404)
        return "not_found";
    if (status == 410)
        return "gone";
    if (status == 429)
        return "too_many_requests";
    return status >= 500 ? "temporarily_unavailable" : "invalid_request";
}

// A status that a fault answers has the error's form of this side, not that of Communication Services.
void use_own_error_form(const drawn_faults& faults, response& answer)
{
    for (const fault_rule* rule : faults.rules()) {
        if ((rule->kind != fault_kind::status && rule->kind != fault_kind::throttle) || rule->body ||
            answer.body.empty())
            continue;
        answer.body = json_text(json::object{
            {"error", rule->code.value_or(std::string(word_for(answer.status)))},
            {"error_description", rule->message.value_or("The fault plan answers this.")}});
    }
}

void add_headers(response& answer, const request& received, wall_time now)
{
    if (!answer.body.empty())
        answer.headers.add("Content-Type", "application/json; charset=utf-8");
    answer.headers.add("Date", format_http_date(now));
    answer.headers.add("Cache-Control", "no-store, no-cache");
    answer.headers.add("Pragma", "no-cache");
    if (received.to_metadata)
        return;
    answer.headers.add("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    answer.headers.add("X-Content-Type-Options", "nosniff");
    if (const auto sent = received.headers.find("client-request-id"))
        answer.headers.add("client-request-id", std::string(*sent));
}

entra_outcome refuse(int status, std::string_view error, std::string description)
{
    entra_outcome result;
    result.answer.status = status;
    result.answer.body = json_text(json::object{{"error", error}, {"error_description", description}});
    result.reason = std::string(error) + ": " + description;
    return result;
}

} // namespace

entra_service::entra_service(resource_state& resource, bool tls, std::uint64_t seed)
    : resource_(resource), tls_(tls), tokens_(resource.directory, resource.entra, seed),
      identities_(resource.directory, resource.entra)
{}

bool entra_service::concerns(const request& received, const request_target& target)
{
    return received.to_metadata || token_endpoint::concerns(target) || is_entra_document(target) ||
           is_entra_page(target);
}

reply entra_service::handle(const request& received, const request_target& target, wall_time now)
{
    const operation op = operation_of(received, target);
    resource_.counts.arrived(op, received.connection, now);
    journal::entry& entry = resource_.log.record(received, op, now);
    // The token endpoint's parameters belong into the body; in the query there may be a misplaced secret.
    if (op == operation::entra_token)
        entry.target.resize(std::min(entry.target.find('?'), entry.target.size()));
    const drawn_faults faults = resource_.faults.draw(op);
    entra_outcome result = judge(received, target, faults, now);
    reply out{std::move(result.answer), {}};
    add_headers(out.answer, received, now);
    // A header value is one line of printable ASCII.
    entry.reason = journal::shortened(result.reason);
    if (out.answer.status == 401) {
        std::string reason = entry.reason;
        std::replace_if(
            reason.begin(), reason.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
        out.answer.headers.add("x-emulator-reason", reason);
    }
    if (!faults.empty()) {
        apply_faults(faults, out, now);
        use_own_error_form(faults, out.answer);
        entry.faults = faults.names();
        if (out.answer.status == 401 && entry.reason.empty())
            entry.reason = "fault";
    }
    const auto cut = out.how.cut;
    const bool silent = cut == delivery::cut::hang || cut == delivery::cut::reset_before ||
                        cut == delivery::cut::close_before;
    entry.status = silent ? 0 : out.answer.status;
    resource_.counts.answered(op, entry.status);
    return out;
}

entra_outcome entra_service::judge(
    const request& received, const request_target& target, const drawn_faults& faults, wall_time now)
{
    if (!faults.execute() || faults.replace_answer())
        return {}; // what would have been answered doesn't show
    if (received.body.size() > decisions::largest_body)
        return refuse(413, "invalid_request", "The request body is larger than 1 MiB.");
    const std::string authority =
        (tls_ ? "https://" : "http://") + std::string(received.headers.find("Host").value_or("127.0.0.1"));
    const auto lifetime = faults.token().lifetime;
    if (received.to_metadata) {
        if (managed_identity_endpoint::concerns(target))
            return identities_.answer(received, target, lifetime, now);
    } else if (token_endpoint::concerns(target)) {
        return tokens_.answer(received, target, authority, lifetime, now);
    } else if (is_entra_document(target)) {
        if (received.method != "GET")
            return refuse(405, "invalid_request", "The document can only be read.");
        try {
            entra_outcome result;
            result.answer.body = entra_document(target, authority, resource_.directory);
            return result;
        } catch (const entra_error& error) {
            return tokens_.refuse(error, received, authority, now);
        }
    }
    return refuse(404, "not_found", "There is no " + std::string(target.path) + " here.");
}

} // namespace acs::emulation
