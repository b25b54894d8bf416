#ifndef EXAMPLES_TOKEN_SERVICE_HTTP_CONNECTION_LISTENER_HPP
#define EXAMPLES_TOKEN_SERVICE_HTTP_CONNECTION_LISTENER_HPP

#include "connection_group.hpp"
#include "http_connection.hpp"

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace token_service {

/// Accepts connections and deals them out to the groups in turn. Belongs to the thread of the first one's
/// context.
class connection_listener : public std::enable_shared_from_this<connection_listener>
{
public:
    /// \throws boost::system::system_error
    explicit connection_listener(std::vector<std::shared_ptr<connection_group>> groups);

    std::uint16_t port() const { return port_; }
    void start() { accept(); }
    void close();

private:
    void accept();
    void pause();
    void on_accepted(const boost::system::error_code& ec, http_connection::socket accepted);
    bool hand_over(http_connection::socket accepted);

    const std::vector<std::shared_ptr<connection_group>> groups_;
    boost::asio::basic_socket_acceptor<boost::asio::ip::tcp, boost::asio::io_context::executor_type>
        acceptor_;
    boost::asio::steady_timer pause_;
    std::uint16_t port_ = 0;
    std::size_t next_ = 0;
    bool closed_ = false;
};

} // namespace token_service

#endif
