#include "pipeline/call_report.hpp"

#include <acs/manual_clock.hpp>

#include <doctest/doctest.h>
#include <stdexcept>
#include <string>
#include <vector>

using namespace acs;
using namespace std::chrono_literals;

namespace {

struct fixture
{
    fixture()
    {
        server.host = "contoso.communication.azure.com";
        server.port = "443";
        request.method = "POST";
        request.operation = operation::get_token;
        request.target = "/identities/8%3Aacs%3Asecret/:issueAccessToken?api-version=2023-10-01";
        to.attempt_started = [this](const attempt_started_event& event) {
            lines.push_back("started " + std::to_string(event.resend_count));
            CHECK(event.context.server_port == 443);
            CHECK(event.context.request_id == "id");
            CHECK(event.url_template == "/identities/{id}/:issueAccessToken");
            spans.emplace_back(event.trace.span_id);
        };
        to.attempt_ended = [this](const attempt_ended_event& event) {
            attempt_duration = event.duration;
            attempt_error = event.error;
            lines.push_back("ended " + std::to_string(event.http_status));
        };
        to.call_ended = [this](const call_ended_event& event) {
            call_duration = event.duration;
            call_error = event.error;
            attempts = event.attempts;
            CHECK(event.trace.span_id.empty());
            lines.push_back("call " + std::to_string(event.http_status));
        };
    }

    pipeline::call_report make(std::optional<wire::traceparent> parent = std::nullopt)
    {
        return {&to, clock, server, request, "id", parent};
    }

    manual_clock clock;
    wire::endpoint server;
    wire::request request;
    observer to;
    std::vector<std::string> lines, spans;
    std::chrono::nanoseconds attempt_duration{}, call_duration{};
    std::optional<errc> attempt_error, call_error;
    unsigned attempts = 0;
};

using lines = std::vector<std::string>;

} // namespace

TEST_CASE_FIXTURE(fixture, "call report: attempts are counted and timed")
{
    pipeline::call_report report = make();
    report.attempt_started();
    CHECK(report.traceparent().empty());
    clock.advance(2s);
    report.attempt_ended(nullptr, errc::connection_lost);
    CHECK(attempt_duration == 2s);
    clock.advance(1s);
    report.attempt_started();
    wire::response answer;
    answer.status = 200;
    report.attempt_ended(&answer, std::nullopt, 7, true);
    CHECK(attempt_duration == 0s);
    report.ended(200, nullptr);
    CHECK(call_duration == 3s);
    CHECK_FALSE(call_error);
    CHECK(attempts == 2);
    CHECK(lines == ::lines{"started 0", "ended 0", "started 1", "ended 200", "call 200"});
}

TEST_CASE_FIXTURE(fixture, "call report: what is abandoned is ended")
{
    {
        pipeline::call_report report = make();
        report.attempt_started();
    }
    CHECK(lines == ::lines{"started 0", "ended 0", "call 0"});
    CHECK(attempt_error == errc::client_stopped);
    CHECK(call_error == errc::client_stopped);
    try {
        pipeline::call_report report = make();
        throw std::runtime_error("out of memory, say");
    } catch (const std::runtime_error&) {
        CHECK(call_error == errc::internal);
    }
    lines.clear();
    {
        pipeline::call_report report = make();
        report.ended(0, nullptr);
    }
    CHECK(lines == ::lines{"call 0"});
}

TEST_CASE_FIXTURE(fixture, "call report: a span for each attempt, with or without an observer")
{
    const auto parent = wire::traceparent::parse("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    REQUIRE(parent.has_value());
    pipeline::call_report report = make(parent);
    report.attempt_started();
    const std::string first(report.traceparent());
    report.attempt_ended(nullptr, errc::connection_lost);
    report.attempt_started();
    const std::string second(report.traceparent());
    CHECK(first.substr(0, 36) == parent->text().substr(0, 36));
    CHECK(first.substr(52) == "-01");
    CHECK(first != second);
    CHECK(spans == ::lines{first.substr(36, 16), second.substr(36, 16)});

    pipeline::call_report unseen(nullptr, clock, server, request, "id", parent);
    unseen.attempt_started();
    CHECK(unseen.traceparent().size() == 55);
}

TEST_CASE_FIXTURE(fixture, "call report: a request that is no operation of the service has only a path")
{
    request.url_template = "/{tenantId}/oauth2/v2.0/token";
    std::string path;
    to.attempt_started = [&](const attempt_started_event& event) {
        path = event.url_template;
        CHECK(!event.context.operation.has_value());
    };
    {
        auto report = make();
        report.attempt_started();
        report.attempt_ended(nullptr, errc::connect_failed);
        report.ended(0, nullptr);
    }
    CHECK(path == "/{tenantId}/oauth2/v2.0/token");
}
