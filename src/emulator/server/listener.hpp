#ifndef ACS_EMULATOR_LISTENER_HPP
#define ACS_EMULATOR_LISTENER_HPP

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cstdint>
#include <functional>

namespace acs::emulation {

/// Accepts connections on one port of 127.0.0.1, and of ::1 where there is IPv6.
class listener
{
public:
    using handler = std::function<void(boost::asio::ip::tcp::socket)>;

    /// Listens from here on. Port 0 takes any free one.
    /// \throws boost::system::system_error if 127.0.0.1 has no such port to give.
    listener(boost::asio::io_context& context, std::uint16_t port, handler on_connection);

    std::uint16_t port() const { return port_; }
    void close();

private:
    using acceptor = boost::asio::ip::tcp::acceptor;

    static void open(acceptor& opened, const boost::asio::ip::tcp::endpoint& where);
    void accept(acceptor& from);
    void pause(acceptor& from);

    acceptor v4_;
    acceptor v6_;
    handler on_connection_;
    std::uint16_t port_ = 0;
    bool closed_ = false;
};

} // namespace acs::emulation

#endif
