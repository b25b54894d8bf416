#include "transport/connection_report.hpp"

#include "observe/notify.hpp"

#include <atomic>
#include <charconv>
#include <openssl/ssl.h>
#include <string>
#include <string_view>
#include <utility>

namespace acs::transport {

namespace {

std::atomic<std::uint64_t> last_number{0};

// OpenSSL's `TLSv1.3` as OpenTelemetry has it.
std::string_view version_of(const SSL* connection)
{
    const std::string_view name = SSL_get_version(connection);
    constexpr std::string_view prefix = "TLSv";
    return name.starts_with(prefix) ? name.substr(prefix.size()) : name;
}

std::string_view cipher_of(const SSL* connection)
{
    const SSL_CIPHER* cipher = SSL_get_current_cipher(connection);
    const char* name = cipher ? SSL_CIPHER_standard_name(cipher) : nullptr;
    return name ? name : std::string_view();
}

} // namespace

connection_report::connection_report(
    std::shared_ptr<const observer> to, std::shared_ptr<time_source> time, const wire::endpoint& server)
    : to_(std::move(to)), time_(std::move(time)), server_(server),
      number_(last_number.fetch_add(1, std::memory_order_relaxed) + 1)
{}

connection_report::~connection_report()
{
    if (!open_)
        return;
    observe::notify(to_.get(), &observer::connection_closed, [&] {
        connection_closed_event event;
        event.context = context();
        event.connection = number_;
        event.reason = reason_.value_or(close_reason::client_stopped);
        event.age = now() - opened_at_;
        event.requests = requests_;
        return event;
    });
}

event_context connection_report::context() const
{
    event_context made;
    made.server_address = server_.host;
    std::from_chars(server_.port.data(), server_.port.data() + server_.port.size(), made.server_port);
    return made;
}

boot_time connection_report::now() const
{
    return to_ ? time_->now_boottime() : boot_time();
}

void connection_report::opening()
{
    begun_ = now();
}

void connection_report::look_up_started()
{
    step_begun_ = now();
}

void connection_report::look_up_ended(std::size_t addresses, std::optional<errc> error)
{
    observe::notify(to_.get(), &observer::name_resolved, [&] {
        name_resolved_event event;
        event.context = context();
        event.duration = now() - step_begun_;
        event.addresses = addresses;
        event.error = error;
        return event;
    });
}

void connection_report::handshake_started()
{
    step_begun_ = now();
}

void connection_report::handshake_ended(SSL* connection, std::optional<errc> error)
{
    observe::notify(to_.get(), &observer::tls_handshake, [&] {
        tls_handshake_event event;
        event.context = context();
        event.connection = number_;
        event.duration = now() - step_begun_;
        event.error = error;
        if (!error) {
            event.protocol_version = version_of(connection);
            event.cipher = cipher_of(connection);
            event.resumed = SSL_session_reused(connection) == 1;
        }
        return event;
    });
}

void connection_report::opened(const boost::asio::ip::tcp::endpoint& peer, bool tls, bool proxied)
{
    open_ = true;
    opened_at_ = now();
    std::string address; // outlives the event
    observe::notify(to_.get(), &observer::connection_opened, [&] {
        address = peer.address().to_string();
        connection_opened_event event;
        event.context = context();
        event.connection = number_;
        event.duration = opened_at_ - begun_;
        event.peer_address = address;
        event.peer_port = peer.port();
        event.tls = tls;
        event.proxied = proxied;
        return event;
    });
}

void connection_report::failed(errc why)
{
    observe::notify(to_.get(), &observer::connection_failed, [&] {
        connection_failed_event event;
        event.context = context();
        event.duration = now() - begun_;
        event.error = why;
        return event;
    });
}

void connection_report::closing(close_reason why)
{
    if (!reason_)
        reason_ = why;
}

} // namespace acs::transport
