#include "client_fixture.hpp"
#include "event_recorder.hpp"

#include <acs/log_observer.hpp>
#include <acs/metrics.hpp>
#include <acs/observer.hpp>

#include <doctest/doctest.h>
#include <sstream>
#include <stdexcept>

using namespace acs;
using namespace std::chrono_literals;
namespace json = boost::json;

namespace {

struct fixture : client_fixture
{
    static double no_jitter() { return 0; }

    event_recorder seen;
    std::optional<identity_client> client{
        std::in_place, context.get_executor(), options().observer(seen.observer()).jitter(&no_jitter)};
    communication_user user = run(client->create_user()).value();

    // However a test ends: what was begun was ended.
    ~fixture()
    {
        client.reset();
        settle();
        CHECK(seen.count("attempt_started") == seen.count("attempt_ended"));
        CHECK(seen.count("connection_opened") == seen.count("connection_closed"));
    }
};

json::object without(json::object from, std::initializer_list<const char*> names)
{
    for (const char* name : names) {
        CHECK_MESSAGE(from.erase(name) == 1, name);
    }
    return from;
}

} // namespace

TEST_CASE_FIXTURE(fixture, "observer: a call, its attempt and its connection")
{
    CHECK(run(client->get_token(user, scope::chat)).has_value());
    const auto call = seen.last("call_ended");
    CHECK(
        without(call, {"az.client_request_id", "server.port"}) ==
        json::object{
            {"az.namespace", "Microsoft.Communication"},
            {"acs.operation", "get_token"},
            {"server.address", "127.0.0.1"},
            {"http.response.status_code", 200},
            {"acs.attempts", 1},
            {"acs.duration", 0.0}});
    CHECK(call.at("az.client_request_id") == last_request().at("requestId"));

    const auto attempt = seen.last("attempt_ended");
    CHECK(attempt.at("http.request.method") == "POST");
    CHECK(attempt.at("url.template") == "/identities/{id}/:issueAccessToken");
    CHECK(attempt.at("http.response.status_code") == 200);
    CHECK(attempt.at("az.client_request_id") == call.at("az.client_request_id"));
    CHECK(attempt.at("az.service_request_id").as_string().find(".2.0") != json::string::npos); // MS-CV
    CHECK(attempt.at("acs.connection.reused") == true);
    CHECK(attempt.if_contains("error.type") == nullptr);
    CHECK(attempt.if_contains("http.request.resend_count") == nullptr);

    CHECK(seen.count("connection_opened") == 1);
    const auto connection = seen.last("connection_opened");
    CHECK(connection.at("network.peer.address") == "127.0.0.1");
    CHECK(connection.at("network.peer.port") == call.at("server.port"));
    CHECK(connection.at("acs.connection.id") == attempt.at("acs.connection.id"));
    const auto handshake = seen.last("tls_handshake");
    CHECK(handshake.at("tls.protocol.version") == "1.3");
    CHECK(handshake.at("tls.cipher").as_string().starts_with("TLS_"));
    CHECK(handshake.at("tls.resumed") == false);

    client.reset();
    const auto closed = seen.last("connection_closed");
    CHECK(closed.at("acs.reason") == "client_stopped");
    CHECK(closed.at("acs.connection.requests") == 2);
}

TEST_CASE_FIXTURE(fixture, "observer: throttling and a retry")
{
    fault(R"({"kind":"throttle","times":1,"seconds":2})");
    CHECK(run_through_time(client->get_token(user, scope::chat)).has_value());
    const auto throttled = seen.last("throttled");
    CHECK(throttled.at("acs.reason") == "service");
    CHECK(throttled.at("acs.delay") == 2.0);
    const auto retry = seen.last("retry_scheduled");
    CHECK(retry.at("acs.reason") == "retry_after");
    CHECK(retry.at("acs.delay") == 2.0);
    CHECK(retry.at("http.request.resend_count") == 1);
    CHECK(retry.at("error.type") == "429");
    const auto attempts = seen.all("attempt_ended");
    REQUIRE(attempts.size() == 3);
    CHECK(attempts[1].at("error.type") == "429");
    CHECK(attempts[2].at("http.request.resend_count") == 1);
    CHECK(attempts[1].at("az.client_request_id") == attempts[2].at("az.client_request_id"));
    CHECK(seen.last("call_ended").at("acs.attempts") == 2);
    CHECK(seen.last("call_ended").at("acs.duration") == 2.0);
}

TEST_CASE_FIXTURE(fixture, "observer: a retry that would come too late, and one too many")
{
    fault(R"({"kind":"throttle","times":1,"seconds":61})");
    CHECK(run(client->get_token(user, scope::chat)).error() == errc::throttled);
    CHECK(seen.last("retry_refused").at("acs.reason") == "deadline_too_near");
    CHECK(seen.last("call_ended").at("error.type") == "throttled");
    CHECK(seen.last("call_ended").at("http.response.status_code") == 429);

    fault(R"({"kind":"status","status":503,"times":1})");
    CHECK(run(client->get_token(user, scope::chat, call_options().max_retries(0))).has_error());
    CHECK(seen.last("retry_refused").at("acs.reason") == "retries_used");
    CHECK(seen.count("retry_scheduled") == 0);
}

TEST_CASE_FIXTURE(fixture, "observer: a connection that breaks")
{
    fault(R"({"kind":"reset_inside","times":1})");
    CHECK(run_through_time(client->get_token(user, scope::chat)).has_value());
    CHECK(seen.all("attempt_ended").at(1).at("error.type") == "connection_lost");
    CHECK(seen.last("connection_closed").at("acs.reason") == "failed");
    CHECK(seen.count("connection_opened") == 2);
}

