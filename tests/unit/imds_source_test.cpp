#include "entra/imds_source.hpp"
#include "entra_script.hpp"

#include <doctest/doctest.h>

using namespace acs;
using namespace std::chrono_literals;

namespace {

constexpr const char* good =
    R"({"access_token":"t","expires_in":"3599","expires_on":"1","token_type":"Bearer"})";

std::shared_ptr<entra::source> make_source(
    test::entra_script& script, managed_identity_id identity = managed_identity_id(), bool probing = false)
{
    return std::make_shared<entra::imds_source>(script.where(), std::move(identity), probing);
}

// What comes of one answer.
error error_of(int status, const char* body)
{
    test::entra_script script;
    script.answer(status, body);
    return script.fetch(make_source(script)).error();
}

} // namespace

TEST_CASE("imds: the request, and what it is asked with")
{
    test::entra_script script;
    script.answer(200, good);
    const auto token = script.fetch(make_source(script));
    REQUIRE(token.has_value());
    CHECK(token->token.token() == "t");
    CHECK(token->token.expires_on() == script.clock()->now_utc() + 3599s);
    CHECK_FALSE(token->refresh_in.has_value());
    REQUIRE(script.requests().size() == 1);
    const auto& sent = script.requests().front();
    CHECK(sent.host == "http://169.254.169.254");
    CHECK(sent.method == "GET");
    CHECK(
        sent.target == "/metadata/identity/oauth2/token?api-version=2018-02-01&resource="
                       "https%3A%2F%2Fcommunication.azure.com%2F");
    CHECK(sent.headers.at("Metadata") == "true");
    CHECK(sent.body.empty());
    CHECK(sent.how.max_retries == 7);
    CHECK(sent.how.deadline == 120s);
}

TEST_CASE("imds: another host, and an identity of three kinds")
{
    const std::pair<managed_identity_id, const char*> cases[] = {
        {managed_identity_id::client_id("c"), "client_id"},
        {managed_identity_id::object_id("c"), "object_id"},
        {managed_identity_id::resource_id("c"), "msi_res_id"},
    };
    for (const auto& [identity, name] : cases) {
        CAPTURE(name);
        test::entra_script script;
        script.environment()["AZURE_POD_IDENTITY_AUTHORITY_HOST"] = "http://127.0.0.1:4040/";
        script.answer(200, good);
        REQUIRE(script.fetch(make_source(script, identity)).has_value());
        const auto& sent = script.requests().front();
        CHECK(sent.host == "http://127.0.0.1:4040");
        CHECK(sent.target.starts_with("/metadata/identity/oauth2/token?"));
        CHECK(sent.field(name) == "c");
        CHECK(sent.has_field("client_id") + sent.has_field("object_id") + sent.has_field("msi_res_id") == 1);
    }
}

TEST_CASE("imds: plain http goes no further than to the host that the machine runs on")
{
    for (const char* host : {"http://metadata.example", "http://10.0.0.1", "ftp://127.0.0.1", "a b"}) {
        CAPTURE(host);
        test::entra_script script;
        script.environment()["AZURE_POD_IDENTITY_AUTHORITY_HOST"] = host;
        const auto why = script.fetch(make_source(script)).error();
        CHECK((why == errc::insecure_endpoint || why == errc::invalid_endpoint));
        CHECK(why.details().summary == "AZURE_POD_IDENTITY_AUTHORITY_HOST can't be used");
        CHECK(script.requests().empty());
    }
}

TEST_CASE("imds: one scope at a time, with or without /.default")
{
    const auto resource_of = [](std::vector<std::string> scopes) {
        test::entra_script script;
        script.answer(200, good);
        const auto token = script.fetch(make_source(script), entra_token_request(std::move(scopes)));
        if (!token) {
            CHECK(token.error() == errc::invalid_argument);
            CHECK(script.requests().empty());
            return std::string("none");
        }
        return script.requests().front().field("resource");
    };
    CHECK(
        resource_of({"https://communication.azure.com/clients/.default"}) ==
        "https://communication.azure.com/clients");
    CHECK(resource_of({"https://vault.azure.net"}) == "https://vault.azure.net");
    CHECK(resource_of({}) == "none");
    CHECK(resource_of({""}) == "none");
    CHECK(resource_of({"a/.default", "b/.default"}) == "none");
}

TEST_CASE("imds: a token that lives two hours or more is renewed at half of its life")
{
    const auto refresh_in = [](const std::string& members) {
        test::entra_script script;
        script.answer(200, R"({"access_token":"t",)" + members + "}");
        const auto token = script.fetch(make_source(script));
        REQUIRE(token.has_value());
        return token->refresh_in;
    };
    CHECK(refresh_in(R"("expires_in":86400)") == 12h);
    CHECK(refresh_in(R"("expires_in":7200)") == 1h);
    CHECK_FALSE(refresh_in(R"("expires_in":7199)").has_value());
    CHECK(refresh_in(R"("expires_in":86400,"refresh_in":43201)") == 43201s);
}

