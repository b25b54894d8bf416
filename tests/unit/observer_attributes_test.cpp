#include "observed_call.hpp"

#include <acs/observer_attributes.hpp>

#include <doctest/doctest.h>
#include <set>
#include <sstream>
#include <string>

using namespace acs;
using namespace std::chrono_literals;

namespace {

// The event's attributes but those of its context, as `name=value` with a blank between.
template <class Event>
std::string shown(const Event& event)
{
    std::ostringstream out;
    std::set<std::string_view> names;
    for (const auto& [called, value] : attributes(event)) {
        const std::string_view name = called; // clang 14 doesn't let a macro's lambda use a binding
        CHECK_MESSAGE(names.insert(name).second, name);
        if (name.starts_with("az.") || name.starts_with("server.") || name == attribute_name::acs_operation)
            continue;
        out << name << '=' << std::boolalpha;
        std::visit([&](const auto& one) { out << one; }, value);
        out << ' ';
    }
    return out.str();
}

std::string_view text(const attribute_list& list, std::string_view name)
{
    const auto* value = list.find(name);
    REQUIRE(value != nullptr);
    return std::get<std::string_view>(*value);
}

} // namespace

TEST_CASE("attributes: where the event comes from")
{
    const auto list = attributes(observed_call::call());
    CHECK(text(list, "az.namespace") == "Microsoft.Communication");
    CHECK(text(list, "acs.operation") == "get_token");
    CHECK(text(list, "az.client_request_id") == "8a1e6b9e-0c4b-4d5c-9f57-5e4f6a7b8c9d");
    CHECK(text(list, "server.address") == "contoso.communication.azure.com");
    CHECK(std::get<std::int64_t>(*list.find("server.port")) == 443);

    const auto bare = attributes(connection_failed_event());
    CHECK(bare.find("acs.operation") == nullptr);
    CHECK(bare.find("az.client_request_id") == nullptr);
    CHECK(bare.find("server.port") == nullptr);
}

TEST_CASE("attributes: attempts, with OpenTelemetry's names")
{
    auto event = observed_call::attempt();
    CHECK(
        shown(event) == "http.request.method=POST url.template=/identities/{id}/:issueAccessToken "
                        "network.protocol.name=http network.protocol.version=1.1 "
                        "http.response.status_code=200 acs.duration=0.012 ");
    event.resend_count = 2;
    event.trace = observed_call::trace();
    event.http_status = 429;
    event.error = errc::throttled;
    event.service_request_id = "n7bcZi5vpEiJ7dP0RhDxQA.2.0";
    event.connection = 7;
    event.connection_reused = true;
    CHECK(
        shown(event) == "http.request.method=POST url.template=/identities/{id}/:issueAccessToken "
                        "http.request.resend_count=2 network.protocol.name=http network.protocol.version=1.1 "
                        "trace_id=4bf92f3577b34da6a3ce929d0e0e4736 span_id=b7ad6b7169203331 "
                        "http.response.status_code=429 error.type=429 acs.connection.id=7 "
                        "acs.connection.reused=true acs.duration=0.012 ");
    CHECK(text(attributes(event), "az.service_request_id") == "n7bcZi5vpEiJ7dP0RhDxQA.2.0");
    CHECK(attributes(event).size() <= 20); // there is room for 24

    const attempt_started_event& started = event;
    CHECK(attributes(started).find("http.response.status_code") == nullptr);
    CHECK(attributes(started).find("http.request.resend_count") != nullptr);
}

TEST_CASE("attributes: error.type is the status if that is the error, else a name")
{
    const auto type = [](int status, errc error) {
        auto event = observed_call::attempt(status);
        event.error = error;
        return std::string(text(attributes(event), "error.type"));
    };
    CHECK(type(0, errc::connect_timeout) == "connect_timeout");
    CHECK(type(500, errc::service_unavailable) == "500");
    CHECK(type(404, errc::identity_not_found) == "404");
    CHECK(type(200, errc::response_timeout) == "response_timeout");
    CHECK(type(302, errc::not_the_service) == "not_the_service");
    CHECK(type(999, errc::not_the_service) == "999");
    CHECK(type(1000, errc::not_the_service) == "not_the_service");
    CHECK(error_type(static_cast<errc>(-1)) == "_OTHER");
}

