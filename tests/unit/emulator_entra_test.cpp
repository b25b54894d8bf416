#include "unit/entra_peer.hpp"

#include <chrono>
#include <doctest/doctest.h>

using namespace std::chrono_literals;
using acs::emulation::reply;
namespace json = boost::json;

TEST_CASE("emulator entra: a secret gets a token that lets its app in until it expires")
{
    entra_peer peer;
    const reply answer = peer.ask_with_secret();
    const json::object body = json_of(answer);
    CHECK(text(body.at("token_type")) == "Bearer");
    CHECK(body.at("expires_in") == 3600);
    CHECK(body.at("ext_expires_in") == 3600);
    CHECK_FALSE(body.contains("refresh_in"));
    CHECK(header(answer, "Content-Type") == "application/json; charset=utf-8");
    CHECK(header(answer, "Cache-Control") == "no-store, no-cache");
    const std::string token = peer.token_of(answer);
    const json::object claims = token_part(token, 1);
    CHECK(text(claims.at("aud")) == "https://communication.azure.com/");
    CHECK(text(claims.at("appid")) == peer.client);
    CHECK(text(claims.at("tid")) == peer.tenant);
    CHECK(peer.create_with(token) == 201);
    peer.now += 3599s;
    CHECK(peer.create_with(token) == 201);
    peer.now += 1s;
    CHECK(peer.create_with(token) == 401);
    CHECK(text(peer.last_entry().at("reason")).find("expired") != std::string::npos);
    CHECK(peer.token_of(peer.ask_with_secret()) != token);
}

TEST_CASE("emulator entra: the audience is the scope without /.default, and the service wants its slash")
{
    entra_peer peer;
    const auto status = [&](std::string_view scope) {
        return peer.create_with(peer.token_of(peer.ask_with_secret(scope)));
    };
    CHECK(status("https://communication.azure.com//.default") == 201);
    CHECK(status("https://communication.azure.com/.default") == 401);
    CHECK(text(peer.last_entry().at("reason")).find("two slashes") != std::string::npos);
    CHECK(status("https://management.azure.com/.default") == 401);
    CHECK(status("https://communication.azure.com/clients/.default") == 401);
    CHECK(status("openid offline_access https://communication.azure.com//.default profile") == 201);
}

TEST_CASE("emulator entra: texts that are no UTF-8 do no harm")
{
    entra_peer peer;
    const std::string token = peer.token_of(peer.ask_with_secret("\xff\xfe/.default"));
    CHECK(peer.create_with(token) == 401);
    CHECK(text(peer.last_entry().at("reason")).find("audience") != std::string::npos);
    CHECK(refusal_of(peer.ask_with_secret("\xff")) == "400 invalid_scope 1002012");
    CHECK(peer.create_with(peer.token_of(peer.imds("resource=%FF"))) == 401);
    peer.tenant = "%ff";
    CHECK(refusal_of(peer.ask_with_secret()) == "400 invalid_request 900023");
    peer.tenant = "a%0d%0a";
    CHECK(refusal_of(peer.ask_with_secret()) == "400 invalid_request 900023");
}

TEST_CASE("emulator entra: tenant, app and secret follow from the access key")
{
    entra_peer one;
    entra_peer same;
    CHECK(one.tenant == same.tenant);
    CHECK(one.client == same.client);
    CHECK(one.client_secret == same.client_secret);
    CHECK(same.create_with(one.token_of(one.ask_with_secret())) == 201); // a restart
    CHECK(one.client_secret.size() >= 40);
}

TEST_CASE("emulator entra: refusals have Entra's form, status and number")
{
    entra_peer peer;
    const std::string grant = "client_credentials";
    CHECK(refusal_of(peer.ask({})) == "400 invalid_request 900144");
    CHECK(refusal_of(peer.ask({{"grant_type", grant}})) == "400 invalid_request 900144");
    CHECK(
        refusal_of(peer.ask({{"grant_type", grant}, {"client_id", peer.client}})) ==
        "400 invalid_request 900144");
    CHECK(
        refusal_of(peer.ask({{"grant_type", grant}, {"client_id", peer.client}, {"scope", peer.scope}})) ==
        "401 invalid_client 7000216");
    CHECK(
        refusal_of(peer.ask(
            {{"grant_type", grant}, {"client_id", "someone"}, {"client_secret", "x"}, {"scope", "y"}})) ==
        "400 unauthorized_client 700016");
    CHECK(
        refusal_of(peer.ask({{"grant_type", "password"}, {"client_id", peer.client}})) ==
        "400 unsupported_grant_type 70003");
    CHECK(
        refusal_of(peer.ask({{"grant_type", grant}, {"grant_type", grant}})) == "400 invalid_request 90100");
    CHECK(
        refusal_of(peer.ask_with_secret("https://communication.azure.com/")) == "400 invalid_scope 1002012");
    CHECK(refusal_of(peer.ask_with_secret("a/.default b/.default")) == "400 invalid_scope 70011");

    acs::emulation::request get = peer.token_request({});
    get.method = "GET";
    CHECK(refusal_of(peer.send(get)) == "400 invalid_request 900561");

    const auto in_tenant = [&](const std::string& tenant) {
        acs::emulation::request out =
            peer.token_request({{"grant_type", grant}, {"client_id", peer.client}, {"client_secret", "x"}});
        out.target = "/" + tenant + "/oauth2/v2.0/token";
        return refusal_of(peer.send(out));
    };
    CHECK(in_tenant("5f8a9e1c-3d27-4c60-9b1e-7a4d2c8e6f01") == "400 invalid_request 90002");
    CHECK(in_tenant("contoso.onmicrosoft.com") == "400 invalid_request 90002");
    CHECK(in_tenant("nonsense") == "400 invalid_request 900023");
    CHECK(in_tenant("common") == "400 invalid_request 50059");
}

