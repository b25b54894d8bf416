#ifndef TESTS_INTEGRATION_SURPLUS_SERVER_HPP
#define TESTS_INTEGRATION_SURPLUS_SERVER_HPP

#include "temporary_folder.hpp"

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <string>
#include <string_view>
#include <thread>

/// An HTTPS server that answers every request for a token with one named `token-<connection>-<request>`, and
/// the first request of all, if asked to, with two complete answers: the second one, which nobody asked for,
/// is named `surplus`. Serves on a thread of its own until it is destroyed.
class surplus_server
{
public:
    /// How the two answers travel. In any case the peer receives them with one read of its socket.
    enum class form
    {
        none, ///< there is no second one
        one_record,
        two_records
    };

    /// \param header a header of all answers, such as `Keep-Alive: timeout=5`.
    explicit surplus_server(form how, std::string header = {});
    surplus_server(const surplus_server&) = delete;
    surplus_server& operator=(const surplus_server&) = delete;
    ~surplus_server();

    std::string url() const { return "https://127.0.0.1:" + std::to_string(port_); }
    std::string ca_file() const { return folder_ / "ca.pem"; }
    int connections() const { return connections_; }

private:
    using tcp = boost::asio::ip::tcp;

    boost::asio::awaitable<void> accept();
    boost::asio::awaitable<void> serve(tcp::socket accepted, int connection);

    std::string answer(std::string_view token) const;

    form form_;
    std::string header_;
    temporary_folder folder_;
    boost::asio::io_context context_;
    boost::asio::ssl::context tls_{boost::asio::ssl::context::tls_server};
    tcp::acceptor acceptor_;
    unsigned short port_;
    std::atomic<int> connections_ = 0;
    bool surplus_sent_ = false;
    std::thread thread_;
};

#endif
