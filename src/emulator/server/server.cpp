#include "emulator/server/server.hpp"

#include "emulator/server/session.hpp"

#include <exception>
#include <string>
#include <utility>

namespace acs::emulation {

server::server(
    boost::asio::io_context& context, service& service, std::shared_ptr<time_source> time, std::uint16_t port,
    const tls_context* tls)
    : context_(context), service_(service), time_(std::move(time)), tls_(tls),
      listener_(
          context, port, [this](boost::asio::ip::tcp::socket socket) { accept(std::move(socket), false); })
{}

server::~server() = default;

void server::listen_for_metadata(std::uint16_t port)
{
    metadata_listener_.emplace(
        context_, port, [this](boost::asio::ip::tcp::socket socket) { accept(std::move(socket), true); });
}

void server::stop()
{
    listener_.close();
    if (metadata_listener_)
        metadata_listener_->close();
    for (const auto& [number, session] : std::exchange(sessions_, {}))
        session->stop();
}

void server::accept(boost::asio::ip::tcp::socket socket, bool to_metadata)
{
    const std::uint64_t number = ++accepted_;
    const auto started = std::make_shared<session>(
        *this, std::move(socket), to_metadata ? nullptr : tls_, number, to_metadata);
    sessions_.emplace(number, started);
    service_.connection_opened(number);
    started->start();
}

reply server::answer(const request& received)
{
    try {
        return service_.handle(received, time_->now_utc());
    } catch (const std::exception& failure) {
        // A defect of the emulator. The client under test gets an answer all the same, and its author the
        // reason.
        reply result;
        result.answer.status = 500;
        result.answer.headers.add("Content-Type", "text/plain");
        result.answer.body = std::string("acs-emulator: ") + failure.what() + '\n';
        return result;
    }
}

std::unique_ptr<pending_wait> server::wait(std::chrono::nanoseconds length, std::function<void()> on_due)
{
    return time_->async_wait_until(
        time_->now_boottime() + length, context_.get_executor(), std::move(on_due));
}

void server::ended(std::uint64_t connection)
{
    service_.connection_closed(connection);
}

void server::gone(std::uint64_t connection)
{
    sessions_.erase(connection);
}

} // namespace acs::emulation
