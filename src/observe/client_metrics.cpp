#include "observe/client_metrics.hpp"

#include "observe/status_text.hpp"

#include <acs/observer_attributes.hpp>

#include <algorithm>
#include <chrono>
#include <set>
#include <stdexcept>

namespace acs::observe {

namespace {

// OpenTelemetry's advice for http.client.request.duration.
constexpr double request_bounds[] = {0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25,
                                     0.5,   0.75, 1,     2.5,  5,     7.5, 10};
// A call has retries and waits, and by default 60 s.
constexpr double call_bounds[] = {0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5,
                                  0.75,  1,    2.5,   5,    7.5,   10,  30,   60};

constexpr std::string_view own_labels[] = {"cache",   "code",      "credential", "error_type", "kind",
                                           "le",      "operation", "outcome",    "reason",     "result",
                                           "resumed", "source",    "state"};

bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool is_label_name(std::string_view name)
{
    return !name.empty() && is_letter(name.front()) && !name.starts_with("__") &&
           std::all_of(
               name.begin(), name.end(), [](char c) { return is_letter(c) || (c >= '0' && c <= '9'); });
}

void check(const client_metrics::labels& labels)
{
    std::set<std::string_view> seen(std::begin(own_labels), std::end(own_labels));
    for (const auto& [name, value] : labels)
        if (!is_label_name(name) || !seen.insert(name).second)
            throw std::invalid_argument("the label's name can't be used: " + name);
}

std::string_view operation_of(const event_context& context)
{
    return context.operation ? to_string(*context.operation) : "none";
}

std::string_view outcome_of(const std::optional<errc>& error)
{
    return error ? error_type(*error) : "ok";
}

// The status if there was an answer, else what went wrong.
std::string_view code_of(const attempt_ended_event& event)
{
    const std::string_view status = status_text(event.http_status);
    return status.empty() ? outcome_of(event.error) : status;
}

void write_gauge(exposition& to, std::string_view name, std::string_view help, auto value)
{
    to.begin(name, "gauge", help);
    to.sample(name, {}, value);
}

} // namespace

client_metrics::client_metrics(labels constant)
    : constant_(std::move(constant)),
      calls_(
          "acs_calls_total", "Calls that ended, by outcome: ok or the error's name.", "operation", "outcome"),
      call_duration_(
          "acs_call_duration_seconds", "Duration of calls, waiting and retries included.", call_bounds,
          "operation"),
      attempts_(
          "acs_attempts_total", "Requests, by status or, without an answer, the error's name.", "operation",
          "code"),
      attempt_duration_(
          "acs_attempt_duration_seconds",
          "Duration of requests, waiting for a connection and opening it included.", request_bounds,
          "operation"),
      retries_("acs_retries_total", "Attempts that were repeated.", "operation", "reason"),
      retries_refused_(
          "acs_retries_refused_total", "Failures that may pass but were not repeated.", "operation",
          "reason"),
      throttled_(
          "acs_throttled_total", "Slowed down, by the service (429) or the client's quota.", "operation",
          "source"),
      name_lookups_("acs_name_lookups_total", "Name look-ups, by outcome.", "outcome"),
      connections_opened_("acs_connections_opened_total", "Connections that got ready for requests."),
      connections_failed_(
          "acs_connections_failed_total", "Connections that could not be opened.", "error_type"),
      connections_closed_("acs_connections_closed_total", "Connections that were closed.", "reason"),
      connect_duration_(
          "acs_connect_duration_seconds", "From the name look-up to the end of the TLS handshake.",
          request_bounds),
      tls_handshakes_("acs_tls_handshakes_total", "TLS handshakes that succeeded.", "resumed"),
      tls_handshakes_failed_("acs_tls_handshakes_failed_total", "TLS handshakes that failed.", "error_type"),
      tls_handshake_duration_(
          "acs_tls_handshake_duration_seconds", "Duration of successful TLS handshakes.", request_bounds,
          "resumed")
{
    check(constant_);
    connections_opened_.declare();
    tls_handshakes_.declare("false");
    tls_handshakes_.declare("true");
}

void client_metrics::record(const call_ended_event& event)
{
    const std::lock_guard lock(mutex_);
    calls_.count(operation_of(event.context), outcome_of(event.error));
    call_duration_.add(event.duration, operation_of(event.context));
}

void client_metrics::record(const attempt_started_event&)
{
    const std::lock_guard lock(mutex_);
    ++attempts_in_flight_;
}

void client_metrics::record(const attempt_ended_event& event)
{
    const std::lock_guard lock(mutex_);
    --attempts_in_flight_;
    attempts_.count(operation_of(event.context), code_of(event));
    attempt_duration_.add(event.duration, operation_of(event.context));
}

void client_metrics::record(const retry_scheduled_event& event)
{
    const std::lock_guard lock(mutex_);
    retries_.count(operation_of(event.context), to_string(event.reason));
}

void client_metrics::record(const retry_refused_event& event)
{
    const std::lock_guard lock(mutex_);
    retries_refused_.count(operation_of(event.context), to_string(event.reason));
}

void client_metrics::record(const throttled_event& event)
{
    const std::lock_guard lock(mutex_);
    throttled_.count(operation_of(event.context), to_string(event.source));
}

void client_metrics::record(const clock_skew_event& event)
{
    const std::lock_guard lock(mutex_);
    clock_skew_ = std::chrono::duration<double>(event.skew).count();
}

void client_metrics::record(const name_resolved_event& event)
{
    const std::lock_guard lock(mutex_);
    name_lookups_.count(outcome_of(event.error));
}

void client_metrics::record(const tls_handshake_event& event)
{
    const std::lock_guard lock(mutex_);
    if (event.error) {
        tls_handshakes_failed_.count(error_type(*event.error));
        return;
    }
    const std::string_view resumed = event.resumed ? "true" : "false";
    tls_handshakes_.count(resumed);
    tls_handshake_duration_.add(event.duration, resumed);
}

void client_metrics::record(const connection_opened_event& event)
{
    const std::lock_guard lock(mutex_);
    ++connections_;
    connections_opened_.count();
    connect_duration_.add(event.duration);
}

void client_metrics::record(const connection_failed_event& event)
{
    const std::lock_guard lock(mutex_);
    connections_failed_.count(error_type(event.error));
}

void client_metrics::record(const connection_closed_event& event)
{
    const std::lock_guard lock(mutex_);
    --connections_;
    connections_closed_.count(to_string(event.reason));
}

void client_metrics::write(exposition& out) const
{
    const std::lock_guard lock(mutex_);
    calls_.write(out);
    call_duration_.write(out);
    attempts_.write(out);
    attempt_duration_.write(out);
    write_gauge(out, "acs_attempts_in_flight", "Requests that have not ended.", attempts_in_flight_);
    retries_.write(out);
    retries_refused_.write(out);
    throttled_.write(out);
    if (clock_skew_)
        write_gauge(
            out, "acs_clock_skew_seconds", "The service's time minus ours, when it last mattered.",
            *clock_skew_);
    name_lookups_.write(out);
    write_gauge(out, "acs_connections", "Connections that are open.", connections_);
    connections_opened_.write(out);
    connections_failed_.write(out);
    connections_closed_.write(out);
    connect_duration_.write(out);
    tls_handshakes_.write(out);
    tls_handshakes_failed_.write(out);
    tls_handshake_duration_.write(out);
}

} // namespace acs::observe
