#include "integration/raw_connection.hpp"

#include <acs/emulator.hpp>

#include <doctest/doctest.h>
#include <stdexcept>
#include <string>

namespace {

constexpr std::string_view empty_post = "POST /identities?api-version=2023-10-01 HTTP/1.1\r\n"
                                        "Host: localhost\r\nContent-Length: 0\r\n\r\n";
constexpr std::string_view get_stats = "GET /_emulator/stats HTTP/1.1\r\nHost: localhost\r\n\r\n";

acs::emulator_options plain()
{
    return acs::emulator_options().tls(false);
}

} // namespace

TEST_CASE("emulator server: shakes hands with a certificate of the authority it has written")
{
    const acs::emulator service;
    CHECK(service.endpoint() == "https://127.0.0.1:" + std::to_string(service.port()));
    for (const char* host : {"127.0.0.1", "localhost", "::1"}) {
        CAPTURE(host);
        raw_connection client(service.port(), service.ca_file(), host);
        CHECK(client.protocol() == "TLSv1.3");
        client.send(empty_post);
        CHECK(client.receive_answer().status() == 401);
    }
    CHECK_THROWS_AS(raw_connection(service.port(), service.ca_file(), "example.com"), std::runtime_error);
    const acs::emulator other;
    CHECK_THROWS_AS(raw_connection(service.port(), other.ca_file()), std::runtime_error);
}

TEST_CASE("emulator server: the certificate is for the hosts of the options")
{
    const acs::emulator service(
        acs::emulator_options().certificate_hosts({"*.example.com", "192.0.2.1", "2001:db8::1"}));
    raw_connection(service.port(), service.ca_file(), "a.example.com");
    raw_connection(service.port(), service.ca_file(), "192.0.2.1");
    raw_connection(service.port(), service.ca_file(), "2001:db8::1");
    CHECK_THROWS_AS(raw_connection(service.port(), service.ca_file(), "localhost"), std::runtime_error);
    CHECK_THROWS_AS(raw_connection(service.port(), service.ca_file(), "127.0.0.1"), std::runtime_error);
    for (const char* bad : {"", "a,DNS:b", "a b", "[::1]"}) {
        CAPTURE(bad);
        CHECK_THROWS_AS(
            acs::emulator(acs::emulator_options().certificate_hosts({bad})), std::invalid_argument);
    }
}

TEST_CASE("emulator server: speaks TLS 1.2 and nothing older, and resumes sessions of both versions")
{
    const acs::emulator service;
    for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        CAPTURE(version);
        raw_connection first(service.port(), service.ca_file(), "127.0.0.1", nullptr, version);
        CHECK(first.protocol() == (version == TLS1_2_VERSION ? "TLSv1.2" : "TLSv1.3"));
        CHECK_FALSE(first.was_resumed());
        first.send(empty_post);
        first.receive_answer();
        raw_connection second(service.port(), service.ca_file(), "127.0.0.1", first.session().get(), version);
        CHECK(second.was_resumed());
        second.send(empty_post);
        CHECK(second.receive_answer().status() == 401);
    }
    CHECK_THROWS_AS(
        raw_connection(service.port(), service.ca_file(), "127.0.0.1", nullptr, TLS1_1_VERSION),
        std::runtime_error);
}

TEST_CASE("emulator server: listens on ::1 too, where there is IPv6")
{
    const acs::emulator service;
    try {
        const raw_connection probe(service.port(), true);
    } catch (const std::runtime_error&) {
        MESSAGE("no IPv6 here");
        return;
    }
    raw_connection client(service.port(), service.ca_file(), "::1", nullptr, 0, true);
    client.send(empty_post);
    CHECK(client.receive_answer().status() == 401);
}

