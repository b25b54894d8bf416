#ifndef EXAMPLES_TOKEN_SERVICE_HTTP_HTTP_SERVER_HPP
#define EXAMPLES_TOKEN_SERVICE_HTTP_HTTP_SERVER_HPP

#include "handler.hpp"
#include "server_options.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ssl/context.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace token_service {

class connection_group;
class connection_listener;

/// Serves a \ref handler over HTTPS. Connections are dealt out to the contexts in turn and stay where they
/// are, so that nothing of one connection needs a lock or a strand. Each context has one thread.
class http_server
{
public:
    /// Listens from here on, but accepts nothing before `start`.
    /// \param tls must outlive the contexts, as must `answers`.
    /// \throws boost::system::system_error if the address or the port can't be had.
    http_server(
        std::vector<boost::asio::io_context*> contexts, boost::asio::ssl::context& tls,
        const server_options& options, handler& answers);
    /// Only while no context runs, and before they are destroyed.
    ~http_server();
    http_server(const http_server&) = delete;
    http_server& operator=(const http_server&) = delete;

    std::uint16_t port() const;
    /// Open connections. From any thread.
    std::size_t connections() const;
    /// Requests answered 503 since there were too many connections. From any thread.
    std::uint64_t refused() const;

    void start();

    /// Stops accepting. Requests under way, and those that still come in the next quarter of a second, are
    /// answered, with `Connection: close`; then idle connections are closed, and what is left after `limit`.
    /// True if nothing was.
    boost::asio::awaitable<bool> drain(std::chrono::steady_clock::duration limit);

private:
    std::vector<std::shared_ptr<connection_group>> groups_;
    std::shared_ptr<connection_listener> listener_;
};

} // namespace token_service

#endif
