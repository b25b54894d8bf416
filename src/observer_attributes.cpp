#include <acs/observer_attributes.hpp>

#include "observe/add_attribute.hpp"
#include "observe/status_text.hpp"

#include <chrono>

namespace acs {

namespace {

namespace name = attribute_name;

using observe::add_error;
using observe::add_number;
using observe::in_seconds;

// For texts that are left out when there is nothing to say.
void add_text(attribute_list& to, std::string_view called, std::string_view text)
{
    if (!text.empty())
        to.add(called, text);
}

attribute_list begin(const event_context& context)
{
    attribute_list list;
    list.add(name::az_namespace, std::string_view("Microsoft.Communication"));
    if (context.operation)
        list.add(name::acs_operation, to_string(*context.operation));
    add_text(list, name::az_client_request_id, context.request_id);
    add_text(list, name::server_address, context.server_address);
    if (context.server_port != 0)
        add_number(list, name::server_port, context.server_port);
    return list;
}

void add_trace(attribute_list& to, const trace_ids& trace)
{
    add_text(to, name::trace_id, trace.trace_id);
    add_text(to, name::span_id, trace.span_id.empty() ? trace.parent_span_id : trace.span_id);
}

// OpenTelemetry: the status where the status is the error, else a name of few values.
void add_answer(attribute_list& to, int http_status, const std::optional<errc>& error)
{
    if (http_status != 0)
        to.add(name::http_response_status_code, static_cast<std::int64_t>(http_status));
    if (error) {
        const std::string_view status = http_status >= 400 ? observe::status_text(http_status) : "";
        to.add(name::error_type, status.empty() ? error_type(*error) : status);
    }
}

void add_connection(attribute_list& to, std::uint64_t connection)
{
    if (connection != 0)
        add_number(to, name::acs_connection_id, connection);
}

} // namespace

attribute_list attributes(const call_ended_event& event) noexcept
{
    attribute_list list = begin(event.context);
    if (event.http_status != 0)
        list.add(name::http_response_status_code, static_cast<std::int64_t>(event.http_status));
    add_error(list, event.error);
    add_number(list, name::acs_attempts, event.attempts);
    list.add(name::acs_duration, in_seconds(event.duration));
    add_trace(list, event.trace);
    return list;
}

attribute_list attributes(const attempt_started_event& event) noexcept
{
    attribute_list list = begin(event.context);
    add_text(list, name::http_request_method, event.method);
    add_text(list, name::url_template, event.url_template);
    if (event.resend_count != 0)
        add_number(list, name::http_request_resend_count, event.resend_count);
    list.add(name::network_protocol_name, std::string_view("http"));
    list.add(name::network_protocol_version, std::string_view("1.1"));
    add_trace(list, event.trace);
    return list;
}

attribute_list attributes(const attempt_ended_event& event) noexcept
{
    attribute_list list = attributes(static_cast<const attempt_started_event&>(event));
    add_answer(list, event.http_status, event.error);
    add_text(list, name::az_service_request_id, event.service_request_id);
    if (event.connection != 0) {
        add_connection(list, event.connection);
        list.add(name::acs_connection_reused, event.connection_reused);
    }
    list.add(name::acs_duration, in_seconds(event.duration));
    return list;
}

attribute_list attributes(const retry_scheduled_event& event) noexcept
{
    attribute_list list = begin(event.context);
    add_number(list, name::http_request_resend_count, event.resend_count);
    list.add(name::acs_reason, to_string(event.reason));
    list.add(name::acs_delay, in_seconds(event.delay));
    add_answer(list, event.http_status, event.error);
    return list;
}

attribute_list attributes(const retry_refused_event& event) noexcept
{
    attribute_list list = begin(event.context);
    list.add(name::acs_reason, to_string(event.reason));
    add_answer(list, event.http_status, event.error);
    return list;
}

attribute_list attributes(const throttled_event& event) noexcept
{
    attribute_list list = begin(event.context);
    list.add(name::acs_reason, to_string(event.source));
    if (event.delay)
        list.add(name::acs_delay, in_seconds(*event.delay));
    return list;
}

attribute_list attributes(const clock_skew_event& event) noexcept
{
    attribute_list list = begin(event.context);
    list.add(name::acs_clock_skew, in_seconds(event.skew));
    list.add(name::acs_clock_corrected, event.corrected);
    return list;
}

attribute_list attributes(const name_resolved_event& event) noexcept
{
    attribute_list list = begin(event.context);
    add_number(list, name::acs_addresses, event.addresses);
    add_error(list, event.error);
    list.add(name::acs_duration, in_seconds(event.duration));
    return list;
}

attribute_list attributes(const tls_handshake_event& event) noexcept
{
    attribute_list list = begin(event.context);
    add_connection(list, event.connection);
    if (!event.error) {
        list.add(name::tls_protocol_name, std::string_view("tls"));
        add_text(list, name::tls_protocol_version, event.protocol_version);
        add_text(list, name::tls_cipher, event.cipher);
        list.add(name::tls_resumed, event.resumed);
    }
    add_error(list, event.error);
    list.add(name::acs_duration, in_seconds(event.duration));
    return list;
}

attribute_list attributes(const connection_opened_event& event) noexcept
{
    attribute_list list = begin(event.context);
    add_connection(list, event.connection);
    add_text(list, name::network_peer_address, event.peer_address);
    if (event.peer_port != 0)
        add_number(list, name::network_peer_port, event.peer_port);
    list.add(name::acs_connection_tls, event.tls);
    list.add(name::acs_connection_proxied, event.proxied);
    list.add(name::acs_duration, in_seconds(event.duration));
    return list;
}

attribute_list attributes(const connection_failed_event& event) noexcept
{
    attribute_list list = begin(event.context);
    add_error(list, event.error);
    list.add(name::acs_duration, in_seconds(event.duration));
    return list;
}

attribute_list attributes(const connection_closed_event& event) noexcept
{
    attribute_list list = begin(event.context);
    add_connection(list, event.connection);
    list.add(name::acs_reason, to_string(event.reason));
    list.add(name::acs_connection_age, in_seconds(event.age));
    add_number(list, name::acs_connection_requests, event.requests);
    return list;
}

} // namespace acs
