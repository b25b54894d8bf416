// The same load as bench_client's, by a loop written by hand with Beast: each request is made and signed
// anew, each answer parsed. Prints the same line of JSON.

#include "hand_written/hand_written_connection.hpp"
#include "hand_written/hand_written_request.hpp"
#include "load/load_program.hpp"

#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/json.hpp>
#include <memory>
#include <vector>

namespace asio = boost::asio;
namespace http = boost::beast::http;

namespace {

struct bare_load
{
    const load_options& options;
    asio::ssl::context tls;
    hand_written_request request;
    load_calls calls;
    load_report report;
    std::vector<std::unique_ptr<hand_written_stream>> streams; // of each worker
    std::size_t token_bytes = 0;

    explicit bare_load(const load_options& of)
        : options(of), tls(make_hand_written_context(of)), request(of), report(of), streams(of.concurrency)
    {}

    static asio::awaitable<void> work(bare_load* shared, std::size_t worker)
    {
        auto& stream = shared->streams[worker];
        if (!stream)
            stream = co_await open_hand_written_connection(shared->options, shared->tls);
        boost::beast::flat_buffer buffer;
        buffer.reserve(16 * 1024);
        while (shared->calls.left()) {
            const auto turn = shared->calls.take();
            if (turn.early)
                co_await wait_until(turn.due);
            const auto request = shared->request.make();
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
    bare_load load(options);
    run_load(context, load, options);
}

} // namespace

int main(int argc, char** argv)
{
    return load_main("bench_bare_loop", argc, argv, run);
}
