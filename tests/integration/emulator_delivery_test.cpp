#include "integration/await_emulator.hpp"
#include "integration/raw_connection.hpp"

#include <acs/emulator.hpp>
#include <acs/manual_clock.hpp>

#include <chrono>
#include <doctest/doctest.h>
#include <memory>
#include <string>

using namespace std::chrono_literals;

namespace {

constexpr std::string_view empty_post = "POST /identities?api-version=2023-10-01 HTTP/1.1\r\n"
                                        "Host: localhost\r\nContent-Length: 0\r\n\r\n";

// As the service does, the emulator sends its errors in chunks.
constexpr std::string_view end_of_chunks = "\r\n0\r\n\r\n";

// An emulator with a clock that stands still, and a client of it. The client has no credential: its answers
// are 401s, and those are delivered like all others.
class fixture
{
public:
    explicit fixture(bool tls)
        : service(acs::emulator_options().tls(tls).time(clock)), client(connect(tls, service))
    {}

    void set_fault(const std::string& kind, const std::string& fields = {})
    {
        const acs::control_reply reply =
            service.control("POST", "faults", R"({"op":"*","times":1,"kind":")" + kind + '"' + fields + '}');
        REQUIRE_MESSAGE(reply.status / 100 == 2, reply.body);
    }

    void await_waiter()
    {
        await_emulator(service, [this] { return clock->pending() != 0; });
    }

    // The answer to the next request, on a connection of which nothing is known to be wrong.
    void check_client_usable()
    {
        client->send(empty_post);
        CHECK(client->receive_answer().status() == 401);
    }

    const std::shared_ptr<acs::manual_clock> clock = std::make_shared<acs::manual_clock>();
    acs::emulator service;
    std::unique_ptr<raw_connection> client;

private:
    static std::unique_ptr<raw_connection> connect(bool tls, const acs::emulator& service)
    {
        if (!tls)
            return std::make_unique<raw_connection>(service.port());
        return std::make_unique<raw_connection>(service.port(), service.ca_file());
    }
};

// What an answer looks like without any fault.
raw_answer ordinary_answer(fixture& f)
{
    f.client->send(empty_post);
    return f.client->receive_answer();
}

raw_connection::end proper_end(bool tls)
{
    return tls ? raw_connection::end::close_notify : raw_connection::end::fin;
}

} // namespace

TEST_CASE("emulator delivery: a delayed answer waits for the clock")
{
    for (const bool tls : {false, true}) {
        CAPTURE(tls);
        fixture f(tls);
        f.set_fault("delay", R"(,"milliseconds":5000)");
        f.client->send(empty_post);
        f.await_waiter();
        f.client->send(empty_post); // read meanwhile, answered afterwards
        f.clock->advance(4999ms);
        CHECK(f.clock->pending() == 1);
        f.clock->advance(1ms);
        CHECK(f.client->receive_answer().status() == 401);
        CHECK(f.client->receive_answer().status() == 401);
        f.check_client_usable();
    }
}

TEST_CASE("emulator delivery: a delay ends when the peer goes")
{
    for (const bool tls : {false, true}) {
        CAPTURE(tls);
        fixture f(tls);
        f.set_fault("delay", R"(,"milliseconds":5000)");
        f.client->send(empty_post);
        f.await_waiter();
        f.client.reset();
        await_emulator(f.service, [&f] { return f.clock->pending() == 0; });
    }
}

TEST_CASE("emulator delivery: a hanging answer keeps the connection until the peer goes")
{
    for (const bool tls : {false, true}) {
        CAPTURE(tls);
        fixture f(tls);
        f.set_fault("hang");
        f.client->send(empty_post);
        f.client->send(empty_post);
        f.client->finish_sending();
        CHECK(f.client->receive_to_end().empty());
    }
}

TEST_CASE("emulator delivery: reset instead of the answer")
{
    for (const bool tls : {false, true}) {
        CAPTURE(tls);
        fixture f(tls);
        f.set_fault("reset_before");
        f.client->send(empty_post);
        CHECK(f.client->receive_to_end().empty());
        CHECK(f.client->how_ended() == raw_connection::end::reset);
    }
}

TEST_CASE("emulator delivery: reset inside the answer")
{
    for (const bool tls : {false, true}) {
        CAPTURE(tls);
        fixture f(tls);
        const raw_answer whole = ordinary_answer(f);
        f.set_fault("reset_inside");
        f.client->send(empty_post);
        const std::string part = f.client->receive_to_end();
        CHECK(f.client->how_ended() == raw_connection::end::reset);
        CHECK(part.starts_with("HTTP/1.1 401 "));
        CHECK(part.size() < whole.head.size() + whole.body.size());
    }
}

TEST_CASE("emulator delivery: close without an answer")
{
    for (const bool tls : {false, true}) {
        CAPTURE(tls);
        fixture f(tls);
        f.set_fault("close");
        f.client->send(empty_post);
        CHECK(f.client->receive_to_end().empty());
        CHECK(f.client->how_ended() == proper_end(tls));
    }
}

