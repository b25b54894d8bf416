#include "integration/await_emulator.hpp"
#include "integration/raw_connection.hpp"

#include <acs/emulator.hpp>
#include <acs/manual_clock.hpp>

#include <chrono>
#include <doctest/doctest.h>
#include <memory>
#include <stdexcept>
#include <string_view>

using namespace std::chrono_literals;

namespace {

constexpr std::string_view last_request = "POST /identities?api-version=2023-10-01 HTTP/1.1\r\n"
                                          "Host: h\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

// An emulator with a clock that stands still, and a client of it.
struct fixture
{
    explicit fixture(bool tls)
        : service(acs::emulator_options().tls(tls).time(clock)),
          client(
              tls ? std::make_unique<raw_connection>(service.port(), service.ca_file())
                  : std::make_unique<raw_connection>(service.port()))
    {}

    void await_waiter()
    {
        await_emulator(service, [this] { return clock->pending() != 0; });
    }

    const std::shared_ptr<acs::manual_clock> clock = std::make_shared<acs::manual_clock>();
    acs::emulator service;
    std::unique_ptr<raw_connection> client;
};

} // namespace

TEST_CASE("emulator closing: a peer that does not close in its turn is not waited for beyond 5 s")
{
    for (const bool tls : {false, true}) {
        CAPTURE(tls);
        fixture f(tls);
        f.client->send(last_request);
        CHECK(f.client->receive_answer().status() == 401);
        CHECK(f.client->receive_to_end().empty());
        CHECK(f.client->how_ended() == (tls ? raw_connection::end::close_notify : raw_connection::end::fin));
        f.await_waiter();
        f.clock->advance(4999ms);
        CHECK(f.clock->pending() == 1);
        f.client->send(last_request); // nobody reads it, but it doesn't break the connection either
        f.clock->advance(1ms);
        await_emulator(f.service, [&f] { return f.clock->pending() == 0; });
        // The socket is gone: what comes now is answered by a reset.
        await_emulator(f.service, [&f] {
            try {
                f.client->send_raw("x");
                return false;
            } catch (const std::runtime_error&) {
                return true;
            }
        });
    }
}

TEST_CASE("emulator closing: the wait for the peer's end is over when that comes")
{
    fixture f(true);
    f.client->send(last_request);
    f.client->receive_to_end();
    f.await_waiter();
    f.client.reset();
    await_emulator(f.service, [&f] { return f.clock->pending() == 0; });
    // A peer that speaks no TLS gets an alert and the same time to go.
    raw_connection stranger(f.service.port());
    stranger.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    stranger.receive_to_end();
    f.await_waiter();
    f.clock->advance(5s);
    await_emulator(f.service, [&f] { return f.clock->pending() == 0; });
}
