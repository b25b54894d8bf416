#include "emulator/server/request_reader.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <string>

using acs::emulation::request_reader;
using state = request_reader::state;

namespace {

// Gives the reader a text as a connection would: what it doesn't take comes again, with more.
state feed(request_reader& reader, std::string_view text, std::size_t piece)
{
    std::string input;
    while (!text.empty() && reader.progress() == state::incomplete) {
        input += text.substr(0, piece);
        text.remove_prefix(std::min(piece, text.size()));
        input.erase(0, reader.read(input));
    }
    return reader.progress();
}

state outcome(std::string_view text)
{
    request_reader whole;
    const state result = feed(whole, text, text.size());
    request_reader slow;
    CHECK(feed(slow, text, 7) == result);
    return result;
}

const std::string chunked = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n";

} // namespace

TEST_CASE("emulator reader: the trailer's fields are not headers")
{
    request_reader reader;
    CHECK(
        feed(
            reader, chunked + "X-One: 1\r\n\r\n2\r\n{}\r\n0\r\nAuthorization: Bearer t\r\nHost: x\r\n\r\n",
            1000) == state::complete);
    CHECK(reader.received().body == "{}");
    CHECK(reader.received().headers.find("X-One") == "1");
    CHECK_FALSE(reader.received().headers.find("Authorization"));
    CHECK(reader.received().headers.count("Host") == 1);
}

TEST_CASE("emulator reader: a transfer coding other than chunked is refused")
{
    CHECK(outcome(chunked + "\r\n0\r\n\r\n") == state::complete);
    CHECK(
        outcome("POST / HTTP/1.1\r\nHost: h\r\ntransfer-encoding: CHUNKED\r\n\r\n0\r\n\r\n") ==
        state::complete);
    for (const char* coding :
         {"gzip", "gzip, chunked", "chunked, gzip", "identity", "xchunked", "chunked, chunked", ""}) {
        CAPTURE(coding);
        CHECK(
            outcome("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: " + std::string(coding) + "\r\n\r\n") ==
            state::malformed);
    }
    CHECK(outcome(chunked + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n") == state::malformed);
    CHECK(outcome("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n") == state::malformed);
    CHECK(outcome(chunked + "Content-Length: 5\r\n\r\n0\r\n\r\n") == state::malformed);
    CHECK(
        outcome("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n") ==
        state::malformed);
}

TEST_CASE("emulator reader: a request has one Host, which HTTP/1.0 may leave out")
{
    CHECK(outcome("GET / HTTP/1.1\r\nHost: h:1:1\r\n\r\n") == state::complete);
    CHECK(outcome("GET / HTTP/1.1\r\nAccept: a\r\n\r\n") == state::malformed);
    CHECK(outcome("GET / HTTP/1.1\r\nHost: h\r\nhost: h\r\n\r\n") == state::malformed);
    CHECK(outcome("GET / HTTP/1.0\r\n\r\n") == state::complete);
    CHECK(outcome("GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n") == state::malformed);
    request_reader reader;
    feed(reader, "GET / HTTP/1.1\r\n\r\n", 1000);
    CHECK(reader.complaint() == "The request must have one Host header.");
}

TEST_CASE("emulator reader: nothing grows without bound")
{
    const std::string much(request_reader::longest_head + 100, 'x');
    CHECK(outcome(chunked + "\r\n2;" + much) == state::head_too_long);
    CHECK(outcome(chunked + "\r\n0\r\nX: " + much) == state::head_too_long);
    CHECK(outcome("GET /" + much) == state::head_too_long);
    std::string fields;
    while (fields.size() < much.size())
        fields += "X: " + std::string(100, 'x') + "\r\n";
    CHECK(outcome("GET / HTTP/1.1\r\nHost: h\r\n" + fields + "\r\n") == state::head_too_long);
    CHECK(outcome(chunked + "\r\n0\r\n" + fields + "\r\n") == state::head_too_long);
    const std::string half = much.substr(much.size() / 2);
    CHECK(
        outcome("GET /" + half + " HTTP/1.1\r\nHost: h\r\nX: " + half + "\r\n\r\n") == state::head_too_long);
    CHECK(outcome(chunked + "X: " + half + "\r\n\r\n0\r\nY: " + half + "\r\n\r\n") == state::head_too_long);
    // A long body is not a long head.
    CHECK(
        outcome(
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(much.size()) + "\r\n\r\n" +
            much) == state::complete);
}

TEST_CASE("emulator reader: line ends before a request are skipped")
{
    CHECK(outcome("\r\n\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n") == state::complete);
    CHECK(outcome("\r\n") == state::incomplete);
    CHECK(outcome("\r\rGET / HTTP/1.1\r\nHost: h\r\n\r\n") == state::malformed);
    request_reader reader;
    CHECK(reader.read("\r") == 0);
    CHECK(reader.read("\r\nGET / HTTP/1.0\r\n\r\nmore") == 20);
    CHECK(reader.progress() == state::complete);
}
