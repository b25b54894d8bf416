#include "hand_written/hand_written_connection.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <openssl/ssl.h>

namespace asio = boost::asio;
using boost::asio::use_awaitable;

asio::ssl::context make_hand_written_context(const load_options& options)
{
    asio::ssl::context context(asio::ssl::context::tls_client);
    context.set_verify_mode(asio::ssl::verify_peer);
    if (options.ca_file.empty())
        context.set_default_verify_paths();
    else
        context.load_verify_file(options.ca_file);
    return context;
}

asio::awaitable<std::unique_ptr<hand_written_stream>> open_hand_written_connection(
    const load_options& options, asio::ssl::context& context)
{
    const auto executor = co_await asio::this_coro::executor;
    auto stream = std::make_unique<hand_written_stream>(executor, context);
    const std::string host = options.host();
    SSL_set_tlsext_host_name(stream->native_handle(), host.c_str());
    stream->set_verify_callback(asio::ssl::host_name_verification(host));
    asio::ip::tcp::resolver resolver(executor);
    const auto addresses = co_await resolver.async_resolve(host, options.port(), use_awaitable);
    co_await asio::async_connect(stream->next_layer(), addresses, use_awaitable);
    stream->next_layer().set_option(asio::ip::tcp::no_delay(true));
    co_await stream->async_handshake(asio::ssl::stream_base::client, use_awaitable);
    co_return stream;
}
