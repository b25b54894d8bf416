#include "emulator/faults/fault_rule.hpp"

#include "emulator/control/control_reader.hpp"
#include "emulator/encoding/case_folding.hpp"

#include <algorithm>
#include <limits>

namespace acs::emulation {

namespace {

constexpr std::int64_t no_limit = std::numeric_limits<std::int64_t>::max();
constexpr double longest_pause_ms = 86'400'000;

void read_operations(control_reader& reader, fault_rule& rule)
{
    const auto* op = reader.take("op");
    if (op == nullptr)
        op = reader.take("operation");
    if (op == nullptr)
        return;
    rule.operations.reset();
    const auto add = [&](const boost::json::value& name) {
        const auto operations =
            name.is_string() ? parse_operations(name.get_string()) : std::optional<operation_set>();
        if (!operations)
            reader.fail("op", "must be one or a list of " + operation_names() + ", *");
        rule.operations |= *operations;
    };
    if (!op->is_array()) {
        add(*op);
        return;
    }
    for (const auto& name : op->get_array())
        add(name);
    if (rule.operations.none())
        reader.fail("op", "must not be an empty list");
}

std::optional<std::chrono::nanoseconds> read_milliseconds(control_reader& reader)
{
    const auto value = reader.number("milliseconds", 0, longest_pause_ms);
    if (!value)
        return std::nullopt;
    return std::chrono::duration_cast<std::chrono::nanoseconds>(
        std::chrono::duration<double, std::milli>(*value));
}

// A text as it is, anything else as JSON.
std::optional<std::string> read_body(control_reader& reader, std::string_view name)
{
    const auto* value = reader.take(name);
    if (value == nullptr)
        return std::nullopt;
    return value->is_string() ? std::string(value->get_string()) : boost::json::serialize(*value);
}

void read_status(control_reader& reader, fault_rule& rule)
{
    if (const auto status = reader.integer("status", 200, 599))
        rule.status = static_cast<int>(*status);
}

bool is_field_name(std::string_view text)
{
    constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
               marks.find(c) != std::string_view::npos;
    });
}

bool is_field_value(std::string_view text)
{
    return std::none_of(
        text.begin(), text.end(), [](char c) { return (c >= '\0' && c < ' ' && c != '\t') || c == '\x7f'; });
}

void read_headers(control_reader& reader, fault_rule& rule)
{
    const auto* headers = reader.take("headers");
    if (headers == nullptr)
        return;
    if (!headers->is_object())
        reader.fail("headers", "must be an object of names and texts");
    for (const auto& header : headers->get_object()) {
        const std::string_view name = header.key();
        const auto* text = header.value().if_string();
        if (text == nullptr)
            reader.fail("headers", "must be an object of names and texts");
        if (!is_field_name(name) || !is_field_value(*text))
            reader.fail("headers", "must not break the header section");
        for (const std::string_view framing : {"Content-Length", "Transfer-Encoding", "Connection"})
            if (equal_ignoring_case(name, framing))
                reader.fail(
                    "headers", "must not contain " + std::string(framing) +
                                   ": the kinds chunked, truncate and connection_close act on that");
        rule.headers.emplace_back(name, *text);
    }
}

void read_retry_after(control_reader& reader, fault_rule& rule)
{
    const auto* value = reader.take("retryAfter");
    if (value == nullptr)
        return;
    boost::json::error_code error;
    const double seconds = value->to_number<double>(error);
    if (!error && seconds >= 0 && seconds <= static_cast<double>(control_reader::most_seconds)) {
        rule.retry_form = retry_after_form::seconds;
        rule.retry_in =
            std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::duration<double>(seconds));
        return;
    }
    const auto form =
        value->is_string() ? parse_retry_after_form(value->get_string()) : std::optional<retry_after_form>();
    if (form)
        rule.retry_form = *form;
    else if (value->is_string() && is_field_value(value->get_string()))
        rule.retry_text = value->get_string();
    else
        reader.fail(
            "retryAfter", "must be a number of seconds, one of " + std::string(retry_after_form_names()) +
                              ", or a text for the header");
}

void read_retry(control_reader& reader, fault_rule& rule)
{
    rule.retry_in = std::chrono::seconds(1);
    read_retry_after(reader, rule);
    if (const auto seconds = reader.number("seconds", 0, static_cast<double>(control_reader::most_seconds)))
        rule.retry_in =
            std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::duration<double>(*seconds));
}

void read_interim(control_reader& reader, fault_rule& rule)
{
    const auto* value = reader.take("status");
    const auto add = [&](const boost::json::value& one) {
        boost::json::error_code error;
        const int status = one.to_number<int>(error);
        // 101 would end HTTP on the connection.
        if (error || status < 100 || status > 199 || status == 101)
            reader.fail("status", "must be one or a list of 100, 102 to 199");
        rule.interim.push_back(status);
    };
    if (value == nullptr)
        rule.interim.push_back(103);
    else if (value->is_array())
        for (const auto& one : value->get_array())
            add(one);
    else
        add(*value);
    if (rule.interim.empty())
        reader.fail("status", "must not be an empty list");
}