TEST_CASE("emulator server: a connection is kept, and closed in answer to the peer's close_notify")
{
    const acs::emulator service;
    raw_connection client(service.port(), service.ca_file());
    for (int i = 0; i < 3; ++i) {
        client.send(empty_post);
        const raw_answer answer = client.receive_answer();
        CHECK(answer.status() == 401);
        CHECK(answer.field("Connection").empty());
    }
    client.send("POST /identities HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    CHECK(client.receive_answer().field("Connection") == "close");
    CHECK(client.receive().empty());
    CHECK(client.how_ended() == raw_connection::end::close_notify);
}

TEST_CASE("emulator server: pipelined requests are answered in their order, bodies of every length included")
{
    const acs::emulator service(plain());
    raw_connection client(service.port());
    std::string requests;
    for (int i = 0; i < 50; ++i) {
        requests += empty_post;
        const std::string body(static_cast<std::size_t>(i) * 700, ' ');
        requests +=
            "POST /_emulator/reset HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(body.size()) +
            "\r\n\r\n" + body;
        requests += get_stats;
    }
    client.send(requests);
    for (int i = 0; i < 50; ++i) {
        CHECK(client.receive_answer().status() == 401);
        CHECK(client.receive_answer().status() / 100 == 2);
        CHECK(client.receive_answer().status() == 200);
    }
}

TEST_CASE("emulator server: a request may come in pieces, and its body in chunks")
{
    const acs::emulator service(plain());
    raw_connection client(service.port());
    for (const char c : empty_post)
        client.send({&c, 1});
    CHECK(client.receive_answer().status() == 401);

    client.send("POST /_emulator/clock HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
    client.send("8\r\n{\"offset\r\n");
    client.send("c\r\nSeconds\":60}\r\n0\r\n\r\n");
    CHECK(client.receive_answer().status() / 100 == 2);
}

TEST_CASE("emulator server: 100 Continue is sent to who waits for it")
{
    const acs::emulator service;
    raw_connection client(service.port(), service.ca_file());
    client.send(
        "POST /_emulator/clock HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 20\r\n\r\n");
    CHECK(client.receive(25) == "HTTP/1.1 100 Continue\r\n\r\n");
    client.send(R"({"offsetSeconds":60})");
    CHECK(client.receive_answer().status() / 100 == 2);
    // The body is here already: nobody waits.
    client.send(
        "POST /_emulator/clock HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 20\r\n\r\n"
        R"({"offsetSeconds":60})");
    CHECK(client.receive_answer().status() / 100 == 2);
    // Too long to be wanted.
    client.send(
        "POST /identities HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2000000\r\n\r\n");
    CHECK(client.receive_answer().status() == 413);
}

TEST_CASE("emulator server: HTTP/1.0 closes unless asked to keep the connection")
{
    const acs::emulator service(plain());
    raw_connection client(service.port());
    client.send("POST /identities HTTP/1.0\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n");
    CHECK(client.receive_answer().field("Connection") == "keep-alive");
    client.send("POST /identities HTTP/1.0\r\nContent-Length: 0\r\n\r\n");
    CHECK(client.receive_answer().field("Connection") == "close");
    CHECK(client.receive().empty());
    CHECK(client.how_ended() == raw_connection::end::fin);
}

TEST_CASE("emulator server: the answer to a HEAD has no body")
{
    const acs::emulator service(plain());
    raw_connection client(service.port());
    client.send("HEAD /identities HTTP/1.1\r\nHost: h\r\n\r\n");
    CHECK(client.receive_answer(true).status() / 100 == 4);
    client.send(get_stats); // the next bytes are those of the next answer
    const raw_answer answer = client.receive_answer();
    CHECK(answer.status() == 200);
    CHECK(answer.field("Content-Length") == std::to_string(answer.body.size()));
}

TEST_CASE("emulator server: what is too long or no HTTP is refused, and the connection closed")
{
    const acs::emulator service(plain());
    const std::string long_body(1024 * 1024 + 1, 'x');
    struct
    {
        std::string request;
        int status;
    } const cases[] = {
        {"POST /identities HTTP/1.1\r\nHost: h\r\nContent-Length: 1048577\r\n\r\n" + long_body, 413},
        {"POST /identities HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n100001\r\n" + long_body +
             "\r\n0\r\n\r\n",
         413},
        {"GET / HTTP/1.1\r\nHost: h\r\nX: " + std::string(70 * 1024, 'x') + "\r\n\r\n", 431},
        {"GET / HTTP/2.0\r\n\r\n", 400},
        {"nonsense\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nContent-Length: many\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\n\r\n", 400},
        {"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 400},
        {"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1;" + long_body.substr(0, 90'000),
         431},
    };
    for (const auto& one : cases) {
        CAPTURE(one.request.substr(0, 60));
        raw_connection client(service.port());
        client.send(one.request);
        const raw_answer answer = client.receive_answer();
        CHECK(answer.status() == one.status);
        CHECK(answer.field("Connection") == "close");
        CHECK(answer.body.find("\"error\"") != std::string::npos);
        CHECK(client.receive().empty());
        CHECK(client.how_ended() == raw_connection::end::fin);
    }
    raw_connection client(service.port());
    client.send(
        "POST /identities HTTP/1.1\r\nHost: h\r\nContent-Length: 1048576\r\n\r\n" + long_body.substr(1));
    CHECK(client.receive_answer().status() == 401); // just not too long
}

TEST_CASE("emulator server: plaintext on a TLS port, and a client that goes in the middle, do no harm")
{
    const acs::emulator service;
    {
        raw_connection client(service.port());
        client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        client.receive_to_end();
        CHECK(client.how_ended() == raw_connection::end::fin);
    }
    {
        raw_connection client(service.port(), service.ca_file());
        client.send("POST /identities HT");
    }
    {
        raw_connection client(service.port(), service.ca_file());
        client.send_raw("this is not a TLS record");
        client.receive_to_end();
    }
    {
        raw_connection client(service.port()); // goes without a word
    }
    raw_connection client(service.port(), service.ca_file());
    client.send(empty_post);
    CHECK(client.receive_answer().status() == 401);
}

TEST_CASE("emulator server: who sends no more still gets the answers to what he sent")
{
    const acs::emulator service(plain());
    raw_connection client(service.port());
    client.send(std::string(empty_post) + std::string(get_stats));
    client.finish_sending();
    CHECK(client.receive_answer().status() == 401);
    CHECK(client.receive_answer().status() == 200);
    CHECK(client.receive().empty());
}

TEST_CASE("emulator server: without TLS there is no authority and no temporary folder")
{
    const acs::emulator service(plain());
    CHECK(service.endpoint() == "http://127.0.0.1:" + std::to_string(service.port()));
    CHECK(service.ca_file().empty());
    CHECK(service.state_dir().empty());
}
