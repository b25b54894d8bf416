#include "wire/tunnel_answer.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using acs::wire::tunnel_answer;
using state = tunnel_answer::state;

namespace {

constexpr std::string_view established = "HTTP/1.1 200 Connection established\r\nProxy-agent: x/1\r\n\r\n";

// In one piece, and in pieces of one byte: both must come to the same.
tunnel_answer answer_of(std::string_view text, std::size_t& taken)
{
    tunnel_answer whole;
    taken = whole.take(text);
    tunnel_answer pieces;
    std::size_t sum = 0;
    for (const char& c : text)
        sum += pieces.take(std::string_view(&c, 1));
    CHECK(sum == taken);
    CHECK(pieces.now() == whole.now());
    CHECK(pieces.status() == whole.status());
    return whole;
}

tunnel_answer answer_of(std::string_view text)
{
    std::size_t taken = 0;
    return answer_of(text, taken);
}

} // namespace

TEST_CASE("tunnel_answer: takes exactly the head")
{
    for (const std::string_view head :
         {established, std::string_view("HTTP/1.0 200 OK\r\n\r\n"), std::string_view("HTTP/1.1 299\r\n\r\n"),
          std::string_view("HTTP/1.1 200 OK\n\n"),
          std::string_view("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n")}) {
        CAPTURE(head);
        for (const std::string_view after : {"", "\x16\x03\x01", "\r\n\r\n", "HTTP/1.1 403 No\r\n\r\n"}) {
            std::size_t taken = 0;
            const auto answer = answer_of(std::string(head) + std::string(after), taken);
            CHECK(answer.now() == state::complete);
            CHECK(answer.status() / 100 == 2);
            CHECK(taken == head.size());
        }
        for (std::size_t size = 0; size < head.size(); ++size)
            CHECK(answer_of(head.substr(0, size)).now() == state::incomplete);
    }
}

TEST_CASE("tunnel_answer: interim answers are skipped, not for ever")
{
    const std::string interim = "HTTP/1.1 100 Continue\r\nX: 1\r\n\r\n";
    std::string many;
    for (int i = 0; i < 10; ++i)
        many += interim;
    std::size_t taken = 0;
    const auto answer = answer_of(many + std::string(established) + "x", taken);
    CHECK(answer.now() == state::complete);
    CHECK(answer.status() == 200);
    CHECK(taken == many.size() + established.size());
    CHECK(answer_of(interim).now() == state::incomplete);
    CHECK(answer_of(many + interim).now() == state::not_http);
}

TEST_CASE("tunnel_answer: what is not HTTP is known at once")
{
    for (const std::string_view text :
         {std::string_view("<html>"), std::string_view("\x05\x00", 2), std::string_view("\x15\x03\x01"),
          std::string_view("\r\n"), std::string_view("http/1.1 200 OK\r\n"),
          std::string_view("HTTP/2 200\r\n"), std::string_view("HTTP/1.x 200 OK\r\n"),
          std::string_view("HTTP/1.1  200\r\n"), std::string_view("HTTP/1.1 20\r\n"),
          std::string_view("HTTP/1.1 2000\r\n"), std::string_view("HTTP/1.1 -20 OK\r\n"),
          std::string_view("HTTP/1.1 000 OK\r\n"), std::string_view("HTTP/1.1 099 OK\r\n"),
          std::string_view("HTTP/1.1 600 OK\r\n"), std::string_view("HTTP/1.1 101 Switching\r\n"),
          std::string_view("HTTP/1.1\r\n")}) {
        CAPTURE(text);
        CHECK(answer_of(text).now() == state::not_http);
    }
}

TEST_CASE("tunnel_answer: a head without end is too large")
{
    std::string head = "HTTP/1.1 200 OK\r\nX: ";
    head.resize(tunnel_answer::max_head, 'x');
    CHECK(answer_of(head).now() == state::incomplete);
    std::size_t taken = 0;
    CHECK(answer_of(head + "x", taken).now() == state::too_large);
    CHECK(taken == head.size());
    head.replace(head.size() - 4, 4, "\r\n\r\n");
    CHECK(answer_of(head + "x").now() == state::complete);
}

TEST_CASE("tunnel_answer: whether Basic authentication is offered")
{
    const std::string start = "HTTP/1.1 407 Proxy Authentication Required\r\n";
    CHECK(answer_of(start + "Proxy-Authenticate: Basic realm=\"x\"\r\n\r\n").offers_basic());
    CHECK(answer_of(start + "A: b\r\nproxy-authenticate:Negotiate, bAsIc\r\n\r\n").offers_basic());
    CHECK(answer_of(start + "Proxy-Authenticate: NTLM\r\nProxy-Authenticate: basic\r\n\r\n").offers_basic());
    CHECK_FALSE(answer_of(start + "Proxy-Authenticate: NTLM\r\nX: Basic\r\n\r\n").offers_basic());
    CHECK_FALSE(answer_of(start + "\r\n").offers_basic());
    CHECK_FALSE(tunnel_answer().offers_basic());
}