TEST_CASE("emulator entra: a wrong secret is refused and shows up nowhere")
{
    entra_peer peer;
    const std::string wrong = "not-the-secret-at-all";
    acs::emulation::request out = peer.token_request(
        {{"grant_type", "client_credentials"},
         {"client_id", peer.client},
         {"client_secret", wrong},
         {"scope", peer.scope}});
    out.headers.add("client-request-id", "0f1e2d3c-0000-4000-8000-00000000000a");
    const reply answer = peer.send(out);
    CHECK(refusal_of(answer) == "401 invalid_client 7000215");
    const json::object body = json_of(answer);
    CHECK(text(body.at("timestamp")) == "2023-01-09 17:55:58Z");
    CHECK(text(body.at("correlation_id")) == "0f1e2d3c-0000-4000-8000-00000000000a");
    CHECK(text(body.at("trace_id")).size() == 36);
    CHECK(text(body.at("error_uri")) == "https://localhost:8080/error?code=7000215");
    CHECK(header(answer, "client-request-id") == "0f1e2d3c-0000-4000-8000-00000000000a");
    CHECK(header(answer, "x-emulator-reason").rfind("AADSTS7000215", 0) == 0);
    peer.ask_with_secret();
    const std::string journal = peer.control("GET", "journal").answer.body;
    CHECK(journal.find("AADSTS7000215") != std::string::npos);
    CHECK(journal.find("entra_token") != std::string::npos);
    const std::string state = peer.control("GET", "entra").answer.body;
    for (const std::string& secret : {wrong, peer.client_secret, peer.identity_header}) {
        CHECK(journal.find(secret) == std::string::npos);
        CHECK(state.find(secret) == std::string::npos);
        CHECK(answer.answer.body.find(secret) == std::string::npos);
    }
}

TEST_CASE("emulator entra: apps, secrets and lifetimes are registered by the control interface")
{
    entra_peer peer;
    peer.register_for_app({{"secrets", {"first", "second"}}});
    CHECK(refusal_of(peer.ask_with_secret()) == "401 invalid_client 7000215");
    for (const char* secret : {"first", "second"}) {
        peer.client_secret = secret;
        CHECK(peer.ask_with_secret().answer.status == 200);
    }
    peer.client = "11111111-2222-4333-8444-555555555555";
    peer.tenant = "66666666-2222-4333-8444-555555555555";
    peer.register_for_app({{"clientId", peer.client}, {"tenantId", peer.tenant}, {"secrets", {"third"}}});
    peer.client_secret = "third";
    CHECK(peer.create_with(peer.token_of(peer.ask_with_secret())) == 201);
    CHECK(peer.control("POST", "entra", R"({"tokenLifetimeSeconds":7200})").answer.status == 200);
    CHECK(json_of(peer.ask_with_secret()).at("refresh_in") == 3600);
    peer.control("POST", "entra", R"({"refreshIn":100})");
    CHECK(json_of(peer.ask_with_secret()).at("refresh_in") == 100);
    peer.control("POST", "entra", R"({"refreshIn":"none"})");
    CHECK_FALSE(json_of(peer.ask_with_secret()).contains("refresh_in"));
    peer.register_for_app({{"clientId", peer.client}, {"tenantId", peer.tenant}, {"removed", true}});
    CHECK(refusal_of(peer.ask_with_secret()) == "400 invalid_request 90002");

    for (const char* bad :
         {R"([])", R"({"apps":{}})", R"({"apps":[{"clientId":"x"}]})", R"({"apps":[{"secrets":[""]}]})",
          R"({"apps":[{"certificates":["x"]}]})", R"({"refreshIn":-1})", R"({"tokenLifetimeSeconds":0})",
          R"({"managedIdentities":[{}]})", R"({"apps":[{"federatedCredentials":[{"x":1}]}]})", R"({"x":1})"})
        CHECK_MESSAGE(peer.control("POST", "entra", bad).answer.status == 400, bad);

    peer.control("POST", "reset");
    CHECK(entra_peer().ask_with_secret().answer.status == 200);
    CHECK(json_of(peer.control("GET", "entra")).at("apps").as_array().size() == 1);
}