TEST_CASE_FIXTURE(fixture, "observer: a call that is cancelled, and one whose client goes")
{
    for (const bool cancel : {true, false}) {
        CAPTURE(cancel);
        fault(R"({"kind":"hang","times":1})");
        const auto before = requests();
        const auto call = start(client->get_token(user, scope::chat));
        run_until([&] { return requests() == before + 1; });
        if (cancel)
            call->cancel.emit(boost::asio::cancellation_type::terminal);
        else
            client.reset();
        run_until([&] { return call->done(); });
        const char* type = cancel ? "canceled" : "client_stopped";
        CHECK(seen.last("attempt_ended").at("error.type") == type);
        CHECK(seen.last("call_ended").at("error.type") == type);
        CHECK(seen.last("connection_closed").at("acs.reason") == "interrupted");
    }
}

TEST_CASE_FIXTURE(client_fixture, "observer: nobody there, and nobody to be trusted")
{
    event_recorder seen;
    identity_client client(
        context.get_executor(), client_options::with_access_key("https://127.0.0.1:1", secret("a2V5"))
                                    .value()
                                    .time(clock)
                                    .proxy("")
                                    .observer(seen.observer()));
    CHECK(run(client.create_user(call_options().max_retries(0))).error() == errc::connect_failed);
    CHECK(seen.last("connection_failed").at("error.type") == "connect_failed");
    CHECK(seen.last("call_ended").at("error.type") == "connect_failed");
    CHECK(seen.count("connection_opened") == 0);

    identity_client trustless(context.get_executor(), options().ca_file("").observer(seen.observer()));
    CHECK(run(trustless.create_user()).error() == errc::certificate_untrusted);
    CHECK(seen.last("tls_handshake").at("error.type") == "certificate_untrusted");
    CHECK(seen.last("connection_failed").at("error.type") == "certificate_untrusted");
}

TEST_CASE_FIXTURE(client_fixture, "observer: waiting for the quota")
{
    event_recorder seen;
    identity_client client(
        context.get_executor(),
        options().observer(seen.observer()).quota(quota::uniform(rate{1, 1})).max_retries(0));
    CHECK(run(client.create_user()).has_value());
    CHECK(seen.count("throttled") == 0);
    CHECK(run_through_time(client.create_user()).has_value());
    CHECK(seen.last("throttled").at("acs.reason") == "quota");
    CHECK(seen.last("throttled").at("acs.delay") == 1.0);
    CHECK(run(client.create_user(call_options().deadline(500ms))).error() == errc::overloaded);
    CHECK(seen.last("throttled").at("acs.reason") == "quota_refused");
    CHECK(seen.last("call_ended").at("acs.attempts") == 0);
}

TEST_CASE_FIXTURE(client_fixture, "observer: callbacks that throw change nothing")
{
    const auto before = observer_exceptions();
    auto angry = std::make_shared<observer>();
    const auto set = [](auto&... callbacks) {
        ((callbacks = [](const auto&) { throw std::runtime_error("no"); }), ...);
    };
    set(angry->call_ended, angry->attempt_started, angry->attempt_ended, angry->retry_scheduled,
        angry->throttled, angry->tls_handshake, angry->connection_opened, angry->connection_closed);
    {
        identity_client client(context.get_executor(), options().observer(angry));
        const auto user = run(client.create_user()).value();
        fault(R"({"kind":"throttle","times":1})");
        CHECK(run_through_time(client.get_token(user, scope::chat)).has_value());
    }
    CHECK(observer_exceptions() >= before + 12);
}

TEST_CASE_FIXTURE(client_fixture, "observer: log and metrics of real calls, without a secret or an identity")
{
    std::ostringstream log;
    event_recorder seen;
    metrics counted;
    const auto everybody = combine(
        seen.observer(), combine(counted.observer(), make_log_observer(log, log_level::debug, clock)));
    std::string token, id;
    {
        identity_client client(context.get_executor(), options().observer(everybody));
        const auto user = run(client.create_user()).value();
        id = user.id();
        const auto issued = run(client.get_token(user, scope::chat)).value();
        token = issued.token();
        CHECK(run(client.delete_user(user)).has_value());
        CHECK(run(client.get_token(user, scope::chat)).error() == errc::identity_not_found);
    }
    const std::string key = server.connection_string().substr(server.connection_string().find("key=") + 4);
    for (const std::string& text : {log.str(), seen.text(), counted.text()}) {
        CHECK(text.find("get_token") != std::string::npos);
        for (const std::string& needle : {token, key, id, id.substr(id.rfind('_') + 1), std::string("HMAC")})
            CHECK(text.find(needle) == std::string::npos);
    }
    const std::string text = counted.text();
    CHECK(text.find("acs_calls_total{operation=\"get_token\",outcome=\"ok\"} 1\n") != std::string::npos);
    CHECK(
        text.find("acs_calls_total{operation=\"get_token\",outcome=\"identity_not_found\"} 1\n") !=
        std::string::npos);
    CHECK(text.find("acs_attempts_total{operation=\"delete_user\",code=\"204\"} 1\n") != std::string::npos);
    CHECK(text.find("acs_connections 0\n") != std::string::npos);
    CHECK(text.find("acs_attempts_in_flight 0\n") != std::string::npos);
    CHECK(log.str().find(" error call_ended acs.operation=get_token ") != std::string::npos);
}
