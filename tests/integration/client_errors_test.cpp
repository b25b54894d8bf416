#include "client_fixture.hpp"
#include "silent_port.hpp"

#include <doctest/doctest.h>

#include <fstream>

using namespace acs;
using namespace std::chrono_literals;

namespace {

client_options at(const std::string& url, const client_fixture& fixture)
{
    auto made = client_options::with_access_key(url, fixture.server.access_key()).value();
    return made.ca_file(fixture.server.ca_file()).time(fixture.clock);
}

/// The text must help, and must not show what is secret.
void check_text(const error& why, const client_fixture& fixture)
{
    const std::string text = why.message();
    CAPTURE(text);
    CHECK(text.find("Next: ") != std::string::npos);
    CHECK(text.find(fixture.server.access_key().reveal()) == std::string::npos);
    CHECK(text.find("Signature=") == std::string::npos);
}

} // namespace

TEST_CASE("client options: what is wrong is said before there is a client")
{
    CHECK(client_options::from_connection_string("nonsense").error() == errc::invalid_connection_string);
    CHECK(
        client_options::from_connection_string("endpoint=https://a/;accesskey=?").error() ==
        errc::invalid_access_key);
    CHECK(client_options::with_access_key("a", secret("Kg==")).error() == errc::invalid_endpoint);
    CHECK(client_options::with_access_key("http://a", secret("Kg==")).error() == errc::insecure_endpoint);
    CHECK(client_options::with_access_key("https://a", secret()).error() == errc::invalid_access_key);
    CHECK(client_options::with_credential("https://a", nullptr).error() == errc::invalid_argument);
}

TEST_CASE_FIXTURE(client_fixture, "client: arguments are checked before anything is sent")
{
    identity_client client(context.get_executor(), options());
    const communication_user user("8:acs:x");
    CHECK(run(client.get_token(user, scope_set())).error() == errc::no_scopes);
    CHECK(run(client.create_user_and_token(scope_set())).error() == errc::no_scopes);
    for (const auto lifetime : {59min, 1441min, 0min, -1min, std::chrono::minutes::max()}) {
        CHECK(run(client.get_token(user, scope::chat, lifetime)).error() == errc::invalid_token_lifetime);
        CHECK(
            run(client.create_user_and_token(scope::chat, lifetime)).error() == errc::invalid_token_lifetime);
    }
    CHECK(run(client.get_token(communication_user(), scope::chat)).error() == errc::invalid_argument);
    CHECK(run(client.revoke_tokens(communication_user())).error() == errc::invalid_argument);
    CHECK(run(client.delete_user(communication_user())).error() == errc::invalid_argument);
    CHECK(run(client.get_token_for_teams_user(secret(), "a", "u")).error() == errc::invalid_argument);
    CHECK(run(client.get_token_for_teams_user(secret("t"), "", "u")).error() == errc::invalid_argument);
    CHECK(run(client.get_token_for_teams_user(secret("t"), "a", "")).error() == errc::invalid_argument);
    CHECK(requests() == 0);
}

TEST_CASE_FIXTURE(client_fixture, "client: the service's refusals")
{
    identity_client client(context.get_executor(), options());

    auto wrong_key = client_options::with_access_key(server.endpoint(), secret("d3Jvbmc=")).value();
    wrong_key.ca_file(server.ca_file()).time(clock);
    identity_client stranger(context.get_executor(), wrong_key);
    const auto denied = run(stranger.create_user()).error();
    CHECK(denied == errc::authentication_failed);
    CHECK(denied.http_status() == 401);
    CHECK(denied.service().code == "Denied");
    CHECK(denied.attempts() == 1);
    CHECK(denied.request_id().size() == 36);
    check_text(denied, *this);

    const communication_user unknown(
        run(client.create_user()).value().id().substr(0, 42) + "_00000000-0000-0000-0000-000000000000");
    const auto missing = run(client.get_token(unknown, scope::chat)).error();
    CHECK(missing == errc::identity_not_found);
    CHECK(run(client.revoke_tokens(unknown)).error() == errc::identity_not_found);
    check_text(missing, *this);

    const communication_user foreign(
        "8:acs:11111111-1111-1111-1111-111111111111_00000000-0000-0000-0000-000000000000");
    CHECK(run(client.get_token(foreign, scope::chat)).error() == errc::forbidden);
    CHECK(run(client.get_token(communication_user("nobody"), scope::chat)).error() == errc::request_rejected);

    const auto teams = run(client.get_token_for_teams_user(
        secret("not-a-token"), "2c3e1e83-8fd7-4615-ad2b-b8c1229845ac",
        "32c0a5db-05ec-78ea-51ab-3f06b329397e"));
    CHECK(teams.error() == errc::invalid_teams_token);
    CHECK(teams.error().message().find("not-a-token") == std::string::npos);
}