// An object, or its text.
void read_claims(control_reader& reader, fault_rule& rule)
{
    const auto text = read_body(reader, "claims");
    if (!text)
        reader.fail("claims", "is missing");
    boost::json::error_code error;
    const auto value = boost::json::parse(*text, error);
    if (error || !value.is_object())
        reader.fail("claims", "must be a JSON object, or its text");
    rule.claims = *text;
}

void read_own_members(control_reader& reader, fault_rule& rule)
{
    switch (rule.kind) {
    case fault_kind::delay:
        if (const auto pause = read_milliseconds(reader))
            rule.pause = *pause;
        else
            reader.fail("milliseconds", "is missing");
        break;
    case fault_kind::status:
        read_status(reader, rule);
        if (!rule.status)
            reader.fail("status", "is missing");
        rule.code = reader.text("code");
        rule.message = reader.text("message");
        rule.body = read_body(reader, "body");
        read_headers(reader, rule);
        read_retry(reader, rule);
        break;
    case fault_kind::throttle:
        rule.retry_form = retry_after_form::seconds;
        read_retry(reader, rule);
        break;
    case fault_kind::garbage:
    case fault_kind::html:
        rule.body = read_body(reader, "body");
        read_status(reader, rule);
        break;
    case fault_kind::empty:
        read_status(reader, rule);
        break;
    case fault_kind::wrong_type:
        if (const auto* value = reader.take_even_null("json"))
            rule.body = boost::json::serialize(*value);
        read_status(reader, rule);
        break;
    case fault_kind::content_type:
        rule.content_type = reader.text("value").value_or("text/html");
        if (!is_field_value(rule.content_type))
            reader.fail("value", "must not break the header section");
        rule.body = read_body(reader, "body");
        break;
    case fault_kind::drip:
        rule.bytes = static_cast<std::size_t>(reader.integer("bytes", 1, 1 << 20).value_or(16));
        rule.pause = read_milliseconds(reader).value_or(std::chrono::milliseconds(50));
        break;
    case fault_kind::huge_headers:
        rule.bytes = static_cast<std::size_t>(reader.integer("bytes", 1, 1 << 24).value_or(1 << 16));
        break;
    case fault_kind::interim:
        read_interim(reader, rule);
        break;
    case fault_kind::short_token:
        rule.seconds =
            std::chrono::seconds(reader.integer("seconds", 0, control_reader::most_seconds).value_or(60));
        break;
    case fault_kind::expired_token:
        rule.seconds =
            std::chrono::seconds(reader.integer("seconds", 0, control_reader::most_seconds).value_or(60));
        break;
    case fault_kind::skewed_date:
        if (const auto seconds =
                reader.integer("seconds", -control_reader::most_seconds, control_reader::most_seconds))
            rule.seconds = std::chrono::seconds(*seconds);
        else
            reader.fail("seconds", "is missing");
        break;
    case fault_kind::claims_challenge:
        read_claims(reader, rule);
        break;
    case fault_kind::hang:
    case fault_kind::reset_before:
    case fault_kind::reset_inside:
    case fault_kind::close:
    case fault_kind::truncate:
    case fault_kind::chunked:
    case fault_kind::connection_close:
    case fault_kind::silent_close:
    case fault_kind::repeat_token:
        break;
    }
}

} // namespace

fault_rule parse_fault_rule(const boost::json::value& source)
{
    control_reader reader(source, "a fault rule");
    fault_rule rule;
    const auto name = reader.text("kind");
    if (!name)
        reader.fail("kind", "is missing; it must be one of " + fault_kind_names());
    const auto kind = parse_fault_kind(*name);
    if (!kind)
        reader.fail("kind", "is '" + *name + "', but must be one of " + fault_kind_names());
    rule.kind = *kind;
    read_operations(reader, rule);
    if (const auto times = reader.integer("times", 0, no_limit))
        rule.times = static_cast<std::uint64_t>(*times);
    rule.skip = static_cast<std::uint64_t>(reader.integer("skip", 0, no_limit).value_or(0));
    rule.probability = reader.number("probability", 0, 1).value_or(1);
    const execution executes = execution_of(*kind);
    rule.executes = executes != execution::on_request;
    if (executes != execution::always)
        rule.executes = reader.boolean("execute").value_or(rule.executes);
    read_own_members(reader, rule);
    reader.refuse_the_rest();
    rule.source = source.get_object();
    return rule;
}

} // namespace acs::emulation