TEST_CASE("attributes: a whole call")
{
    auto event = observed_call::call();
    event.trace = observed_call::trace();
    event.trace.span_id = {};
    CHECK(
        shown(event) == "http.response.status_code=200 acs.attempts=2 acs.duration=1.5 "
                        "trace_id=4bf92f3577b34da6a3ce929d0e0e4736 span_id=00f067aa0ba902b7 ");
    event.error = errc::identity_not_found;
    event.http_status = 404;
    CHECK(text(attributes(event), "error.type") == "identity_not_found");
}

TEST_CASE("attributes: retries, throttling, clocks")
{
    retry_scheduled_event retry;
    retry.resend_count = 1;
    retry.reason = retry_reason::retry_after;
    retry.delay = 2s;
    retry.http_status = 503;
    retry.error = errc::service_unavailable;
    CHECK(
        shown(retry) == "http.request.resend_count=1 acs.reason=retry_after acs.delay=2 "
                        "http.response.status_code=503 error.type=503 ");
    retry_refused_event refused;
    refused.reason = retry_refusal::budget_empty;
    refused.error = errc::connection_lost;
    CHECK(shown(refused) == "acs.reason=budget_empty error.type=connection_lost ");
    throttled_event throttled;
    CHECK(shown(throttled) == "acs.reason=service ");
    throttled.source = throttle_source::quota;
    throttled.delay = 30ms;
    CHECK(shown(throttled) == "acs.reason=quota acs.delay=0.03 ");
    clock_skew_event skew;
    skew.skew = -90s;
    skew.corrected = true;
    CHECK(shown(skew) == "acs.clock.skew=-90 acs.clock.corrected=true ");
}

TEST_CASE("attributes: connections")
{
    name_resolved_event resolved;
    resolved.addresses = 2;
    resolved.duration = 1ms;
    CHECK(shown(resolved) == "acs.addresses=2 acs.duration=0.001 ");
    connection_opened_event opened;
    opened.connection = 3;
    opened.peer_address = "2001:db8::1";
    opened.peer_port = 3128;
    opened.proxied = true;
    opened.duration = 20ms;
    CHECK(
        shown(opened) == "acs.connection.id=3 network.peer.address=2001:db8::1 network.peer.port=3128 "
                         "acs.connection.tls=true acs.connection.proxied=true acs.duration=0.02 ");
    tls_handshake_event handshake;
    handshake.connection = 3;
    handshake.protocol_version = "1.3";
    handshake.cipher = "TLS_AES_256_GCM_SHA384";
    handshake.resumed = true;
    CHECK(
        shown(handshake) == "acs.connection.id=3 tls.protocol.name=tls tls.protocol.version=1.3 "
                            "tls.cipher=TLS_AES_256_GCM_SHA384 tls.resumed=true acs.duration=0 ");
    handshake.error = errc::certificate_untrusted;
    CHECK(shown(handshake) == "acs.connection.id=3 error.type=certificate_untrusted acs.duration=0 ");
    connection_failed_event failed;
    failed.error = errc::connect_failed;
    CHECK(shown(failed) == "error.type=connect_failed acs.duration=0 ");
    connection_closed_event closed;
    closed.connection = 3;
    closed.reason = close_reason::peer_asked;
    closed.age = 90s;
    closed.requests = 41;
    CHECK(
        shown(closed) == "acs.connection.id=3 acs.reason=peer_asked acs.connection.age=90 "
                         "acs.connection.requests=41 ");
}

TEST_CASE("attributes: every enumerator has a name of its own")
{
    const auto differ = [](auto last) {
        std::set<std::string_view> names;
        for (int i = 0; i <= static_cast<int>(last); ++i)
            names.insert(to_string(static_cast<decltype(last)>(i)));
        CHECK(names.size() == static_cast<std::size_t>(last) + 1);
        CHECK(names.count("_OTHER") == 0);
        CHECK(to_string(static_cast<decltype(last)>(static_cast<int>(last) + 1)) == "_OTHER");
    };
    differ(retry_reason::claims_challenge);
    differ(retry_refusal::outcome_unknown);
    differ(throttle_source::quota_refused);
    differ(close_reason::client_stopped);
}
