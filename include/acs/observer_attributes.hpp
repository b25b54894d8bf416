#ifndef ACS_OBSERVER_ATTRIBUTES_HPP
#define ACS_OBSERVER_ATTRIBUTES_HPP

#include <acs/observer_events.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <variant>

namespace acs {

/**
 * \brief The names under which \ref attributes gives an event's values.
 * \details The first group is from OpenTelemetry's semantic conventions: HTTP client spans and general
 * attributes (stable since 1.23), url.template and tls.* (registry, in development). The second is what the
 * Azure SDKs write. The third is our own, for what has no name there; durations are in seconds.
 */
namespace attribute_name {

inline constexpr std::string_view http_request_method = "http.request.method";
inline constexpr std::string_view http_request_resend_count = "http.request.resend_count";
inline constexpr std::string_view http_response_status_code = "http.response.status_code";
inline constexpr std::string_view error_type = "error.type";
inline constexpr std::string_view server_address = "server.address";
inline constexpr std::string_view server_port = "server.port";
inline constexpr std::string_view network_peer_address = "network.peer.address";
inline constexpr std::string_view network_peer_port = "network.peer.port";
inline constexpr std::string_view network_protocol_name = "network.protocol.name";
inline constexpr std::string_view network_protocol_version = "network.protocol.version";
inline constexpr std::string_view url_template = "url.template";
inline constexpr std::string_view tls_cipher = "tls.cipher";
inline constexpr std::string_view tls_protocol_name = "tls.protocol.name";
inline constexpr std::string_view tls_protocol_version = "tls.protocol.version";
inline constexpr std::string_view tls_resumed = "tls.resumed";

inline constexpr std::string_view az_namespace = "az.namespace";
inline constexpr std::string_view az_client_request_id = "az.client_request_id";
inline constexpr std::string_view az_service_request_id = "az.service_request_id";

inline constexpr std::string_view acs_operation = "acs.operation";
inline constexpr std::string_view acs_duration = "acs.duration";
inline constexpr std::string_view acs_delay = "acs.delay";
inline constexpr std::string_view acs_reason = "acs.reason";
inline constexpr std::string_view acs_attempts = "acs.attempts";
inline constexpr std::string_view acs_addresses = "acs.addresses";
inline constexpr std::string_view acs_clock_skew = "acs.clock.skew";
inline constexpr std::string_view acs_clock_corrected = "acs.clock.corrected";
inline constexpr std::string_view acs_connection_id = "acs.connection.id";
inline constexpr std::string_view acs_connection_reused = "acs.connection.reused";
inline constexpr std::string_view acs_connection_age = "acs.connection.age";
inline constexpr std::string_view acs_connection_requests = "acs.connection.requests";
inline constexpr std::string_view acs_connection_proxied = "acs.connection.proxied";
inline constexpr std::string_view acs_connection_tls = "acs.connection.tls";
inline constexpr std::string_view trace_id = "trace_id"; // the two as in OpenTelemetry's non-OTLP log formats
inline constexpr std::string_view span_id = "span_id";

} // namespace attribute_name

/// One value of an event.
struct attribute
{
    using value_type = std::variant<bool, std::int64_t, double, std::string_view>;

    std::string_view name;
    value_type value;
};

/// The attributes of one event, without memory of its own: texts belong to the event.
class attribute_list
{
public:
    /// The first one.
    const attribute* begin() const noexcept { return attributes_.data(); }
    /// Behind the last one.
    const attribute* end() const noexcept { return attributes_.data() + size_; }
    /// How many there are.
    std::size_t size() const noexcept { return size_; }

    /// The value of this name, or null.
    const attribute::value_type* find(std::string_view name) const noexcept
    {
        for (const attribute& candidate : *this)
            if (candidate.name == name)
                return &candidate.value;
        return nullptr;
    }

    /// Adds one. There is room for 24, which no event exceeds; more are dropped.
    void add(std::string_view name, attribute::value_type value) noexcept
    {
        if (size_ < attributes_.size())
            attributes_[size_++] = attribute{name, value};
    }

private:
    std::array<attribute, 24> attributes_{};
    std::size_t size_ = 0;
};

/**
 * \brief An event's values under the names of \ref attribute_name, so that an adapter is a loop.
 * \details Everything here may be stored and shown: paths come as templates, and there is no header, no body,
 * no identity. What an event doesn't have is left out. `az.namespace` is always there.
 */
attribute_list attributes(const call_ended_event& event) noexcept;
attribute_list attributes(const attempt_started_event& event) noexcept;
attribute_list attributes(const attempt_ended_event& event) noexcept;
attribute_list attributes(const retry_scheduled_event& event) noexcept;
attribute_list attributes(const retry_refused_event& event) noexcept;
attribute_list attributes(const throttled_event& event) noexcept;
attribute_list attributes(const clock_skew_event& event) noexcept;
attribute_list attributes(const name_resolved_event& event) noexcept;
attribute_list attributes(const tls_handshake_event& event) noexcept;
attribute_list attributes(const connection_opened_event& event) noexcept;
attribute_list attributes(const connection_failed_event& event) noexcept;
attribute_list attributes(const connection_closed_event& event) noexcept;

/// `error.type` of an error that is no HTTP status: the enumerator's name, such as `connect_timeout`.
std::string_view error_type(errc value) noexcept;

} // namespace acs

#endif
