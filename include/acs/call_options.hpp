#ifndef ACS_CALL_OPTIONS_HPP
#define ACS_CALL_OPTIONS_HPP

#include <acs/lane.hpp>
#include <acs/quota.hpp>

#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>

namespace acs {

class raw_response;

/**
 * \brief What one call does differently from the client's options. Every setter returns the object:
 * `client.create_user(acs::call_options().deadline(5s))`.
 */
class call_options
{
public:
    using duration = std::chrono::nanoseconds;

    call_options() = default;

    /// Limit of this call, measured from its start.
    call_options& deadline(duration value)
    {
        deadline_ = value;
        return *this;
    }
    const std::optional<duration>& deadline() const { return deadline_; }
    /// The call's `x-ms-client-request-id`, visible characters only; the default is a random UUID.
    call_options& request_id(std::string value)
    {
        request_id_ = std::move(value);
        return *this;
    }
    const std::string& request_id() const { return request_id_; }
    /// How often a failed attempt is repeated; 0: never.
    call_options& max_retries(unsigned value)
    {
        max_retries_ = value;
        return *this;
    }
    const std::optional<unsigned>& max_retries() const { return max_retries_; }
    /// Whether the call goes before others if the client's \ref quota makes calls wait. Default: foreground.
    call_options& lane(acs::lane value)
    {
        lane_ = value;
        return *this;
    }
    acs::lane lane() const { return lane_; }
    /// The quota whose permits the call takes instead of the client's; `acs::quota()` for none. A 429 that
    /// the call gets stops and slows this quota, not the client's. The same time source rules apply.
    call_options& quota(acs::quota value)
    {
        quota_ = std::move(value);
        return *this;
    }
    const std::optional<acs::quota>& quota() const { return quota_; }
    /// Ends the call with errc::canceled, wherever it waits, when a stop is requested: from any thread, and
    /// unlike Asio's cancellation without an effect on the awaiting coroutine. If that was before the call
    /// began, nothing is sent. Default: nothing ends it that way.
    call_options& stop_token(std::stop_token value)
    {
        stop_token_ = std::move(value);
        return *this;
    }
    const std::stop_token& stop_token() const { return stop_token_; }
    /// The caller's place in a distributed trace, as W3C Trace Context writes it:
    /// `00-<32 hex digits>-<16 hex digits>-<2 hex digits>`. Every request then carries a `traceparent` header
    /// with this trace id and a span id of its own. Default: no header. Anything else gives
    /// errc::invalid_argument.
    call_options& traceparent(std::string value)
    {
        traceparent_ = std::move(value);
        return *this;
    }
    const std::string& traceparent() const { return traceparent_; }
    /// What stands in the `tracestate` header beside \ref traceparent, unchanged: at most 32 members in 512
    /// characters. Without a traceparent, or malformed: errc::invalid_argument.
    call_options& tracestate(std::string value)
    {
        tracestate_ = std::move(value);
        return *this;
    }
    const std::string& tracestate() const { return tracestate_; }

    /**
     * \brief Is given the service's final answer, success or error: its status and its headers. Include
     * acs/raw_response.hpp.
     * \details Called once, before the call's result is there; not at all if the last attempt got no complete
     * answer, or nothing was sent. It runs in the call, on the executor of the coroutine that awaits it (of a
     * call that a \ref token_cache makes, on the cache's), and must be short and not wait. Answers that were
     * followed by another attempt are told to an \ref observer only. What it throws is dropped, and counted
     * in observer_exceptions(). Default: nobody is told.
     */
    call_options& on_response(std::function<void(const raw_response&)> value)
    {
        on_response_ = std::move(value);
        return *this;
    }
    const std::function<void(const raw_response&)>& on_response() const { return on_response_; }

private:
    std::optional<duration> deadline_;
    std::string request_id_;
    std::optional<unsigned> max_retries_;
    acs::lane lane_ = acs::lane::foreground;
    std::optional<acs::quota> quota_;
    std::stop_token stop_token_;
    std::string traceparent_;
    std::string tracestate_;
    std::function<void(const raw_response&)> on_response_;
};

} // namespace acs

#endif
