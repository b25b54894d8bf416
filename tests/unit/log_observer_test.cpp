#include <acs/log_observer.hpp>

#include "observe/log_line.hpp"
#include "observed_call.hpp"

#include <acs/manual_clock.hpp>
#include <acs/observer_attributes.hpp>

#include <doctest/doctest.h>
#include <sstream>
#include <string>
#include <vector>

using namespace acs;
using namespace std::chrono_literals;

namespace {

struct logged
{
    log_level level;
    std::string line;
};

std::string line_with(attribute::value_type value)
{
    attribute_list list;
    list.add("x", value);
    return observe::log_line("event", list);
}

} // namespace

TEST_CASE("log lines: values of every type")
{
    CHECK(observe::log_line("event", attribute_list()) == "event");
    CHECK(line_with(true) == "event x=true");
    CHECK(line_with(std::int64_t(-5)) == "event x=-5");
    CHECK(line_with(0.0123456789) == "event x=0.012346");
    CHECK(line_with(-90.0) == "event x=-90.000000");
    CHECK(line_with(9.3e9) == "event x=9300000000.000000");
    CHECK(line_with(std::string_view("plain:/{id}")) == "event x=plain:/{id}");
}

TEST_CASE("log lines: odd texts are quoted and escaped")
{
    CHECK(line_with(std::string_view("")) == "event x=\"\"");
    CHECK(line_with(std::string_view("a b")) == "event x=\"a b\"");
    CHECK(line_with(std::string_view("a=b")) == "event x=\"a=b\"");
    CHECK(line_with(std::string_view("a\"b\\")) == "event x=\"a\\\"b\\\\\"");
    CHECK(line_with(std::string_view("a\r\nb\x1b\x7f")) == "event x=\"a\\x0d\\x0ab\\x1b\\x7f\"");
    CHECK(line_with(std::string_view("\xc3\xa4\0", 3)) == "event x=\"\\xc3\\xa4\\x00\"");
}

TEST_CASE("log observer: a call with a retry, as a stream gets it")
{
    std::ostringstream out;
    const auto clock = std::make_shared<manual_clock>();
    const auto log = make_log_observer(out, log_level::info, clock);
    log->attempt_ended(observed_call::attempt(429));
    retry_scheduled_event retry;
    retry.context = observed_call::context();
    retry.resend_count = 1;
    retry.reason = retry_reason::retry_after;
    retry.delay = 2s;
    retry.http_status = 429;
    retry.error = errc::throttled;
    log->retry_scheduled(retry);
    clock->advance(1500ms);
    log->attempt_ended(observed_call::attempt(200)); // debug, hence not written
    log->call_ended(observed_call::call());

    const std::string context = " acs.operation=get_token "
                                "az.client_request_id=8a1e6b9e-0c4b-4d5c-9f57-5e4f6a7b8c9d "
                                "server.address=contoso.communication.azure.com server.port=443 ";
    CHECK(
        out.str() == "2026-01-01T00:00:00.000Z warning attempt_ended" + context +
                         "http.request.method=POST url.template=/identities/{id}/:issueAccessToken "
                         "http.response.status_code=429 error.type=429 acs.duration=0.012000\n"
                         "2026-01-01T00:00:00.000Z info retry_scheduled" +
                         context +
                         "http.request.resend_count=1 acs.reason=retry_after acs.delay=2.000000 "
                         "http.response.status_code=429 error.type=429\n"
                         "2026-01-01T00:00:01.500Z info call_ended" +
                         context + "http.response.status_code=200 acs.attempts=2 acs.duration=1.500000\n");
}

TEST_CASE("log observer: levels")
{
    std::vector<logged> lines;
    const auto log = make_log_observer(
        [&](log_level level, std::string_view line) {
            lines.push_back({level, std::string(line.substr(0, line.find(' ')))});
        },
        log_level::debug);
    const auto level = [&](const auto& callback, const auto& event) {
        REQUIRE(callback);
        callback(event);
        return lines.back().level;
    };
    auto call = observed_call::call();
    CHECK(level(log->call_ended, call) == log_level::info);
    CHECK(lines.back().line == "call_ended");
    call.error = errc::canceled;
    CHECK(level(log->call_ended, call) == log_level::info);
    call.error = errc::client_stopped;
    CHECK(level(log->call_ended, call) == log_level::info);
    call.error = errc::deadline_exceeded;
    CHECK(level(log->call_ended, call) == log_level::error);
    CHECK(level(log->attempt_started, attempt_started_event()) == log_level::debug);
    CHECK(level(log->attempt_ended, observed_call::attempt(200)) == log_level::debug);
    CHECK(level(log->attempt_ended, observed_call::attempt(0)) == log_level::warning);
    retry_scheduled_event retry;
    CHECK(level(log->retry_scheduled, retry) == log_level::info);
    retry.reason = retry_reason::stale_connection;
    CHECK(level(log->retry_scheduled, retry) == log_level::debug);
    CHECK(level(log->retry_refused, retry_refused_event()) == log_level::warning);
    throttled_event throttled;
    CHECK(level(log->throttled, throttled) == log_level::warning);
    throttled.source = throttle_source::quota;
    CHECK(level(log->throttled, throttled) == log_level::info);
    CHECK(level(log->clock_skew, clock_skew_event()) == log_level::warning);
    name_resolved_event resolved;
    CHECK(level(log->name_resolved, resolved) == log_level::debug);
    resolved.error = errc::host_not_found;
    CHECK(level(log->name_resolved, resolved) == log_level::warning);
    tls_handshake_event handshake;
    CHECK(level(log->tls_handshake, handshake) == log_level::debug);
    handshake.error = errc::tls_failed;
    CHECK(level(log->tls_handshake, handshake) == log_level::warning);
    CHECK(level(log->connection_opened, connection_opened_event()) == log_level::debug);
    CHECK(level(log->connection_closed, connection_closed_event()) == log_level::debug);
    connection_failed_event failed;
    failed.error = errc::connect_failed;
    CHECK(level(log->connection_failed, failed) == log_level::warning);
    CHECK(lines.back().line == "connection_failed");
}

TEST_CASE("log observer: what is never written isn't listened to")
{
    const auto log = make_log_observer([](log_level, std::string_view) {});
    CHECK(log->call_ended);
    CHECK(log->attempt_ended);
    CHECK_FALSE(log->attempt_started);
    CHECK_FALSE(log->connection_opened);
    CHECK_FALSE(log->connection_closed);
    CHECK_FALSE(make_log_observer(log_sink())->call_ended);
    CHECK(to_string(log_level::warning) == "warning");
    CHECK(to_string(static_cast<log_level>(9)) == "unknown");
}
