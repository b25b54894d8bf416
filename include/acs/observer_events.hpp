#ifndef ACS_OBSERVER_EVENTS_HPP
#define ACS_OBSERVER_EVENTS_HPP

#include <acs/errc.hpp>
#include <acs/operation.hpp>
#include <acs/time_source.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

/// \file
/// What an \ref acs::observer is told: plain values. Texts are valid during the callback; copy what is kept.
/// None of them is a secret, an identity's id, a header's value or a body. \ref acs::attributes gives each
/// event's values under the names of OpenTelemetry.

namespace acs {

/// Where an event comes from.
struct event_context
{
    /// The call's operation; none where no call is behind the event, such as an idle connection that is
    /// closed, nor in those of a credential's own requests (entra_options::observer).
    std::optional<acs::operation> operation;
    std::string_view request_id;     ///< the call's `x-ms-client-request-id`; empty if there is no call
    std::string_view server_address; ///< the endpoint's host: a name, or an address without brackets
    std::uint16_t server_port = 0;   ///< the endpoint's port
};

/// A call's place in a distributed trace (W3C Trace Context), lower-case hex digits. Empty without
/// call_options::traceparent.
struct trace_ids
{
    std::string_view trace_id;       ///< 32 digits, the caller's
    std::string_view parent_span_id; ///< 16 digits, the caller's span
    std::string_view span_id;        ///< 16 digits, the attempt's own, as it was sent; empty for a whole call
    bool sampled = false;            ///< the caller's `sampled` flag
};

/// A request is about to be sent, or its connection to be opened. Each is followed by one \ref
/// attempt_ended_event.
struct attempt_started_event
{
    event_context context;
    trace_ids trace;
    std::string_view method;       ///< such as `POST`
    std::string_view url_template; ///< the path with `{id}` and the like in the place of ids
    unsigned resend_count =
        0;               ///< 0 for the call's first request, then one more for each, whatever the reason
    wall_time started{}; ///< UTC
};

/// An attempt has its answer, or has failed, or was interrupted.
struct attempt_ended_event : attempt_started_event
{
    std::chrono::nanoseconds duration{}; ///< waiting for a connection and opening it included
    int http_status = 0;                 ///< 0 if there was no answer
    std::optional<errc> error;           ///< none if it succeeded
    std::string_view service_request_id; ///< the service's own id of the request, if it gave one
    std::uint64_t connection = 0;        ///< number of the connection; 0 if none was got
    bool connection_reused = false;      ///< the connection had served another request before
};

/// Why an attempt is repeated, and what its delay comes from.
enum class retry_reason : unsigned char
{
    backoff,          ///< a failure that may pass; exponential back-off with jitter
    retry_after,      ///< the service said how long to wait
    stale_connection, ///< the pooled connection had died while idle: at once, and it costs no retry
    corrected_clock,  ///< the service's clock differs: at once, signed with the corrected time
    claims_challenge, ///< the service wants a token with other claims: at once, with one
};

/// A failed attempt will be repeated after a delay.
struct retry_scheduled_event
{
    event_context context;
    unsigned resend_count = 0; ///< of the attempt to come
    retry_reason reason{};
    std::chrono::nanoseconds delay{};
    int http_status = 0;       ///< of the failed attempt; 0 if there was no answer
    std::optional<errc> error; ///< of the failed attempt
};

/// Why a failed attempt, whose cause may pass, is not repeated.
enum class retry_refusal : unsigned char
{
    retries_used,      ///< max_retries
    budget_empty,      ///< the retry budget shared by the client's calls
    deadline_too_near, ///< the delay would reach past the call's deadline
    outcome_unknown,   ///< executing it twice might create two identities
};

/// A failed attempt is not repeated, though its cause may pass; the call ends with its error.
struct retry_refused_event
{
    event_context context;
    retry_refusal reason{};
    int http_status = 0;
    std::optional<errc> error;
};

/// Who slows a call down.
enum class throttle_source : unsigned char
{
    service,       ///< it answered 429
    quota,         ///< the client's own \ref quota makes the call wait
    quota_refused, ///< the wait for the quota would be too long: errc::overloaded
};

/// A call was slowed down, by the service or by the client's own limit.
struct throttled_event
{
    event_context context;
    throttle_source source{};
    std::optional<std::chrono::nanoseconds>
        delay; ///< what the service asked for, or how long the quota makes wait
};

/// The endpoint's (or the proxy's) name was looked up. Addresses and remembered answers take no look-up.
struct name_resolved_event
{
    event_context context;
    std::chrono::nanoseconds duration{};
    std::size_t addresses = 0; ///< how many were found
    std::optional<errc> error;
};

/// A TLS handshake has ended.
struct tls_handshake_event
{
    event_context context;
    std::uint64_t connection = 0; ///< number of the connection
    std::chrono::nanoseconds duration{};
    std::string_view protocol_version; ///< such as `1.3`
    std::string_view cipher;           ///< the IANA name, such as `TLS_AES_256_GCM_SHA384`
    bool resumed = false;              ///< an earlier session was taken up
    std::optional<errc> error;
};

/// A connection is ready for requests. Each is followed by one \ref connection_closed_event.
struct connection_opened_event
{
    event_context context;
    std::uint64_t connection = 0;        ///< its number: unique in this process, never 0
    std::chrono::nanoseconds duration{}; ///< name look-up, connecting, proxy and TLS handshake together
    std::string_view peer_address;       ///< the IP address that accepted; the proxy's if there is one
    std::uint16_t peer_port = 0;
    bool tls = true;
    bool proxied = false;
};

/// A connection could not be opened.
struct connection_failed_event
{
    event_context context;
    std::chrono::nanoseconds duration{};
    errc error{};
};

/// Why a connection was closed.
enum class close_reason : unsigned char
{
    idle,             ///< unused for longer than client_options::idle_timeout
    keep_alive_ended, ///< the time that the service gave in `Keep-Alive: timeout` is over
    peer_asked,       ///< the answer said `Connection: close`
    peer_closed,      ///< the peer closed it while it was idle
    failed,           ///< an exchange failed
    interrupted,      ///< the call ended in the middle of an exchange: deadline or cancellation
    client_stopped,   ///< the client was destroyed
};

/// A connection that had been opened was closed.
struct connection_closed_event
{
    event_context context;
    std::uint64_t connection = 0;
    close_reason reason{};
    std::chrono::nanoseconds age{}; ///< since it was opened
    std::uint64_t requests = 0;     ///< how many answers were received on it
};

/// The service's Date header shows that the clocks differ by more than a minute: with a refused signature,
/// or, at most once a minute for each client, with a success (`corrected` is false then).
struct clock_skew_event
{
    event_context context;
    std::chrono::nanoseconds skew{}; ///< the service's time minus ours
    bool corrected = false;          ///< the client signs with the corrected time from now on
};

/// A call has ended. Calls whose arguments are refused before they begin are not reported.
struct call_ended_event
{
    event_context context;
    trace_ids trace;
    wall_time started{}; ///< UTC
    std::chrono::nanoseconds duration{};
    unsigned attempts = 0;     ///< requests that were begun
    int http_status = 0;       ///< of the last answer; 0 if there was none
    std::optional<errc> error; ///< none if it succeeded
};

/// The enumerator's name.
std::string_view to_string(retry_reason value) noexcept;
std::string_view to_string(retry_refusal value) noexcept;
std::string_view to_string(throttle_source value) noexcept;
std::string_view to_string(close_reason value) noexcept;

} // namespace acs

#endif
