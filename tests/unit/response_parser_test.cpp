#include "transport/response_parser.hpp"

#include <doctest/doctest.h>

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/error.hpp>

using namespace acs;
namespace http = boost::beast::http;

namespace {

// Feeds the text in pieces of `step` bytes, as a connection's buffer does.
boost::system::error_code feed(transport::response_parser& parser, std::string_view text, std::size_t step)
{
    std::string buffer;
    boost::system::error_code ec;
    while (!parser.is_done()) {
        if (text.empty())
            return http::error::need_more;
        buffer += text.substr(0, step);
        text.remove_prefix(std::min(step, text.size()));
        while (!buffer.empty() && !parser.is_done()) {
            ec = {};
            buffer.erase(0, parser.put(boost::asio::buffer(buffer), ec));
            if (ec == http::error::need_more)
                break;
            if (ec)
                return ec;
        }
    }
    return {};
}

} // namespace

TEST_CASE("response parser: head and body, however they arrive")
{
    for (const std::size_t step : {1U, 2U, 3U, 7U, 50U, 1000U}) {
        CAPTURE(step);
        transport::response_parser plain(4096, 4096);
        REQUIRE_FALSE(feed(plain, "HTTP/1.1 201 Created\r\nA: b\r\nContent-Length: 5\r\n\r\nhello", step));
        CHECK(plain.message().status == 201);
        CHECK(plain.message().find("a") == "b");
        CHECK(plain.message().body == "hello");
        CHECK(plain.keep_alive());

        transport::response_parser chunked(4096, 4096);
        REQUIRE_FALSE(feed(
            chunked,
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: "
            "close\r\n\r\n3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nTrailer: "
            "x\r\n\r\n",
            step));
        CHECK(chunked.message().body == "abcde");
        CHECK_FALSE(chunked.message().find("Trailer"));
        CHECK_FALSE(chunked.keep_alive());

        transport::response_parser empty(4096, 4096);
        REQUIRE_FALSE(feed(empty, "HTTP/1.1 204 No Content\r\nX: y\r\n\r\n", step));
        CHECK(empty.message().status == 204);
    }
}

TEST_CASE("response parser: limits")
{
    transport::response_parser head(100, 4096);
    CHECK(
        feed(head, "HTTP/1.1 200 OK\r\nA: " + std::string(200, 'x') + "\r\n\r\n", 10) ==
        http::error::header_limit);
    transport::response_parser body(4096, 10);
    CHECK(feed(body, "HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n", 100) == http::error::body_limit);
    transport::response_parser chunks(4096, 10);
    CHECK(
        feed(
            chunks,
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: "
            "chunked\r\n\r\n8\r\nabcdefgh\r\n8\r\nabcdefgh\r\n0\r\n\r\n",
            9) == http::error::body_limit);
    transport::response_parser huge(4096, 10);
    CHECK(feed(huge, "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n", 100));
}

TEST_CASE("response parser: a status below 100 is none, however it arrives")
{
    for (const char* status : {"000", "001", "099"})
        for (const std::size_t step : {1U, 7U, 17U, 40U, 1000U}) {
            CAPTURE(status);
            CAPTURE(step);
            transport::response_parser parser(4096, 4096);
            CHECK(
                feed(parser, "HTTP/1.1 " + std::string(status) + " OK\r\nX: y\r\n\r\nbody", step) ==
                http::error::bad_status);
            CHECK_FALSE(parser.is_header_done());
        }
}

TEST_CASE("response parser: what is not HTTP")
{
    for (const char* text :
         {"SSH-2.0-OpenSSH_9.2\r\n", "HTTP/2 200\r\n\r\n", "HTTP/1.1 2x0 OK\r\n\r\n", "\x16\x03\x01",
          "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n"}) {
        CAPTURE(text);
        transport::response_parser parser(4096, 4096);
        CHECK(
            feed(parser, text, 1000).category() ==
            http::make_error_code(http::error::bad_version).category());
        CHECK_FALSE(parser.is_done());
    }
}