TEST_CASE("imds: an identity that the machine doesn't have is no failure, so a chain goes on")
{
    const auto why = error_of(400, R"({"error":"invalid_request","error_description":"Identity not found"})");
    CHECK(why == errc::credential_unavailable);
    CHECK(why.http_status() == 400);
    CHECK(why.details().what == "the metadata service says: Identity not found");
    CHECK(
        error_of(400, R"({"error":"invalid_resource","error_description":"AADSTS50001: none"})") ==
        errc::authentication_failed);
}

TEST_CASE("imds: a proxy that can't reach it stands for nothing")
{
    CHECK(
        error_of(
            403, "connecting to 169.254.169.254:80: A socket operation was attempted to an Unreachable "
                 "network.") == errc::credential_unavailable);
    CHECK(error_of(403, R"({"error":"forbidden"})") == errc::forbidden);
}

TEST_CASE("imds: while it is gone, all attempts together take as long as its update")
{
    test::entra_script script;
    script.answer(410, R"({"error":"gone"})");
    script.answer(410, R"({"error":"gone"})", {{"Retry-After", "3"}});
    script.answer(410, R"({"error":"gone"})", {{"Retry-After", "30"}});
    const auto source = make_source(script);
    CHECK(script.fetch(source).error().retry_after() == 10s);
    CHECK(script.fetch(source).error().retry_after() == 10s);
    CHECK(script.fetch(source).error().retry_after() == 30s);
    CHECK(error_of(404, "").retry_after() == std::nullopt);
}

TEST_CASE("imds: outside of a chain it is not looked first whether it is there")
{
    test::entra_script script;
    CHECK(script.fetch(make_source(script)).error() == errc::connect_failed);
    REQUIRE(script.requests().size() == 1);
    CHECK(script.requests().front().how.max_retries == 7);
}

TEST_CASE("imds, probing: the first request is the real one, and hasty; later ones are patient")
{
    test::entra_script script;
    const auto source = make_source(script, {}, true);
    script.answer(200, good);
    script.answer(200, good);
    REQUIRE(script.fetch(source).has_value());
    REQUIRE(script.fetch(source).has_value());
    REQUIRE(script.requests().size() == 2);
    const auto& first = script.requests().front();
    CHECK(first.how.connect_timeout == 1s);
    CHECK(first.how.max_retries == 0);
    CHECK(first.how.fixed);
    CHECK(first.headers.at("Metadata") == "true");
    CHECK(first.target == script.requests().back().target);
    CHECK(script.requests().back().how.max_retries == 7);
}

TEST_CASE("imds, probing: who doesn't answer isn't there, and is asked again the next time")
{
    for (const errc silent :
         {errc::connect_failed, errc::connect_timeout, errc::response_timeout, errc::connection_lost,
          errc::deadline_exceeded}) {
        test::entra_script script;
        const auto source = make_source(script, {}, true);
        script.fail(error(silent));
        const auto why = script.fetch(source).error();
        CHECK(why == errc::credential_unavailable);
        CHECK(why.details().what.starts_with("no metadata service answers at http://169.254.169.254 ("));
        CHECK(script.requests().size() == 1);
        script.answer(200, good);
        CHECK(script.fetch(source).has_value());
        CHECK(script.requests().back().how.max_retries == 0);
    }
    test::entra_script script;
    script.fail(error(errc::client_stopped)); // that says nothing about the service
    CHECK(script.fetch(make_source(script, {}, true)).error() == errc::client_stopped);
}

TEST_CASE("imds, probing: any answer of the service means that it is there")
{
    for (const int status : {404, 410, 429, 500, 503}) {
        CAPTURE(status);
        test::entra_script script;
        const auto source = make_source(script, {}, true);
        script.answer(status, R"({"error":"busy"})");
        script.answer(200, good);
        CHECK(script.fetch(source).has_value()); // patiently, the second time
        REQUIRE(script.requests().size() == 2);
        CHECK(script.requests().back().how.max_retries == 7);
        script.fail(error(errc::connect_failed)); // it was there: this is an outage
        CHECK(script.fetch(source).error() == errc::connect_failed);
    }
    test::entra_script script;
    script.answer(400, R"({"error":"invalid_resource","error_description":"AADSTS50001"})");
    CHECK(script.fetch(make_source(script, {}, true)).error() == errc::authentication_failed);
    CHECK(script.requests().size() == 1);
}

TEST_CASE("imds, probing: what isn't the service means that it isn't there")
{
    test::entra_script script;
    const auto source = make_source(script, {}, true);
    script.answer(403, "dial tcp: a network that is unreachable");
    CHECK(script.fetch(source).error() == errc::credential_unavailable);
    script.answer(302, "<html>sign in</html>");
    CHECK(script.fetch(source).error() == errc::credential_unavailable);
    script.answer(403, "blocked by the firewall"); // not in the metadata service's words
    CHECK(script.fetch(source).error() == errc::credential_unavailable);
    script.answer(400, R"({"error":"invalid_request","error_description":"Identity not found"})");
    CHECK(script.fetch(source).error() == errc::credential_unavailable);
    script.answer(200, "<html>welcome to the network</html>");
    CHECK(script.fetch(source).error() == errc::credential_unavailable);
    CHECK(script.requests().back().how.max_retries == 0);
}
