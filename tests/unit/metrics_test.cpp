#include <acs/metrics.hpp>

#include "observed_call.hpp"

#include <doctest/doctest.h>
#include <regex>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>

using namespace acs;
using namespace std::chrono_literals;

namespace {

bool has(const std::string& text, const std::string& line)
{
    return ("\n" + text).find("\n" + line + "\n") != std::string::npos;
}

// A metrics object that has seen one of everything.
metrics well_used()
{
    metrics counted;
    const auto told = counted.observer();
    told->attempt_started(attempt_started_event());
    told->attempt_started(attempt_started_event());
    told->attempt_ended(observed_call::attempt(429));
    told->call_ended(observed_call::call());
    retry_scheduled_event retry;
    retry.context = observed_call::context();
    retry.reason = retry_reason::retry_after;
    told->retry_scheduled(retry);
    retry_refused_event refused;
    refused.context = observed_call::context();
    told->retry_refused(refused);
    throttled_event throttled;
    throttled.context = observed_call::context();
    told->throttled(throttled);
    clock_skew_event skew;
    skew.skew = -90s;
    told->clock_skew(skew);
    told->name_resolved(name_resolved_event());
    connection_opened_event opened;
    opened.duration = 30ms;
    told->connection_opened(opened);
    told->connection_opened(opened);
    connection_failed_event failed;
    failed.error = errc::connect_failed;
    told->connection_failed(failed);
    connection_closed_event closed;
    closed.reason = close_reason::peer_asked;
    told->connection_closed(closed);
    tls_handshake_event handshake;
    handshake.resumed = true;
    told->tls_handshake(handshake);
    handshake.error = errc::certificate_untrusted;
    told->tls_handshake(handshake);
    for (const char* name : {"chat", "calls"})
        counted.add_cache(name, [] {
            cache_stats stats;
            stats.slack = 90s;
            return stats;
        });
    return counted;
}

} // namespace

TEST_CASE("metrics: one of everything")
{
    const std::string text = well_used().text();
    CAPTURE(text);
    CHECK(has(text, "acs_calls_total{operation=\"get_token\",outcome=\"ok\"} 1"));
    CHECK(has(text, "acs_call_duration_seconds_bucket{operation=\"get_token\",le=\"1\"} 0"));
    CHECK(has(text, "acs_call_duration_seconds_bucket{operation=\"get_token\",le=\"2.5\"} 1"));
    CHECK(has(text, "acs_call_duration_seconds_bucket{operation=\"get_token\",le=\"60\"} 1"));
    CHECK(has(text, "acs_call_duration_seconds_sum{operation=\"get_token\"} 1.5"));
    CHECK(has(text, "acs_attempts_total{operation=\"get_token\",code=\"429\"} 1"));
    CHECK(has(text, "acs_attempt_duration_seconds_bucket{operation=\"get_token\",le=\"0.01\"} 0"));
    CHECK(has(text, "acs_attempt_duration_seconds_bucket{operation=\"get_token\",le=\"0.025\"} 1"));
    CHECK(has(text, "acs_attempt_duration_seconds_count{operation=\"get_token\"} 1"));
    CHECK(has(text, "acs_attempts_in_flight 1"));
    CHECK(has(text, "acs_retries_total{operation=\"get_token\",reason=\"retry_after\"} 1"));
    CHECK(has(text, "acs_retries_refused_total{operation=\"get_token\",reason=\"retries_used\"} 1"));
    CHECK(has(text, "acs_throttled_total{operation=\"get_token\",source=\"service\"} 1"));
    CHECK(has(text, "acs_clock_skew_seconds -90"));
    CHECK(has(text, "acs_name_lookups_total{outcome=\"ok\"} 1"));
    CHECK(has(text, "acs_connections 1"));
    CHECK(has(text, "acs_connections_opened_total 2"));
    CHECK(has(text, "acs_connections_failed_total{error_type=\"connect_failed\"} 1"));
    CHECK(has(text, "acs_connections_closed_total{reason=\"peer_asked\"} 1"));
    CHECK(has(text, "acs_connect_duration_seconds_count 2"));
    CHECK(has(text, "acs_tls_handshakes_total{resumed=\"false\"} 0"));
    CHECK(has(text, "acs_tls_handshakes_total{resumed=\"true\"} 1"));
    CHECK(has(text, "acs_tls_handshakes_failed_total{error_type=\"certificate_untrusted\"} 1"));
    CHECK(has(text, "acs_tls_handshake_duration_seconds_count{resumed=\"true\"} 1"));
    CHECK(text.find("# TYPE acs_observer_exceptions_total counter\n") != std::string::npos);
    CHECK(text.find(observed_call::context().request_id) == std::string::npos);
}

