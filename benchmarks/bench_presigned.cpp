// The least that a client of this shape can cost: the same load as bench_client's with one request, signed
// once, whose bytes are sent again and again; of the answers only the bytes are counted. Prints the same line
// of JSON.

#include "hand_written/hand_written_connection.hpp"
#include "hand_written/hand_written_request.hpp"
#include "load/load_program.hpp"

#include <array>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/write.hpp>
#include <memory>
#include <sstream>
#include <string_view>
#include <vector>

namespace asio = boost::asio;

namespace {

std::string bytes_of(const hand_written_request& request)
{
    std::ostringstream text;
    text << request.make();
    return text.str();
}

struct presigned_load
{
    const load_options& options;
    asio::ssl::context tls;
    std::string request;
    load_calls calls;
    load_report report;
    std::vector<std::unique_ptr<hand_written_stream>> streams; // of each worker

    explicit presigned_load(const load_options& of)
        : options(of), tls(make_hand_written_context(of)), request(bytes_of(hand_written_request(of))),
          report(of), streams(of.concurrency)
    {}

    static asio::awaitable<void> work(presigned_load* shared, std::size_t worker)
    {
        auto& stream = shared->streams[worker];
        if (!stream)
            stream = co_await open_hand_written_connection(shared->options, shared->tls);
        std::array<char, 16 * 1024> buffer;
        std::size_t answer_size = 0; // all answers are of one size
        while (shared->calls.left()) {
            const auto turn = shared->calls.take();
            if (turn.early)
                co_await wait_until(turn.due);
            co_await asio::async_write(*stream, asio::buffer(shared->request), asio::use_awaitable);
            std::size_t received = 0;
            do {
                const std::size_t size =
                    co_await stream->async_read_some(asio::buffer(buffer), asio::use_awaitable);
                if (received == 0 && std::string_view(buffer.data(), size).substr(9, 3) != "200")
                    throw std::runtime_error("the service refused the request");
                received += size;
            } while (received < answer_size);
            answer_size = received;
            shared->report.add_call(turn.due);
        }
    }
};

void run(const load_options& options)
{
    asio::io_context context(1);
    presigned_load load(options);
    run_load(context, load, options);
}

} // namespace

int main(int argc, char** argv)
{
    return load_main("bench_presigned", argc, argv, run);
}