TEST_CASE("emulator delivery: a truncated body, its length promised")
{
    for (const bool tls : {false, true}) {
        CAPTURE(tls);
        fixture f(tls);
        const raw_answer whole = ordinary_answer(f);
        f.set_fault("truncate");
        f.client->send(empty_post);
        const std::string part = f.client->receive_to_end();
        CHECK(f.client->how_ended() == proper_end(tls));
        const std::size_t head_end = part.find("\r\n\r\n");
        REQUIRE(head_end != std::string::npos);
        const raw_answer answer{part.substr(0, head_end + 4), part.substr(head_end + 4)};
        CHECK(answer.field("Content-Length") == std::to_string(whole.body.size()));
        CHECK_FALSE(answer.body.empty());
        CHECK(whole.body.starts_with(answer.body));
        CHECK(answer.body.size() < whole.body.size());
    }
}

TEST_CASE("emulator delivery: chunks")
{
    fixture f(true);
    const raw_answer whole = ordinary_answer(f);
    f.set_fault("chunked");
    f.client->send(empty_post);
    const raw_answer answer = f.client->receive_answer();
    CHECK(answer.field("Transfer-Encoding") == "chunked");
    CHECK(answer.field("Content-Length").empty());
    CHECK(answer.body == whole.body);
    f.check_client_usable();
    f.set_fault("chunked");
    f.client->send("POST /identities?api-version=2023-10-01 HTTP/1.1\r\nHost: localhost\r\n"
                   "Content-Length: 0\r\nConnection: close\r\n\r\n");
    const std::string bytes = f.client->receive_to_end();
    std::size_t chunks = 0;
    const std::string body = bytes.substr(bytes.find("\r\n\r\n") + 4);
    for (std::size_t at = 0; at < body.size(); ++chunks)
        at = body.find("\r\n", at) + 2 + std::stoul(body.substr(at), nullptr, 16) + 2;
    CHECK(chunks == 4); // the empty one included
}

TEST_CASE("emulator delivery: a slow drip")
{
    for (const bool tls : {false, true}) {
        CAPTURE(tls);
        fixture f(tls);
        const raw_answer whole = ordinary_answer(f);
        f.set_fault("drip", R"(,"bytes":100,"milliseconds":2000)");
        f.client->send(empty_post);
        // A piece comes, then nothing until the clock has moved.
        std::string bytes = f.client->receive();
        CHECK(bytes.size() == 100);
        while (!bytes.ends_with(end_of_chunks)) {
            f.await_waiter();
            f.clock->advance(2s);
            const std::string piece = f.client->receive();
            CHECK(piece.size() <= 100);
            bytes += piece;
        }
        CHECK(bytes.starts_with("HTTP/1.1 401 "));
        CHECK(bytes.size() > whole.head.size() + whole.body.size());
        f.check_client_usable();
    }
}

TEST_CASE("emulator delivery: the connection's end, announced or not")
{
    for (const bool tls : {false, true}) {
        for (const bool announced : {false, true}) {
            CAPTURE(tls);
            CAPTURE(announced);
            fixture f(tls);
            f.set_fault(announced ? "connection_close" : "silent_close");
            f.client->send(empty_post);
            const raw_answer answer = f.client->receive_answer();
            CHECK(answer.status() == 401);
            CHECK(answer.field("Connection") == (announced ? "close" : ""));
            CHECK(f.client->receive_to_end().empty());
            CHECK(f.client->how_ended() == proper_end(tls));
        }
    }
}

TEST_CASE("emulator delivery: interim answers, though not for HTTP/1.0")
{
    fixture f(true);
    f.set_fault("interim", R"(,"status":[100,103])");
    f.client->send(empty_post);
    CHECK(f.client->receive_answer().head == "HTTP/1.1 100 Continue\r\n\r\n");
    CHECK(f.client->receive_answer().head.starts_with("HTTP/1.1 103 "));
    CHECK(f.client->receive_answer().status() == 401);
    f.set_fault("interim");
    f.client->send("POST /identities?api-version=2023-10-01 HTTP/1.0\r\nContent-Length: 0\r\n\r\n");
    CHECK(f.client->receive_answer().status() == 401);
}

TEST_CASE("emulator delivery: an emulator ends at once, whatever is going on")
{
    for (const bool tls : {false, true}) {
        CAPTURE(tls);
        auto f = std::make_unique<fixture>(tls);
        f->set_fault("delay", R"(,"milliseconds":3600000)");
        f->client->send(empty_post);
        f->await_waiter();
        const auto port = f->service.port();
        const auto ca = f->service.ca_file();
        auto hanging =
            tls ? std::make_unique<raw_connection>(port, ca) : std::make_unique<raw_connection>(port);
        f->set_fault("hang");
        hanging->send(empty_post);
        const auto half = std::make_unique<raw_connection>(port); // in the middle of a handshake
        const auto clock = f->clock;
        const auto client = std::move(f->client);
        f.reset();
        CHECK(clock->pending() == 0);
        CHECK(client->receive_to_end().empty());
        CHECK(hanging->receive_to_end().empty());
        CHECK(half->receive_to_end().empty());
    }
}
