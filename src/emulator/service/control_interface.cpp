#include "emulator/service/control_interface.hpp"

#include "emulator/control/control_reader.hpp"
#include "emulator/encoding/http_date.hpp"
#include "emulator/encoding/iso_time.hpp"
#include "emulator/encoding/json_text.hpp"
#include "emulator/entra/entra_request.hpp"
#include "emulator/entra/entra_token_request.hpp"
#include "emulator/quotas/quotas_request.hpp"
#include "emulator/service/introspection.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace acs::emulation {

namespace {

namespace json = boost::json;

json::value parse_body(const request& received)
{
    json::error_code error;
    json::value body = json::parse(received.body, error);
    if (error)
        throw control_error("the body is not valid JSON: " + error.message());
    return body;
}

std::chrono::nanoseconds from_seconds(double value)
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::duration<double>(value));
}

double to_seconds(std::chrono::nanoseconds value)
{
    return std::chrono::duration<double>(value).count();
}

// Whole numbers without a fraction, for readers that expect integers.
json::value number(double value)
{
    const auto whole = static_cast<std::int64_t>(value);
    return static_cast<double>(whole) == value ? json::value(whole) : json::value(value);
}

json::value clock_json(const resource_state& state, wall_time civil)
{
    return json::object{
        {"offsetSeconds", number(to_seconds(state.clock_offset))},
        {"utc", format_expires_on(state.now(civil))},
        {"date", format_http_date(state.now(civil))}};
}

response json_answer(int status, const json::value& body)
{
    response answer;
    answer.status = status;
    answer.headers.add("Content-Type", "application/json");
    answer.headers.add("Cache-Control", "no-store");
    answer.body = json_text(body);
    return answer;
}

} // namespace

struct control_interface::endpoint
{
    std::string_view name;
    std::string_view http_method;
    method handler;
};

const control_interface::endpoint* control_interface::find(
    std::string_view name, std::string_view http_method, std::string& allow)
{
    using self = control_interface;
    static constexpr std::array<endpoint, 15> endpoints{{
        {"stats", "GET", &self::get_stats},
        {"journal", "GET", &self::get_journal},
        {"reset", "POST", &self::post_reset},
        {"clock", "GET", &self::get_clock},
        {"clock", "POST", &self::post_clock},
        {"faults", "GET", &self::get_faults},
        {"faults", "POST", &self::post_faults},
        {"faults", "DELETE", &self::delete_faults},
        {"quotas", "GET", &self::get_quotas},
        {"quotas", "POST", &self::post_quotas},
        {"entra", "GET", &self::get_entra},
        {"entra", "POST", &self::post_entra},
        {"entra-token", "POST", &self::post_entra_token},
        {"federated-token", "POST", &self::post_federated_token},
        {"introspect", "POST", &self::post_introspect},
    }};
    for (const endpoint& e : endpoints) {
        if (e.name != name)
            continue;
        if (e.http_method == http_method)
            return &e;
        allow += (allow.empty() ? "" : ", ") + std::string(e.http_method);
    }
    return nullptr;
}

bool control_interface::concerns(const request_target& target)
{
    return !target.segments.empty() && target.segments[0] == "_emulator";
}

response control_interface::handle(const request& received, const request_target& target, wall_time civil)
{
    try {
        std::string allow;
        const std::string name = target.segments.size() == 2 ? target.segments[1] : std::string();
        const endpoint* found = find(name, received.method, allow);
        if (found == nullptr && allow.empty())
            throw control_error("there is no " + std::string(target.path), {}, 404);
        if (found == nullptr) {
            control_error error(
                std::string(target.path) + " does not support the method " + received.method, {}, 405);
            error.allow = allow;
            throw control_error(std::move(error));
        }
        return json_answer(200, (this->*found->handler)(target, received, civil));
    } catch (const control_error& error) {
        json::object inner{{"code", "ControlError"}, {"message", error.message}};
        if (!error.member.empty())
            inner["target"] = error.member;
        response answer = json_answer(error.status, json::object{{"error", std::move(inner)}});
        if (!error.allow.empty())
            answer.headers.add("Allow", error.allow);
        return answer;
    }
}

