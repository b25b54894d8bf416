#include "surplus_server.hpp"

#include "emulator/server/certificate_authority.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <stdexcept>

namespace asio = boost::asio;

namespace {

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

// While a socket is corked the kernel collects what is written, however often.
void cork(asio::ip::tcp::socket& socket, int on)
{
    if (::setsockopt(socket.native_handle(), IPPROTO_TCP, TCP_CORK, &on, sizeof on) != 0)
        throw std::runtime_error("TCP_CORK");
}

} // namespace

surplus_server::surplus_server(form how, std::string header)
    : form_(how), header_(std::move(header)),
      acceptor_(context_, tcp::endpoint(asio::ip::address_v4::loopback(), 0)),
      port_(acceptor_.local_endpoint().port())
{
    const acs::emulation::certificate_authority authority;
    const auto issued = authority.issue({"127.0.0.1"}, acs::emulation::make_key());
    if (SSL_CTX_use_certificate(tls_.native_handle(), issued.certificate.get()) != 1 ||
        SSL_CTX_use_PrivateKey(tls_.native_handle(), issued.key.get()) != 1)
        throw std::runtime_error("the server's certificate");
    temporary_folder::write(ca_file(), authority.certificate_pem());
    asio::co_spawn(context_, accept(), [](std::exception_ptr thrown) {
        if (thrown)
            std::rethrow_exception(thrown);
    });
    thread_ = std::thread([this] { context_.run(); });
}

surplus_server::~surplus_server()
{
    context_.stop();
    thread_.join();
}

std::string surplus_server::answer(std::string_view token) const
{
    const std::string body =
        R"({"token":")" + std::string(token) + R"(","expiresOn":"2099-01-01T00:00:00.0000000+00:00"})";
    return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" +
           (header_.empty() ? std::string() : header_ + "\r\n") +
           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

asio::awaitable<void> surplus_server::accept()
{
    while (true) {
        tcp::socket accepted = co_await acceptor_.async_accept(asio::use_awaitable);
        asio::co_spawn(context_, serve(std::move(accepted), ++connections_), [](std::exception_ptr thrown) {
            if (thrown)
                std::rethrow_exception(thrown);
        });
    }
}

asio::awaitable<void> surplus_server::serve(tcp::socket accepted, int connection)
{
    asio::ssl::stream<tcp::socket> peer(std::move(accepted), tls_);
    const auto [refused] = co_await peer.async_handshake(asio::ssl::stream_base::server, as_result);
    std::string received;
    for (int request = 1; !refused; ++request) {
        // There is one in a request for a token: the end of its body.
        const auto [gone, size] =
            co_await asio::async_read_until(peer, asio::dynamic_buffer(received), '}', as_result);
        if (gone)
            co_return;
        received.erase(0, size);
        std::string text = answer("token-" + std::to_string(connection) + "-" + std::to_string(request));
        std::string surplus;
        if (form_ != form::none && !std::exchange(surplus_sent_, true))
            (form_ == form::one_record ? text : surplus) += answer("surplus");
        cork(peer.next_layer(), 1);
        co_await asio::async_write(peer, asio::buffer(text), asio::use_awaitable);
        if (!surplus.empty())
            co_await asio::async_write(peer, asio::buffer(surplus), asio::use_awaitable);
        cork(peer.next_layer(), 0);
    }
}
