#include "service/https_caller.hpp"

#include "comparison/interruption.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>

namespace asio = boost::asio;
namespace http = boost::beast::http;

class https_caller::connection
{
public:
    connection(std::uint16_t port, const std::string& ca_file) : stream(context, tls(ca_file))
    {
        stream.set_verify_callback(asio::ssl::host_name_verification("127.0.0.1"));
        stream.next_layer().connect({asio::ip::address_v4::loopback(), port});
        stream.next_layer().set_option(asio::ip::tcp::no_delay(true));
        stream.handshake(asio::ssl::stream_base::client);
    }

    asio::io_context context;
    asio::ssl::context tls_context{asio::ssl::context::tls_client};
    boost::beast::ssl_stream<asio::ip::tcp::socket> stream;
    boost::beast::flat_buffer buffer;

private:
    asio::ssl::context& tls(const std::string& ca_file)
    {
        tls_context.set_verify_mode(asio::ssl::verify_peer);
        tls_context.load_verify_file(ca_file);
        return tls_context;
    }
};

https_caller::https_caller(std::uint16_t port, const std::string& ca_file)
    : port_(port), connection_(std::make_unique<connection>(port, ca_file))
{}

https_caller::~https_caller() = default;

https_caller::reply https_caller::call(
    const char* method, const std::string& target, const std::string& body, const std::string& authorization)
{
    interruption::check();
    http::request<http::string_body> request(http::string_to_verb(method), target, 11);
    request.set(http::field::host, "127.0.0.1:" + std::to_string(port_));
    if (!authorization.empty())
        request.set(http::field::authorization, authorization);
    if (!body.empty()) {
        request.set(http::field::content_type, "application/json");
        request.body() = body;
    }
    request.prepare_payload();
    http::write(connection_->stream, request);
    http::response<http::string_body> response;
    http::read(connection_->stream, connection_->buffer, response);
    return {response.result_int(), std::move(response.body())};
}
