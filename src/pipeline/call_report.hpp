#ifndef ACS_PIPELINE_CALL_REPORT_HPP
#define ACS_PIPELINE_CALL_REPORT_HPP

#include "wire/endpoint.hpp"
#include "wire/request.hpp"
#include "wire/response.hpp"
#include "wire/traceparent.hpp"

#include <acs/error.hpp>
#include <acs/observer.hpp>
#include <acs/time_source.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace acs::pipeline {

// What one call tells its client's observer, and its place in a trace. Used by the call alone. Where nobody
// listens, no clock is read. What was begun is ended by the destructor at the latest, so that gauges stay
// right.
class call_report
{
public:
    // The references must outlive it.
    call_report(
        const observer* to, const time_source& time, const wire::endpoint& server,
        const wire::request& request, std::string_view request_id, std::optional<wire::traceparent> parent);
    call_report(const call_report&) = delete;
    call_report& operator=(const call_report&) = delete;
    ~call_report();

    // Before each request: a new span id, and a new resend count.
    void attempt_started();
    // The attempt's `traceparent` header; empty if the call has none.
    std::string_view traceparent() const;
    // With the answer, if there was one, and the connection's number, if one was got.
    void attempt_ended(
        const wire::response* answer, std::optional<errc> error, std::uint64_t connection = 0,
        bool connection_reused = false);

    void retry_scheduled(retry_reason reason, std::chrono::nanoseconds delay, const error& why);
    void retry_refused(retry_refusal reason, const error& why);
    void throttled(throttle_source source, std::optional<std::chrono::nanoseconds> delay);
    void clock_skew(std::chrono::nanoseconds skew, bool corrected);

    // Once, at the call's end. `error` is null if it succeeded.
    void ended(int http_status, const error* why);

private:
    event_context context() const;
    trace_ids trace(bool of_attempt) const;
    void fill(attempt_started_event& event) const;
    std::optional<errc> abandoned() const;
    void end(int http_status, std::optional<errc> error);

    const observer* to_;
    const time_source& time_;
    const wire::endpoint& server_;
    const wire::request& request_;
    std::string_view request_id_;
    std::optional<wire::traceparent> parent_;
    std::optional<wire::traceparent> span_; // of the attempt
    unsigned attempts_ = 0;
    bool in_attempt_ = false;
    bool ended_ = false;
    boot_time started_{};
    wall_time started_utc_{};
    boot_time attempt_started_{};
    wall_time attempt_started_utc_{};
};

} // namespace acs::pipeline

#endif
