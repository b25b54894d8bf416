// The same load as bench_client's, by a loop written by hand after Beast's examples: each request is made and
// signed anew, each exchange has a timeout, each answer is parsed. Prints the same line of JSON.

#include "hand_written/hand_written_connection.hpp"
#include "hand_written/hand_written_request.hpp"
#include "load/load_program.hpp"

#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <boost/json.hpp>
#include <memory>
#include <openssl/ssl.h>
#include <vector>

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;

namespace {

using timed_stream = beast::ssl_stream<beast::tcp_stream>;

constexpr std::chrono::seconds timeout(20);

asio::awaitable<std::unique_ptr<timed_stream>> open(const load_options& options, asio::ssl::context& context)
{
    const auto executor = co_await asio::this_coro::executor;
    auto stream = std::make_unique<timed_stream>(executor, context);
    const std::string host = options.host();
    SSL_set_tlsext_host_name(stream->native_handle(), host.c_str());
    stream->set_verify_callback(asio::ssl::host_name_verification(host));
    asio::ip::tcp::resolver resolver(executor);
    const auto addresses = co_await resolver.async_resolve(host, options.port(), asio::use_awaitable);
    auto& lowest = beast::get_lowest_layer(*stream);
    lowest.expires_after(timeout);
    co_await lowest.async_connect(addresses, asio::use_awaitable);
    lowest.socket().set_option(asio::ip::tcp::no_delay(true));
    co_await stream->async_handshake(asio::ssl::stream_base::client, asio::use_awaitable);
    co_return stream;
}

struct hand_written_load
{
    const load_options& options;
    asio::ssl::context tls;
    hand_written_request request;
    load_calls calls;
    load_report report;
    std::vector<std::unique_ptr<timed_stream>> streams; // of each worker
    std::size_t token_bytes = 0;

    explicit hand_written_load(const load_options& of)
        : options(of), tls(make_hand_written_context(of)), request(of), report(of), streams(of.concurrency)
    {}

    static asio::awaitable<void> work(hand_written_load* shared, std::size_t worker)
    {
        auto& stream = shared->streams[worker];
        if (!stream)
            stream = co_await open(shared->options, shared->tls);
        beast::flat_buffer buffer;
        buffer.reserve(16 * 1024);
        while (shared->calls.left()) {
            const auto turn = shared->calls.take();
            if (turn.early)
                co_await wait_until(turn.due);
            const auto request = shared->request.make();
            beast::get_lowest_layer(*stream).expires_after(timeout);
            co_await http::async_write(*stream, request, asio::use_awaitable);
            http::response<http::string_body> answer;
            co_await http::async_read(*stream, buffer, answer, asio::use_awaitable);
            if (answer.result() != http::status::ok)
                throw std::runtime_error("status " + std::to_string(answer.result_int()));
            const auto body = boost::json::parse(answer.body());
            const std::string token(body.at("token").as_string());
            const std::string expires_on(body.at("expiresOn").as_string());
            shared->token_bytes += token.size() + expires_on.size();
            shared->report.add_call(turn.due);
        }
    }
};

void run(const load_options& options)
{
    asio::io_context context(1);
    hand_written_load load(options);
    run_load(context, load, options);
}

} // namespace

int main(int argc, char** argv)
{
    return load_main("bench_hand_written", argc, argv, run);
}
