#ifndef EXAMPLES_TOKEN_SERVICE_HTTP_HTTP_CONNECTION_HPP
#define EXAMPLES_TOKEN_SERVICE_HTTP_HTTP_CONNECTION_HPP

#include "connection_group.hpp"
#include "request_reader.hpp"
#include "tls_session.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cstddef>
#include <exception>
#include <memory>
#include <string>
#include <string_view>

namespace token_service {

/// One client's connection, from the handshake to the end. Kept alive by what it waits for.
class http_connection : public std::enable_shared_from_this<http_connection>
{
public:
    using socket =
        boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;

    /// \param surplus whether it is one too many, and is told so. From any thread.
    http_connection(std::shared_ptr<connection_group> group, socket accepted, bool surplus);
    ~http_connection();
    http_connection(const http_connection&) = delete;
    http_connection& operator=(const http_connection&) = delete;

    /// The rest is for the group, on its thread.
    void start();
    void sweep(connection_group::time_point now);
    void close();

    std::size_t place = 0; ///< in the group

private:
    enum class phase
    {
        greeting,  // TLS is being set up
        reading,   // a request, or idle
        answering, // the handler's coroutine is at work
        writing,   // what the socket didn't take at once
        leaving,   // all is said; what the peer says is thrown away
        closed,
    };

    void run();
    bool step();
    bool shake_hands();
    bool read();
    bool write();
    bool leave();

    void take(std::string_view bytes);
    void answer();
    void answer_later(boost::asio::awaitable<http_answer> work);
    void on_answered(std::exception_ptr thrown, const http_answer& made);
    void respond(const http_answer& made);
    void send(std::string_view bytes);
    void on_sent();
    bool wait_for(tls_session::progress wanted);
    void hang_up();
    bool is_idle() const;

    const std::shared_ptr<connection_group> group_;
    socket socket_;
    tls_session tls_;
    request_reader reader_;
    std::string unread_; // of requests, and rarely anything
    std::string unsent_; // of an answer, likewise
    connection_group::time_point deadline_;
    phase phase_ = phase::greeting;
    unsigned requests_ = 0; // since the last sweep
    bool hungry_ = false;   // `unread_` is not enough
    bool last_ = false;     // the answer that is being written ends the connection
    bool running_ = false;
    bool added_ = false;
    const bool surplus_;
};

} // namespace token_service

#endif
