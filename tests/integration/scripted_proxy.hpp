#ifndef TESTS_INTEGRATION_SCRIPTED_PROXY_HPP
#define TESTS_INTEGRATION_SCRIPTED_PROXY_HPP

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <memory>
#include <string>
#include <vector>

/// A proxy on loopback that answers CONNECT as a test says, honest or not. It runs in the test's context,
/// which must run no more once the proxy is destroyed.
class scripted_proxy
{
public:
    /// What follows the answer.
    enum class then
    {
        tunnel,
        silence,
        close,
        reset
    };

    explicit scripted_proxy(boost::asio::io_context& context);

    /// How all further requests are answered. At first: with a tunnel.
    void answer(std::string text, then next, std::size_t bytes_a_write = 4096)
    {
        text_ = std::move(text);
        next_ = next;
        bytes_a_write_ = bytes_a_write;
    }
    /// Closes the tunnels that there are.
    void drop_tunnels();

    std::uint16_t port() const { return acceptor_.local_endpoint().port(); }
    std::string name() const { return "127.0.0.1:" + std::to_string(port()); }
    /// The heads that were received.
    const std::vector<std::string>& requests() const { return requests_; }
    int connections() const { return connections_; }
    /// How many connections the clients have closed.
    int closed() const { return closed_; }

private:
    using tcp = boost::asio::ip::tcp;
    using shared_socket = std::shared_ptr<tcp::socket>;

    boost::asio::awaitable<void> accept();
    boost::asio::awaitable<void> serve(shared_socket client);
    boost::asio::awaitable<void> open_tunnel(shared_socket client, std::string port);
    boost::asio::awaitable<void> relay(shared_socket from, shared_socket to);

    boost::asio::io_context& context_;
    tcp::acceptor acceptor_;
    std::string text_ = "HTTP/1.1 200 Connection established\r\n\r\n";
    then next_ = then::tunnel;
    std::size_t bytes_a_write_ = 4096;
    std::vector<std::string> requests_;
    std::vector<shared_socket> tunnels_;
    int connections_ = 0;
    int closed_ = 0;
};

#endif
