#ifndef TESTS_INTEGRATION_SILENT_PORT_HPP
#define TESTS_INTEGRATION_SILENT_PORT_HPP

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <list>
#include <string>

/// A listening port on loopback whose peers get nothing to read. Connections are accepted by the kernel.
class silent_port
{
public:
    silent_port();

    std::uint16_t port() const { return acceptor_.local_endpoint().port(); }
    std::string url() const { return "https://127.0.0.1:" + std::to_string(port()); }

    /// True if a connection has come in since the last time.
    bool accept();
    /// Fills the kernel's queue, so that a further connection attempt stays without an answer.
    void fill();

private:
    boost::asio::io_context context_;
    boost::asio::ip::tcp::acceptor acceptor_;
    std::list<boost::asio::ip::tcp::socket> sockets_;
};

#endif