TEST_CASE("emulator entra: what client libraries ask for first")
{
    entra_peer peer;
    const auto get = [&](const std::string& path) {
        return json_of(peer.send(peer.plain("GET", path)));
    };
    const json::object configuration = get("/" + peer.tenant + "/v2.0/.well-known/openid-configuration");
    CHECK(text(configuration.at("token_endpoint")) == peer.token_url);
    CHECK(text(configuration.at("issuer")) == "https://localhost:8080/" + peer.tenant + "/v2.0");
    CHECK(get("/" + peer.tenant + "/discovery/v2.0/keys").at("keys").as_array().empty());
    const json::object instance =
        get("/common/discovery/"
            "instance?api-version=1.1&authorization_endpoint=https%3A%2F%2Flocalhost%3A8080%2F" +
            peer.tenant + "%2Foauth2%2Fv2.0%2Fauthorize");
    CHECK(
        text(instance.at("tenant_discovery_endpoint")) ==
        "https://localhost:8080/" + peer.tenant + "/v2.0/.well-known/openid-configuration");
    CHECK(text(instance.at("metadata").at(0).at("aliases").at(0)) == "localhost:8080");
    CHECK(peer.operation_stats("entra_token").at("requests") == 0);
    CHECK(
        peer.send(peer.plain("POST", "/" + peer.tenant + "/v2.0/.well-known/openid-configuration"))
            .answer.status == 405);
}

TEST_CASE("emulator entra: faults act on the token endpoint, in Entra's form")
{
    entra_peer peer;
    peer.fault(R"({"kind":"status","op":"entra_token","status":503,"retryAfter":7,"times":1})");
    const reply busy = peer.ask_with_secret();
    CHECK(busy.answer.status == 503);
    CHECK(header(busy, "Retry-After") == "7");
    CHECK(text(json_of(busy).at("error")) == "temporarily_unavailable");
    CHECK(peer.create().answer.status == 201); // another operation
    CHECK(peer.ask_with_secret().answer.status == 200);

    peer.fault(R"({"kind":"expired_token","op":"entra_token","seconds":10,"times":1})");
    CHECK(peer.create_with(peer.token_of(peer.ask_with_secret())) == 401);
    peer.fault(R"({"kind":"hang","op":"entra_token","times":1})");
    CHECK(peer.ask_with_secret().how.cut == acs::emulation::delivery::cut::hang);
    CHECK(peer.operation_stats("entra_token").at("statuses").at("503") == 1);
}

TEST_CASE("emulator entra: a claims challenge is met by a token that was asked for with its claims")
{
    entra_peer peer;
    const std::string plain = peer.token_of(peer.ask_with_secret());
    peer.fault(R"({"kind":"claims_challenge","claims":{"access_token":{"nbf":{"value":"1"}}}})");
    CHECK(peer.create().answer.status == 201); // the access key has no claims
    CHECK(peer.create_with(plain) == 401);
    acs::emulation::request out = peer.plain("POST", "/identities?api-version=2023-10-01");
    out.headers.add("Authorization", "Bearer " + plain);
    CHECK(
        header(peer.send(out), "WWW-Authenticate") ==
        "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\", "
        "error=\"insufficient_claims\", claims=\"eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7InZhbHVlIjoiMSJ9fX0=\"");
    const std::string better = peer.token_of(peer.ask(
        {{"grant_type", "client_credentials"},
         {"client_id", peer.client},
         {"client_secret", peer.client_secret},
         {"scope", peer.scope},
         {"claims", R"({"access_token":{"xms_cc":{"values":["CP1"]},"nbf":{"value":"1"}}})"}}));
    CHECK(peer.create_with(better) == 201);
    CHECK(
        refusal_of(peer.ask(
            {{"grant_type", "client_credentials"},
             {"client_id", peer.client},
             {"client_secret", peer.client_secret},
             {"scope", peer.scope},
             {"claims", "nonsense"}})) == "400 invalid_request 50147");
    CHECK(json_of(peer.control("GET", "faults")).at("faults").at(0).at("fired") == 2);
    CHECK(peer.control("POST", "faults", R"({"kind":"claims_challenge"})").answer.status == 400);
    CHECK(peer.control("POST", "faults", R"({"kind":"claims_challenge","claims":3})").answer.status == 400);
}
