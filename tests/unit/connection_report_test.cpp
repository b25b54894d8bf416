#include "transport/connection_report.hpp"

#include <acs/manual_clock.hpp>

#include <boost/asio/ip/address.hpp>
#include <doctest/doctest.h>
#include <optional>
#include <string>
#include <vector>

using namespace acs;
using namespace std::chrono_literals;
using transport::connection_report;

namespace {

struct fixture
{
    fixture()
    {
        server.host = "contoso.communication.azure.com";
        server.port = "443";
        to->name_resolved = [this](const name_resolved_event& event) {
            look_up = event.duration;
        };
        to->tls_handshake = [this](const tls_handshake_event& event) {
            handshake = event.duration;
        };
        to->connection_opened = [this](const connection_opened_event& event) {
            opening = event.duration;
            peer.assign(event.peer_address).append(" ").append(std::to_string(event.peer_port));
            CHECK(event.context.server_address == "contoso.communication.azure.com");
            CHECK(event.context.server_port == 443);
        };
        to->connection_failed = [this](const connection_failed_event& event) {
            failed = event.error;
        };
        to->connection_closed = [this](const connection_closed_event& event) {
            closed.push_back(event);
        };
    }

    std::shared_ptr<manual_clock> clock = std::make_shared<manual_clock>();
    wire::endpoint server;
    std::shared_ptr<observer> to = std::make_shared<observer>();
    std::optional<connection_report> report{std::in_place, to, clock, server};
    std::chrono::nanoseconds look_up{}, handshake{}, opening{};
    std::string peer;
    std::optional<errc> failed;
    std::vector<connection_closed_event> closed;

    const boost::asio::ip::tcp::endpoint address{boost::asio::ip::make_address("2001:db8::1"), 443};
};

} // namespace

TEST_CASE_FIXTURE(fixture, "connection report: a connection's life")
{
    report->opening();
    report->look_up_started();
    clock->advance(1ms);
    report->look_up_ended(2, std::nullopt);
    clock->advance(2ms);
    report->handshake_started();
    clock->advance(4ms);
    report->handshake_ended(nullptr, errc::tls_failed); // a success needs OpenSSL's object
    report->opened(address, true, false);
    CHECK(look_up == 1ms);
    CHECK(handshake == 4ms);
    CHECK(opening == 7ms);
    CHECK(peer == "2001:db8::1 443");

    report->answered();
    report->answered();
    clock->advance(1min);
    report->closing(close_reason::idle);
    report->closing(close_reason::failed); // too late
    CHECK(closed.empty());
    report.reset();
    REQUIRE(closed.size() == 1);
    CHECK(closed[0].reason == close_reason::idle);
    CHECK(closed[0].age == 1min);
    CHECK(closed[0].requests == 2);
    CHECK(closed[0].connection != 0);
}

TEST_CASE_FIXTURE(fixture, "connection report: what was never open isn't closed")
{
    report->opening();
    report->failed(errc::connect_timeout);
    report->closing(close_reason::failed);
    report.reset();
    CHECK(failed == errc::connect_timeout);
    CHECK(closed.empty());
}

TEST_CASE_FIXTURE(fixture, "connection report: numbers differ, and the client's end is the default reason")
{
    const connection_report other(nullptr, nullptr, server);
    CHECK(other.number() != report->number());
    report->opened(address, true, false);
    report.reset();
    REQUIRE(closed.size() == 1);
    CHECK(closed[0].reason == close_reason::client_stopped);
}

TEST_CASE_FIXTURE(fixture, "connection report: without an observer no clock is needed")
{
    connection_report silent(nullptr, nullptr, server);
    silent.opening();
    silent.look_up_started();
    silent.look_up_ended(1, std::nullopt);
    silent.handshake_started();
    silent.handshake_ended(nullptr, std::nullopt);
    silent.opened(address, true, true);
    silent.failed(errc::connect_failed);
    silent.closing(close_reason::idle);
    CHECK(silent.number() != 0);
}