json::value control_interface::get_stats(const request_target&, const request&, wall_time)
{
    json::object result = state_.counts.to_json();
    result["identities"] = state_.identities.size();
    result["faults"] = state_.faults.to_json();
    return result;
}

json::value control_interface::get_journal(const request_target& target, const request&, wall_time)
{
    std::size_t count = journal::capacity;
    for (const std::string& last : target.query("last")) {
        const auto [end, error] = std::from_chars(last.data(), last.data() + last.size(), count);
        if (error != std::errc() || end != last.data() + last.size())
            throw control_error("the query parameter 'last' must be a number", "last");
    }
    return state_.log.to_json(count);
}

json::value control_interface::post_reset(const request_target&, const request&, wall_time)
{
    state_.reset();
    return json::object();
}

json::value control_interface::get_clock(const request_target&, const request&, wall_time civil)
{
    return clock_json(state_, civil);
}

json::value control_interface::post_clock(const request_target&, const request& received, wall_time civil)
{
    const json::value body = parse_body(received);
    control_reader reader(body, "the clock request");
    const auto offset =
        reader.number("offsetSeconds", -control_reader::most_seconds / 3.0, control_reader::most_seconds);
    if (!offset)
        reader.fail("offsetSeconds", "is missing");
    reader.refuse_the_rest();
    state_.clock_offset = from_seconds(*offset);
    return clock_json(state_, civil);
}

json::value control_interface::get_faults(const request_target&, const request&, wall_time)
{
    return json::object{{"faults", state_.faults.to_json()}};
}

json::value control_interface::post_faults(
    const request_target& target, const request& received, wall_time civil)
{
    const json::value body = parse_body(received);
    std::vector<fault_rule> rules; // all are read before one comes into force
    if (body.is_array())
        for (const json::value& one : body.get_array())
            rules.push_back(parse_fault_rule(one));
    else
        rules.push_back(parse_fault_rule(body));
    for (fault_rule& rule : rules)
        state_.faults.add(std::move(rule));
    return get_faults(target, received, civil);
}

json::value control_interface::delete_faults(
    const request_target& target, const request& received, wall_time civil)
{
    state_.faults.clear();
    return get_faults(target, received, civil);
}

json::value control_interface::get_quotas(const request_target&, const request&, wall_time)
{
    return quotas_json(state_.limits.current());
}

json::value control_interface::post_quotas(const request_target&, const request& received, wall_time)
{
    state_.limits.configure(read_quotas(parse_body(received), state_.limits.current()));
    return quotas_json(state_.limits.current());
}

json::value control_interface::get_entra(const request_target&, const request&, wall_time)
{
    return entra_json(state_.directory);
}

json::value control_interface::post_entra(const request_target&, const request& received, wall_time)
{
    return change_entra(state_.directory, parse_body(received));
}

json::value control_interface::post_entra_token(
    const request_target&, const request& received, wall_time civil)
{
    const std::string tenant = to_string(state_.directory.tenant());
    return make_entra_token(state_.entra, tenant, parse_body(received), state_.now(civil));
}

json::value control_interface::post_federated_token(
    const request_target&, const request& received, wall_time civil)
{
    return make_federated_token(state_.directory, parse_body(received), state_.now(civil));
}

json::value control_interface::post_introspect(
    const request_target&, const request& received, wall_time civil)
{
    const json::value body = parse_body(received);
    control_reader reader(body, "the introspection request");
    const auto token = reader.text("token");
    if (!token)
        reader.fail("token", "is missing");
    reader.refuse_the_rest();
    return introspect(state_, *token, state_.now(civil));
}

} // namespace acs::emulation