TEST_CASE_FIXTURE(client_fixture, "client: a clock that is skewed one way and then the other")
{
    identity_client client(context.get_executor(), options());
    for (const auto* offset : {"600", "-600"}) {
        // The service's first Date is wrong itself, so that the time which it shows is refused as well.
        post("clock", std::string(R"({"offsetSeconds":)") + offset + "}");
        fault(std::string(R"({"kind":"skewed_date","times":1,"seconds":)") + offset + "}");
        const auto why = run(client.create_user()).error();
        CHECK(why == errc::clock_skewed);
        CHECK(why.http_status() == 401);
        CHECK(why.attempts() == 2);
        check_text(why, *this);
    }
}

TEST_CASE_FIXTURE(client_fixture, "client: no way to the service")
{
    const auto code = [this](const client_options& options) {
        identity_client client(context.get_executor(), options);
        const auto why = run_through_time(client.create_user()).error();
        check_text(why, *this);
        CHECK(why.http_status() == 0);
        return why.code();
    };
    std::string refused;
    {
        silent_port closed_at_once;
        refused = closed_at_once.url();
    }
    CHECK(code(at(refused, *this)) == errc::connect_failed);
    CHECK(code(at(server.endpoint(), *this).ca_file("/nonexistent.pem")) == errc::invalid_ca_file);
    CHECK(code(at(server.endpoint(), *this).ca_file("")) == errc::certificate_untrusted);

    client_fixture without_tls(emulator_options().tls(false));
    const std::string port = std::to_string(without_tls.server.port());
    CHECK(code(at("https://127.0.0.1:" + port, *this)) == errc::tls_failed);
    // Plain HTTP to a port that speaks TLS.
    CHECK(
        code(at("http://127.0.0.1:" + std::to_string(server.port()), *this)) != boost::system::error_code());

    const silent_port silent;
    CHECK(code(at(silent.url(), *this).max_retries(0)) == errc::handshake_timeout);
    silent_port full;
    full.fill();
    CHECK(code(at(full.url(), *this).max_retries(0)) == errc::connect_timeout);
}

TEST_CASE_FIXTURE(client_fixture, "client: a host that does not exist")
{
    identity_client client(context.get_executor(), at("https://no-such-host.invalid", *this).max_retries(0));
    const auto why = run(client.create_user()).error();
    CHECK(why == errc::host_not_found);
    check_text(why, *this);
}

TEST_CASE("client: a certificate of another host, by name and by address")
{
    client_fixture fixture(emulator_options().certificate_hosts({"example.org", "192.0.2.1"}));
    for (const std::string host : {"127.0.0.1", "localhost"}) {
        identity_client client(
            fixture.context.get_executor(),
            at("https://" + host + ":" + std::to_string(fixture.server.port()), fixture));
        const auto why = fixture.run(client.create_user()).error();
        CHECK(why == errc::certificate_host_mismatch);
        CHECK(why.attempts() == 1);
        check_text(why, fixture);
    }
    CHECK(fixture.requests() == 0);
}

TEST_CASE_FIXTURE(client_fixture, "client: answers that are not the service's")
{
    identity_client client(context.get_executor(), options().max_retries(0));
    const auto user = run(client.create_user()).value();
    const auto code_after = [&](const char* rule) {
        CAPTURE(rule);
        fault(rule);
        const auto why = run(client.get_token(user, scope::chat)).error();
        server.control("DELETE", "faults");
        check_text(why, *this);
        CHECK(why.request_id().size() == 36);
        CHECK(why.attempts() == 1);
        // The connection is fit for use again, or replaced.
        CHECK(run(client.get_token(user, scope::chat)).has_value());
        return why.code();
    };
    CHECK(code_after(R"({"kind":"html"})") == errc::not_the_service);
    CHECK(code_after(R"({"kind":"html","status":403})") == errc::not_the_service);
    CHECK(code_after(R"({"kind":"html","status":502})") == errc::service_unavailable);
    CHECK(code_after(R"({"kind":"html","status":407})") == errc::not_the_service);
    CHECK(
        code_after(
            R"({"kind":"status","status":302,"headers":{"Location":"https://login.example/"},"body":""})") ==
        errc::not_the_service);
    CHECK(code_after(R"({"kind":"garbage"})") == errc::malformed_response);
    CHECK(code_after(R"({"kind":"empty"})") == errc::malformed_response);
    CHECK(code_after(R"({"kind":"wrong_type"})") == errc::malformed_response);
    CHECK(code_after(R"({"kind":"wrong_type","json":null})") == errc::malformed_response);
    CHECK(code_after(R"({"kind":"content_type","value":"text/plain"})") == errc::malformed_response);
    CHECK(code_after(R"({"kind":"content_type"})") == errc::not_the_service);
    CHECK(code_after(R"({"kind":"status","status":202})") == errc::malformed_response);
    CHECK(code_after(R"({"kind":"huge_headers"})") == errc::response_too_large);
    CHECK(code_after(R"({"kind":"status","status":418,"code":"Teapot"})") == errc::request_rejected);
}

TEST_CASE_FIXTURE(client_fixture, "client: a body over the limit")
{
    identity_client client(context.get_executor(), options().max_response_body(100));
    CHECK(run(client.create_user_and_token(scope::chat)).error() == errc::response_too_large);
    identity_client wider(context.get_executor(), options());
    const auto made = run(wider.create_user()).value();
    CHECK(run(client.get_token(made, scope::chat)).error() == errc::response_too_large);
}
