#ifndef ACS_EMULATOR_SERVER_HPP
#define ACS_EMULATOR_SERVER_HPP

#include "emulator/server/listener.hpp"
#include "emulator/server/tls_context.hpp"
#include "emulator/service/service.hpp"

#include <acs/time_source.hpp>

#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>

namespace acs::emulation {

class session;

/// Carries a service over HTTP/1.1 on the loopback interface. After its construction it belongs to the thread
/// that runs the io_context.
class server
{
public:
    /// Listens from here on; the connections are served when `context` runs.
    /// \param tls null for plain HTTP.
    /// \throws boost::system::system_error if the port can't be bound.
    server(
        boost::asio::io_context& context, service& service, std::shared_ptr<time_source> time,
        std::uint16_t port, const tls_context* tls);
    ~server();

    std::uint16_t port() const { return listener_.port(); }

    /// Opens the metadata port, which speaks plain HTTP. Once, before `context` runs.
    /// \throws boost::system::system_error if the port can't be bound.
    void listen_for_metadata(std::uint16_t port);
    /// Only after `listen_for_metadata`.
    std::uint16_t metadata_port() const { return metadata_listener_->port(); }

    /// Closes the listeners and all connections at once; the io_context then runs out of work.
    void stop();

    /// Has the service answer. Whatever it throws becomes a 500.
    reply answer(const request& received);

    /// For sessions: a wait on the emulator's clock.
    std::unique_ptr<pending_wait> wait(std::chrono::nanoseconds length, std::function<void()> on_due);
    /// For sessions: told once by each, when it serves no more.
    void ended(std::uint64_t connection);
    /// For sessions: told when its socket is closed. May destroy the session.
    void gone(std::uint64_t connection);

private:
    void accept(boost::asio::ip::tcp::socket socket, bool to_metadata);

    boost::asio::io_context& context_;
    service& service_;
    std::shared_ptr<time_source> time_;
    const tls_context* tls_;
    std::uint64_t accepted_ = 0;
    std::unordered_map<std::uint64_t, std::shared_ptr<session>> sessions_;
    listener listener_;
    std::optional<listener> metadata_listener_;
};

} // namespace acs::emulation

#endif
