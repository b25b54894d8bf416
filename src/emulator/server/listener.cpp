#include "emulator/server/listener.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/system/system_error.hpp>
#include <cerrno>
#include <chrono>
#include <memory>
#include <string>
#include <utility>

namespace acs::emulation {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

listener::listener(asio::io_context& context, std::uint16_t port, handler on_connection)
    : v4_(context), v6_(context), on_connection_(std::move(on_connection))
{
    try {
        open(v4_, tcp::endpoint(asio::ip::address_v4::loopback(), port));
    } catch (const boost::system::system_error& failure) {
        // Without the place in the source of Asio, which the code carries along.
        throw boost::system::system_error(
            failure.code().value(), failure.code().category(),
            "cannot listen on 127.0.0.1:" + std::to_string(port));
    }
    port_ = v4_.local_endpoint().port();
    try {
        open(v6_, tcp::endpoint(asio::ip::address_v6::loopback(), port_));
    } catch (const boost::system::system_error&) {
        error_code
            ignored; // no IPv6 here, or somebody else has this port: 127.0.0.1 is what the endpoint names
        v6_.close(ignored);
    }
    accept(v4_);
    if (v6_.is_open())
        accept(v6_);
}

void listener::open(acceptor& opened, const tcp::endpoint& where)
{
    opened.open(where.protocol());
    opened.set_option(tcp::acceptor::reuse_address(true)); // connections of an earlier run may linger
    if (where.protocol() == tcp::v6())
        opened.set_option(asio::ip::v6_only(true));
    opened.bind(where);
    opened.listen(asio::socket_base::max_listen_connections);
}

void listener::accept(acceptor& from)
{
    from.async_accept([this, &from](const error_code& ec, tcp::socket socket) {
        if (closed_ || ec == asio::error::operation_aborted)
            return;
        if (ec == asio::error::no_descriptors || ec == error_code(ENFILE, boost::system::system_category()) ||
            ec == asio::error::no_buffer_space || ec == asio::error::no_memory) {
            pause(from);
            return;
        }
        if (!ec)
            on_connection_(std::move(socket));
        accept(from);
    });
}

// Descriptors come free in real time, whatever the emulator's own clock does.
void listener::pause(acceptor& from)
{
    const auto timer =
        std::make_shared<asio::steady_timer>(from.get_executor(), std::chrono::milliseconds(50));
    timer->async_wait([this, &from, timer](const error_code&) {
        if (!closed_)
            accept(from);
    });
}

void listener::close()
{
    closed_ = true;
    error_code ignored;
    v4_.close(ignored);
    v6_.close(ignored);
}

} // namespace acs::emulation
