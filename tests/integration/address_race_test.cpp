#include "address_race_fixture.hpp"

#include <doctest/doctest.h>

#include <boost/asio/error.hpp>

using namespace acs;
using namespace std::chrono_literals;
using transport::address_list;
namespace asio = boost::asio;
using asio::ip::tcp;

TEST_CASE_FIXTURE(address_race_fixture, "address race: one address that accepts")
{
    const auto call = start({good()});
    run_until_done(*call);
    REQUIRE(call->socket.has_value());
    CHECK(call->socket->remote_endpoint() == good());
    tcp::no_delay no_delay;
    call->socket->get_option(no_delay);
    CHECK(no_delay.value());
    CHECK(call->socket->get_executor() == asio::any_io_executor(context->get_executor()));
    CHECK(clock->pending() == 0);
}

TEST_CASE_FIXTURE(address_race_fixture, "address race: a silent address holds the next one up for 250 ms")
{
    const auto call = start({silent(), good()});
    advance(250ms - 1ns);
    CHECK_FALSE(was_connected());
    CHECK_FALSE(call->done);
    advance(1ns);
    run_until_done(*call);
    REQUIRE(call->socket.has_value());
    CHECK(call->socket->remote_endpoint() == good());
    CHECK(was_connected());
}

TEST_CASE_FIXTURE(address_race_fixture, "address race: an address that refuses holds nobody up")
{
    const auto call = start({refused(), refused(), good(), silent()});
    run_until_done(*call);
    REQUIRE(call->socket.has_value());
    CHECK(call->socket->remote_endpoint() == good());
}

TEST_CASE_FIXTURE(address_race_fixture, "address race: silent addresses and those that refuse, mixed")
{
    const auto call = start({silent(), refused(), silent(), good()});
    advance(250ms); // to the one that refuses, and from there at once to the silent one
    CHECK_FALSE(call->done);
    advance(250ms);
    run_until_done(*call);
    REQUIRE(call->socket.has_value());
    CHECK(call->socket->remote_endpoint() == good());
}

TEST_CASE_FIXTURE(address_race_fixture, "address race: all are silent until the limit")
{
    const address_list addresses{silent(), silent(), silent()};
    const auto call = start(addresses);
    for (int i = 0; i < 39; ++i)
        advance(250ms);
    advance(250ms - 1ns);
    CHECK_FALSE(call->done);
    advance(1ns);
    REQUIRE(call->done);
    CHECK(call->why.code == errc::connect_timeout);
    CHECK_FALSE(call->why.cause.failed());
    CHECK(
        call->why.what ==
        "127.0.0.1 port " + std::to_string(addresses[0].port()) + ", one of 3 addresses tried");
}

TEST_CASE_FIXTURE(address_race_fixture, "address race: all refuse")
{
    const address_list addresses{refused(), refused()};
    const auto two = start(addresses);
    run_until_done(*two);
    CHECK(two->why.code == errc::connect_failed);
    CHECK(two->why.cause == asio::error::connection_refused);
    CHECK(
        two->why.what ==
        "127.0.0.1 port " + std::to_string(addresses[0].port()) + ", one of 2 addresses tried");
    const auto one = start({addresses[1]});
    run_until_done(*one);
    CHECK(one->why.what == "127.0.0.1 port " + std::to_string(addresses[1].port()));
    const auto none = start({});
    REQUIRE(none->done);
    CHECK(none->why.code == errc::connect_failed);
}

TEST_CASE_FIXTURE(
    address_race_fixture, "address race: a refusal after silence is a timeout of the silent one")
{
    const address_list addresses{refused(), silent()};
    const auto call = start(addresses);
    settle();
    advance(10s);
    run_until_done(*call);
    CHECK(call->why.code == errc::connect_timeout);
    CHECK_FALSE(call->why.cause.failed());
    CHECK(
        call->why.what ==
        "127.0.0.1 port " + std::to_string(addresses[1].port()) + ", one of 2 addresses tried");
}

