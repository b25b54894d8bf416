#include "pipeline/call_report.hpp"

#include "observe/notify.hpp"
#include "observe/url_template.hpp"
#include "pipeline/random.hpp"
#include "wire/service_request_id.hpp"

#include <charconv>
#include <exception>

namespace acs::pipeline {

namespace {

std::uint64_t random_number()
{
    const auto half = [] {
        return static_cast<std::uint64_t>(random_fraction() * 0x1p32);
    };
    return half() << 32 | half();
}

std::uint16_t port_number(std::string_view text)
{
    std::uint16_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

std::optional<errc> code_of(const error& why)
{
    return static_cast<errc>(why.code().value());
}

} // namespace

call_report::call_report(
    const observer* to, const time_source& time, const wire::endpoint& server, const wire::request& request,
    std::string_view request_id, std::optional<wire::traceparent> parent)
    : to_(to), time_(time), server_(server), request_(request), request_id_(request_id), parent_(parent)
{
    if (to_ && to_->call_ended) {
        started_ = time_.now_boottime();
        started_utc_ = time_.now_utc();
    }
}

call_report::~call_report()
{
    if (in_attempt_)
        attempt_ended(nullptr, abandoned());
    if (!ended_)
        end(0, abandoned());
}

// Why the call was left without an end: an exception, or its coroutine was destroyed along with the context.
std::optional<errc> call_report::abandoned() const
{
    return std::uncaught_exceptions() > 0 ? errc::internal : errc::client_stopped;
}

event_context call_report::context() const
{
    event_context made;
    if (request_.url_template.empty())
        made.operation = request_.operation;
    made.request_id = request_id_;
    made.server_address = server_.host;
    made.server_port = port_number(server_.port);
    return made;
}

trace_ids call_report::trace(bool of_attempt) const
{
    trace_ids made;
    if (parent_) {
        made.trace_id = parent_->trace_id();
        made.parent_span_id = parent_->span_id();
        made.sampled = parent_->sampled();
        if (of_attempt && span_)
            made.span_id = span_->span_id();
    }
    return made;
}

void call_report::fill(attempt_started_event& event) const
{
    event.context = context();
    event.trace = trace(true);
    event.method = request_.method;
    event.url_template =
        request_.url_template.empty() ? observe::url_template(request_.operation) : request_.url_template;
    event.resend_count = attempts_ - 1;
    event.started = attempt_started_utc_;
}

void call_report::attempt_started()
{
    ++attempts_;
    if (parent_)
        span_ = parent_->child(random_number());
    if (!to_)
        return;
    in_attempt_ = true;
    if (to_->attempt_started || to_->attempt_ended) {
        attempt_started_ = time_.now_boottime();
        attempt_started_utc_ = time_.now_utc();
    }
    observe::notify(to_, &observer::attempt_started, [&] {
        attempt_started_event event;
        fill(event);
        return event;
    });
}

std::string_view call_report::traceparent() const
{
    return span_ ? span_->text() : std::string_view();
}

void call_report::attempt_ended(
    const wire::response* answer, std::optional<errc> error, std::uint64_t connection, bool connection_reused)
{
    in_attempt_ = false;
    observe::notify(to_, &observer::attempt_ended, [&] {
        attempt_ended_event event;
        fill(event);
        event.duration = time_.now_boottime() - attempt_started_;
        event.http_status = answer ? answer->status : 0;
        event.error = error;
        if (answer)
            event.service_request_id = wire::service_request_id(*answer);
        event.connection = connection;
        event.connection_reused = connection_reused;
        return event;
    });
}

void call_report::retry_scheduled(retry_reason reason, std::chrono::nanoseconds delay, const error& why)
{
    observe::notify(to_, &observer::retry_scheduled, [&] {
        retry_scheduled_event event;
        event.context = context();
        event.resend_count = attempts_;
        event.reason = reason;
        event.delay = delay;
        event.http_status = why.http_status();
        event.error = code_of(why);
        return event;
    });
}

void call_report::retry_refused(retry_refusal reason, const error& why)
{
    observe::notify(to_, &observer::retry_refused, [&] {
        retry_refused_event event;
        event.context = context();
        event.reason = reason;
        event.http_status = why.http_status();
        event.error = code_of(why);
        return event;
    });
}

void call_report::throttled(throttle_source source, std::optional<std::chrono::nanoseconds> delay)
{
    observe::notify(to_, &observer::throttled, [&] {
        throttled_event event;
        event.context = context();
        event.source = source;
        event.delay = delay;
        return event;
    });
}

void call_report::clock_skew(std::chrono::nanoseconds skew, bool corrected)
{
    observe::notify(to_, &observer::clock_skew, [&] {
        clock_skew_event event;
        event.context = context();
        event.skew = skew;
        event.corrected = corrected;
        return event;
    });
}

void call_report::ended(int http_status, const error* why)
{
    end(http_status, why ? code_of(*why) : std::nullopt);
}

void call_report::end(int http_status, std::optional<errc> error)
{
    if (in_attempt_) // it was left by an error of the client's own
        attempt_ended(nullptr, error);
    ended_ = true;
    observe::notify(to_, &observer::call_ended, [&] {
        call_ended_event event;
        event.context = context();
        event.trace = trace(false);
        event.started = started_utc_;
        event.duration = time_.now_boottime() - started_;
        event.attempts = attempts_;
        event.http_status = http_status;
        event.error = error;
        return event;
    });
}

} // namespace acs::pipeline
