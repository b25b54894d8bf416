#include "emulator/faults/fault_effects.hpp"

#include "emulator/encoding/base64.hpp"
#include "emulator/encoding/http_date.hpp"
#include "emulator/protocol/decisions.hpp"
#include "emulator/protocol/service_error.hpp"

#include <algorithm>
#include <string>

namespace acs::emulation {

namespace {

constexpr std::string_view proxy_page =
    "<!DOCTYPE html>\n<html><head><title>Gateway</title></head>\n"
    "<body><h1>Gateway</h1><p>The upstream server gave no usable answer.</p></body></html>\n";

constexpr bool may_have_body(int status)
{
    return status != 204 && status != 304;
}

void set_body(response& answer, std::string body, std::string_view type)
{
    answer.body = std::move(body);
    if (may_have_body(answer.status))
        answer.headers.set("Content-Type", std::string(type));
}

// For faults in the body of a success: an answer that has none gets one.
void make_room_for_body(response& answer)
{
    if (!may_have_body(answer.status))
        answer.status = 200;
}

service_error default_error(int status)
{
    service_error error;
    error.status = status;
    switch (status) {
    case 400:
        error.code = "BadRequest";
        error.message = "The request is invalid.";
        break;
    case 401:
        error.code = "Denied";
        error.message = "Denied by the resource provider.";
        break;
    case 403:
        error.code = "Forbidden";
        error.message = "The access is forbidden.";
        break;
    case 404:
        error.code = "NotFound";
        error.message = "The resource was not found.";
        break;
    case 408:
        error.code = "RequestTimeout";
        error.message = "The request took too long.";
        break;
    case 429:
        error = decisions::too_many_requests({}, {});
        break;
    case 500:
        error.code = "InternalServerError";
        error.message = "An internal server error occurred.";
        break;
    case 502:
        error.code = "BadGateway";
        error.message = "The upstream server gave no usable answer.";
        break;
    case 503:
        error.code = "ServiceUnavailable";
        error.message = "The service is unavailable.";
        break;
    case 504:
        error.code = "GatewayTimeout";
        error.message = "The upstream server gave no answer in time.";
        break;
    default:
        error.code = "Error" + std::to_string(status);
        error.message = "The fault plan answers " + std::to_string(status) + ".";
        break;
    }
    return error;
}

void apply_status(const fault_rule& rule, response& answer, wall_time now)
{
    service_error error = default_error(rule.status.value_or(429));
    if (rule.code)
        error.code = *rule.code;
    if (rule.message)
        error.message = *rule.message;
    answer.status = error.status;
    answer.body.clear();
    answer.headers.erase("Content-Type");
    if (rule.body || may_have_body(answer.status))
        set_body(answer, rule.body.value_or(error_envelope(error)), "application/json");
    if (!may_have_body(answer.status))
        answer.body.clear();
    if (rule.retry_text.empty())
        add_retry_after(answer.headers, rule.retry_form, rule.retry_in, now);
    else
        answer.headers.set("Retry-After", rule.retry_text);
    for (const auto& [name, value] : rule.headers)
        answer.headers.set(name, value);
}

// As for a token that was good when it was issued, but isn't good enough any more.
void apply_claims_challenge(const fault_rule& rule, response& answer)
{
    answer.status = 401;
    set_body(answer, error_envelope(default_error(401)), "application/json");
    answer.headers.set(
        "WWW-Authenticate",
        "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\", "
        "error=\"insufficient_claims\", claims=\"" +
            base64_encode(rule.claims) + "\"");
    answer.headers.set(
        "x-emulator-reason", "the bearer token was not issued with the claims of the challenge");
}

void apply_html(const fault_rule& rule, response& answer)
{
    const std::string date(answer.headers.find("Date").value_or(""));
    answer = response();
    answer.status = rule.status.value_or(200);
    answer.headers.add("Date", date);
    if (may_have_body(answer.status))
        set_body(answer, rule.body.value_or(std::string(proxy_page)), "text/html");
}

void apply_body(const fault_rule& rule, response& answer)
{
    make_room_for_body(answer);
    if (rule.status)
        answer.status = *rule.status;
    if (!may_have_body(answer.status)) {
        answer.body.clear();
        answer.headers.erase("Content-Type");
        return;
    }
    constexpr std::string_view json_type = "application/json; charset=utf-8";
    switch (rule.kind) {
    case fault_kind::garbage:
        set_body(answer, rule.body.value_or("{{{not json at all"), json_type);
        break;
    case fault_kind::empty:
        set_body(answer, {}, json_type);
        break;
    case fault_kind::wrong_type:
        set_body(answer, rule.body.value_or("[1,2,3]"), json_type);
        break;
    default:
        set_body(answer, rule.body.value_or(std::move(answer.body)), rule.content_type);
        break;
    }
}

void add_huge_headers(header_fields& headers, std::size_t bytes)
{
    constexpr std::size_t field_size = 4096;
    for (std::size_t number = 1; bytes > 0; ++number) {
        const std::size_t size = std::min(bytes, field_size);
        headers.add("x-emulator-padding-" + std::to_string(number), std::string(size, 'x'));
        bytes -= size;
    }
}

void apply_fault(const fault_rule& rule, reply& answer, wall_time now)
{
    delivery& how = answer.how;
    switch (rule.kind) {
    case fault_kind::delay:
        how.delay += rule.pause;
        break;
    case fault_kind::hang:
        how.cut = delivery::cut::hang;
        break;
    case fault_kind::reset_before:
        how.cut = delivery::cut::reset_before;
        break;
    case fault_kind::reset_inside:
        how.cut = delivery::cut::reset_inside;
        break;
    case fault_kind::close:
        how.cut = delivery::cut::close_before;
        break;
    case fault_kind::truncate:
        how.cut = delivery::cut::truncate;
        how.chunked = false;
        break;
    case fault_kind::status:
    case fault_kind::throttle:
        apply_status(rule, answer.answer, now);
        how.chunked = true;
        break;
    case fault_kind::claims_challenge:
        apply_claims_challenge(rule, answer.answer);
        how.chunked = true;
        break;
    case fault_kind::html:
        apply_html(rule, answer.answer);
        how.chunked = false;
        break;
    case fault_kind::garbage:
    case fault_kind::empty:
    case fault_kind::wrong_type:
    case fault_kind::content_type:
        apply_body(rule, answer.answer);
        how.chunked = false;
        break;
    case fault_kind::chunked:
        how.chunked = true;
        break;
    case fault_kind::drip:
        how.drip_bytes = rule.bytes;
        how.drip_every = rule.pause;
        break;
    case fault_kind::connection_close:
        how.close_announced = true;
        break;
    case fault_kind::silent_close:
        how.close_unannounced = true;
        break;
    case fault_kind::huge_headers:
        add_huge_headers(answer.answer.headers, rule.bytes);
        break;
    case fault_kind::interim:
        how.interim.insert(how.interim.end(), rule.interim.begin(), rule.interim.end());
        break;
    case fault_kind::skewed_date:
        answer.answer.headers.set("Date", format_http_date(now + rule.seconds));
        break;
    case fault_kind::short_token:
    case fault_kind::expired_token:
    case fault_kind::repeat_token:
        break; // acted when the token was issued
    }
}

// How the answer ends is settled after what it is.
bool shapes_delivery(const fault_rule& rule)
{
    return group_of(rule.kind) != fault_group::answer;
}

} // namespace

void apply_faults(const drawn_faults& faults, reply& answer, wall_time now)
{
    for (const fault_rule* rule : faults.rules())
        if (!shapes_delivery(*rule))
            apply_fault(*rule, answer, now);
    for (const fault_rule* rule : faults.rules())
        if (shapes_delivery(*rule))
            apply_fault(*rule, answer, now);
    if (!may_have_body(answer.answer.status))
        answer.how.chunked = false;
    if (answer.answer.status == 401 && !answer.answer.headers.find("x-emulator-reason"))
        answer.answer.headers.set("x-emulator-reason", "fault");
    if (!faults.empty())
        answer.answer.headers.set("x-emulator-fault", faults.names());
}

} // namespace acs::emulation