TEST_CASE_FIXTURE(
    address_race_fixture,
    "address race: every address gets its turn, however short the limit or the deadline")
{
    const auto limited = start({silent(), silent(), silent(), good()}, 400ms);
    for (int i = 0; i < 3; ++i)
        advance(100ms);
    run_until_done(*limited);
    CHECK(limited->socket.has_value());

    const auto ending = start({silent(), good()}, 10s, 100ms);
    advance(50ms);
    run_until_done(*ending);
    CHECK(ending->socket.has_value());
}

TEST_CASE_FIXTURE(address_race_fixture, "address race: no more than 16 addresses")
{
    address_list addresses;
    for (int i = 0; i < 17; ++i)
        addresses.push_back(refused());
    addresses.push_back(good());
    const auto call = start(addresses);
    run_until_done(*call);
    CHECK(call->why.what.ends_with(", one of 16 addresses tried"));
}

TEST_CASE_FIXTURE(address_race_fixture, "address race: both families")
{
    asio::io_context other;
    tcp::endpoint six(asio::ip::address_v6::loopback(), 9);
    boost::system::error_code ec;
    tcp::acceptor there(other);
    there.open(tcp::v6(), ec);
    if (!ec)
        there.bind({asio::ip::address_v6::loopback(), 0}, ec);
    if (!ec) {
        there.listen();
        six = there.local_endpoint();
    }
    // Where there is no IPv6, that attempt fails at once.
    const auto call = start({refused(), silent(), six, good()});
    for (int i = 0; !call->done && i < 4; ++i) {
        for (int j = 0; !call->done && j < 100; ++j)
            settle();
        advance(250ms);
    }
    run_until_done(*call);
    REQUIRE(call->socket.has_value());
    CHECK(call->socket->remote_endpoint() == (ec ? good() : six));
}

TEST_CASE_FIXTURE(
    address_race_fixture, "address race: the call's end ends it in the middle, and closes all sockets")
{
    const address_list addresses{silent(), silent(), silent()};
    const int before = open_sockets();
    const auto canceled = start(addresses);
    advance(300ms);
    CHECK(open_sockets() == before + 2);
    canceled->limit->interrupt(errc::canceled);
    settle();
    REQUIRE(canceled->done);
    CHECK(canceled->why.code == errc::canceled);
    CHECK(canceled->why.what == "connecting");
    CHECK(open_sockets() == before);

    const auto ending = start(addresses, 10s, 600ms);
    advance(200ms);
    advance(200ms);
    CHECK(open_sockets() == before + 3);
    CHECK_FALSE(ending->done);
    advance(200ms);
    REQUIRE(ending->done);
    CHECK(ending->why.code == errc::deadline_exceeded);
    CHECK(open_sockets() == before);

    const auto over = start({good()}, 10s, 0s);
    REQUIRE(over->done);
    CHECK(over->why.code == errc::deadline_exceeded);
    const auto late = start({good()}, 0s);
    REQUIRE(late->done);
    CHECK(late->why.code == errc::connect_timeout);
    CHECK(open_sockets() == before);
}

TEST_CASE_FIXTURE(address_race_fixture, "address race: a connection that comes with the end comes too late")
{
    for (const bool by_limit : {false, true}) {
        const int before = open_sockets();
        const auto call = prepare({good()}, 10s, 60s);
        // The kernel has the connection, the call does not know it yet.
        while (!was_connected()) {
            context->restart();
            context->poll_one();
        }
        CHECK_FALSE(call->done);
        if (by_limit)
            clock->advance(10s);
        else
            call->limit->interrupt(errc::client_stopped);
        run_until_done(*call);
        CHECK(call->why.code == (by_limit ? errc::connect_timeout : errc::client_stopped));
        CHECK(open_sockets() == before);
    }
}

TEST_CASE_FIXTURE(address_race_fixture, "address race: the context may end in the middle")
{
    const address_list addresses{silent(), refused(), silent(), good()};
    for (const auto after : {0ms, 250ms, 500ms}) {
        context.emplace();
        const int before = open_sockets();
        start(addresses);
        advance(after);
        context.reset();
        context.emplace();
        CHECK(open_sockets() == before);
        CHECK(clock->pending() == 0);
    }
}
