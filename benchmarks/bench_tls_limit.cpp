// The least that a Beast server over TLS does for a request, as it is written after Beast's examples: one
// coroutine for each connection reads requests with Beast, and answers each with the same bytes from memory.
// What a token service adds to that is measured against it.
//
//   bench_tls_limit --port N --certificate FILE --private-key FILE --body-bytes N --ready-file FILE
//   [--threads 1]
//
// Port 0 takes any. The ready file gets {"port":N}. SIGTERM ends it.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <iostream>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;

namespace {

class limit_options
{
public:
    limit_options(int argc, char** argv)
    {
        for (int i = 1; i < argc; i += 2) {
            if (i + 1 == argc)
                throw std::invalid_argument(std::string(argv[i]) + " lacks its value");
            given_[argv[i]] = argv[i + 1];
        }
        port = static_cast<std::uint16_t>(std::stoul(take("--port")));
        certificate = take("--certificate");
        private_key = take("--private-key");
        body_bytes = std::stoul(take("--body-bytes"));
        ready_file = take("--ready-file");
        given_.emplace("--threads", "1");
        if (take("--threads") != "1")
            throw std::invalid_argument("--threads is 1: the limit of one core is what it measures");
        if (!given_.empty())
            throw std::invalid_argument("unknown option " + given_.begin()->first);
    }

    std::uint16_t port = 0;
    std::string certificate;
    std::string private_key;
    std::size_t body_bytes = 0;
    std::string ready_file;

private:
    std::string take(const std::string& name)
    {
        const auto found = given_.extract(name);
        if (found.empty())
            throw std::invalid_argument(name + " is missing");
        return found.mapped();
    }

    std::map<std::string, std::string> given_;
};

// As long as the token service's for a body of this size.
std::string make_answer(std::size_t body_bytes)
{
    return "HTTP/1.1 200 OK\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\nContent-Type: application/json\r\n"
           "Content-Length: " +
           std::to_string(body_bytes) +
           "\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n\r\n" +
           std::string(body_bytes, 'x');
}

asio::awaitable<void> serve(tcp::socket socket, asio::ssl::context* tls, const std::string* answer)
{
    asio::ssl::stream<tcp::socket> stream(std::move(socket), *tls);
    co_await stream.async_handshake(asio::ssl::stream_base::server, asio::use_awaitable);
    boost::beast::flat_buffer buffer;
    buffer.reserve(16 * 1024);
    for (;;) {
        http::request<http::string_body> request;
        co_await http::async_read(stream, buffer, request, asio::use_awaitable);
        co_await asio::async_write(stream, asio::buffer(*answer), asio::use_awaitable);
        if (!request.keep_alive())
            co_return;
    }
}

asio::awaitable<void> accept(tcp::acceptor* acceptor, asio::ssl::context* tls, const std::string* answer)
{
    for (;;) {
        tcp::socket socket = co_await acceptor->async_accept(asio::use_awaitable);
        socket.set_option(tcp::no_delay(true));
        asio::co_spawn(
            acceptor->get_executor(), serve(std::move(socket), tls, answer), [](std::exception_ptr) {
                // A connection that the client has ended.
            });
    }
}

void write_ready_file(const std::string& file, std::uint16_t port)
{
    std::ofstream(file + ".new") << "{\"port\":" << port << "}\n";
    if (std::rename((file + ".new").c_str(), file.c_str()) != 0)
        throw std::runtime_error("cannot write " + file);
}

void run(const limit_options& options)
{
    asio::io_context context(1);
    asio::ssl::context tls(asio::ssl::context::tls_server);
    tls.use_certificate_chain_file(options.certificate);
    tls.use_private_key_file(options.private_key, asio::ssl::context::pem);
    const std::string answer = make_answer(options.body_bytes);
    tcp::acceptor acceptor(context, tcp::endpoint(asio::ip::address_v4::loopback(), options.port));
    asio::signal_set stop(context, SIGINT, SIGTERM);
    stop.async_wait([&](const boost::system::error_code&, int) { context.stop(); });
    asio::co_spawn(context, accept(&acceptor, &tls, &answer), [](std::exception_ptr thrown) {
        if (thrown)
            std::rethrow_exception(thrown);
    });
    write_ready_file(options.ready_file, acceptor.local_endpoint().port());
    context.run();
}

} // namespace

int main(int argc, char** argv)
{
    try {
        run(limit_options(argc, argv));
    } catch (const std::exception& failure) {
        std::cerr << "bench_tls_limit: " << failure.what() << '\n';
        return EXIT_FAILURE;
    }
}