TEST_CASE("metrics: every line is of the exposition format, every metric is declared once")
{
    const std::regex sample(
        R"re(([a-zA-Z_:][a-zA-Z0-9_:]*)(\{[a-z_]+="[^"\\]*"(,[a-z_]+="[^"\\]*")*\})? -?[0-9][-+.e0-9]*)re");
    const std::regex comment(R"(# (HELP|TYPE) ([a-z_]+) (.+))");
    std::set<std::string> declared, samples;
    std::istringstream text(well_used().text());
    for (std::string line; std::getline(text, line);) {
        CAPTURE(line);
        std::smatch parts;
        if (std::regex_match(line, parts, comment)) {
            CHECK(declared.insert(parts[1].str() + " " + parts[2].str()).second);
            continue;
        }
        REQUIRE(std::regex_match(line, parts, sample));
        CHECK(samples.insert(line.substr(0, line.find(' '))).second);
        const std::string name = std::regex_replace(parts[1].str(), std::regex("_(bucket|sum|count)$"), "");
        CHECK(declared.count("TYPE " + name) == 1);
        CHECK(declared.count("HELP " + name) == 1);
    }
    CHECK(samples.size() > 60);
}

TEST_CASE("metrics: nothing has happened")
{
    const std::string text = metrics().text();
    CHECK(has(text, "acs_connections 0"));
    CHECK(has(text, "acs_attempts_in_flight 0"));
    CHECK(text.find("acs_clock_skew_seconds") == std::string::npos);
    CHECK(text.back() == '\n');
}

TEST_CASE("metrics: attempts are counted by status, and by the error's name where there is none")
{
    metrics counted;
    const auto told = counted.observer();
    for (const int status : {200, 200, 429, 0})
        told->attempt_ended(observed_call::attempt(status));
    auto odd = observed_call::attempt(200);
    odd.http_status = 12345;
    odd.error = errc::not_the_service;
    told->attempt_ended(odd);
    const std::string text = counted.text();
    CHECK(has(text, "acs_attempts_total{operation=\"get_token\",code=\"200\"} 2"));
    CHECK(has(text, "acs_attempts_total{operation=\"get_token\",code=\"429\"} 1"));
    CHECK(has(text, "acs_attempts_total{operation=\"get_token\",code=\"connect_timeout\"} 1"));
    CHECK(has(text, "acs_attempts_total{operation=\"get_token\",code=\"not_the_service\"} 1"));
}

TEST_CASE("metrics: handles and observers share the counters, and keep them")
{
    std::shared_ptr<const observer> told;
    metrics copy;
    {
        const metrics counted;
        copy = counted;
        told = combine(counted.observer(), counted.observer());
    }
    told->connection_opened(connection_opened_event());
    CHECK(has(copy.text(), "acs_connections_opened_total 2"));
}

TEST_CASE("metrics: constant labels")
{
    const metrics counted = metrics::with_labels({{"resource", "contoso \"1\""}, {"_zone", "a\\b"}});
    counted.observer()->attempt_ended(observed_call::attempt(200));
    const std::string text = counted.text();
    CHECK(has(text, "acs_connections{resource=\"contoso \\\"1\\\"\",_zone=\"a\\\\b\"} 0"));
    CHECK(
        has(text, "acs_attempts_total{operation=\"get_token\",code=\"200\",resource=\"contoso "
                  "\\\"1\\\"\",_zone=\"a\\\\b\"} 1"));
    for (const char* name : {"", "1a", "a-b", "a b", "__a", "le", "operation", "code", "\xc3\xa4"})
        CHECK_THROWS_AS(metrics::with_labels({{name, "x"}}), std::invalid_argument);
    CHECK_THROWS_AS(metrics::with_labels({{"a", "x"}, {"a", "y"}}), std::invalid_argument);
}
