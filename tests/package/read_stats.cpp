#include "read_stats.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <stdexcept>

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;

std::string read_stats(const acs::emulator& service)
{
    asio::io_context io;
    asio::ssl::context tls(asio::ssl::context::tls_client);
    tls.load_verify_file(service.ca_file());
    tls.set_verify_mode(asio::ssl::verify_peer);

    beast::ssl_stream<beast::tcp_stream> stream(io, tls);
    beast::get_lowest_layer(stream).connect(
        asio::ip::tcp::endpoint(asio::ip::address_v4::loopback(), service.port()));
    stream.handshake(asio::ssl::stream_base::client);

    http::request<http::empty_body> request(http::verb::get, "/_emulator/stats", 11);
    request.set(http::field::host, "127.0.0.1");
    http::write(stream, request);

    beast::flat_buffer buffer;
    http::response<http::string_body> response;
    http::read(stream, buffer, response);
    if (response.result() != http::status::ok)
        throw std::runtime_error("the emulator answered " + std::to_string(response.result_int()));
    beast::error_code ignored;
    stream.shutdown(ignored);
    return response.body();
}
