#include "emulator/encoding/base64.hpp"
#include "unit/entra_peer.hpp"

#include <doctest/doctest.h>

using acs::emulation::reply;
using acs::emulation::request;
namespace json = boost::json;

namespace {

const assertion_key& ec()
{
    static const assertion_key key = assertion_key::ec();
    return key;
}

struct first_version_peer : entra_peer
{
    reply ask_first_version(fields form)
    {
        request out = token_request(form);
        out.target = "/" + tenant + "/oauth2/token";
        return send(out);
    }
    reply ask_first_version_for(std::string_view wanted)
    {
        return ask_first_version(
            {{"grant_type", "client_credentials"},
             {"client_id", client},
             {"client_secret", client_secret},
             {"resource", wanted}});
    }
};

std::string entra_error_of(const reply& answer)
{
    return answer.answer.status == 200 ? "200" : refusal_of(answer);
}

} // namespace

TEST_CASE("emulator entra: Python's library pads the thumbprint in an assertion's header")
{
    entra_peer peer;
    peer.register_for_app({{"certificates", json::array{ec().certificate_pem()}}});
    const auto with = [&](json::object header) {
        return entra_error_of(
            peer.ask_with_assertion(ec().sign("ES256", std::move(header), peer.assertion_claims())));
    };
    CHECK(with({{"x5t", ec().thumbprint() + "="}}) == "200");
    CHECK(with({{"x5t#S256", ec().thumbprint(true) + "="}}) == "200");
    CHECK(with({{"x5t", "="}}) == "401 invalid_client 700027");
}

TEST_CASE("emulator entra: Python's asynchronous client pads all parts of an assertion")
{
    entra_peer peer;
    peer.register_for_app({{"certificates", json::array{ec().certificate_pem()}}});
    const auto with = [&](const std::string& padding) {
        return entra_error_of(peer.ask_with_assertion(
            ec().sign("ES256", {{"x5t", ec().thumbprint()}}, peer.assertion_claims(), padding)));
    };
    CHECK(with("=") == "200");
    CHECK(with("==") == "200");
    CHECK(with("===") == "400 invalid_request 50027");
    CHECK(with("=A") == "400 invalid_request 50027");
}

TEST_CASE("emulator entra: a client may name itself in Authorization, as OAuth 2.0 has it")
{
    entra_peer peer;
    const auto with = [&](const std::string& authorization, entra_peer::fields more = {}) {
        request out = peer.token_request(more);
        out.body +=
            (out.body.empty() ? "" : "&") +
            std::string("grant_type=client_credentials&scope=https://communication.azure.com//.default");
        out.headers.set("Authorization", authorization);
        return entra_error_of(peer.send(out));
    };
    const auto basic = [](const std::string& pair) {
        return "Basic " + acs::emulation::base64_encode(pair);
    };
    const std::string good = basic(peer.client + ':' + peer.client_secret);
    CHECK(with(good) == "200");
    CHECK(with("b" + good.substr(1)) == "200");
    CHECK(with(good, {{"client_id", peer.client}}) == "200");
    CHECK(with(good, {{"client_secret", "wrong"}}) == "401 invalid_client 7000215");
    CHECK(with(basic(peer.client + ":wrong")) == "401 invalid_client 7000215");
    CHECK(with(basic(peer.client + ':')) == "401 invalid_client 7000216");
    CHECK(with(basic(peer.client)) == "400 invalid_request 900144");
    CHECK(with("Basic !") == "400 invalid_request 900144");
    const std::string journal = peer.control("GET", "journal").answer.body;
    CHECK(journal.find(good.substr(6)) == std::string::npos);

    peer.register_for_app({{"secrets", {"a+b c:d"}}});
    CHECK(with(basic(peer.client + ":a%2Bb+c%3Ad")) == "200");
}

TEST_CASE("emulator entra: what there is for users only is missing in Entra's form")
{
    entra_peer peer;
    for (const char* page : {"/oauth2/v2.0/devicecode", "/oauth2/v2.0/authorize", "/oauth2/logout"}) {
        request out = peer.token_request({{"client_id", peer.client}});
        out.target = "/" + peer.tenant + page;
        const reply answer = peer.send(out);
        CHECK(answer.answer.status == 404);
        CHECK(text(json_of(answer).at("error")) == "not_found");
    }
}

TEST_CASE("emulator entra: the times in an assertion must be numbers, however large")
{
    entra_peer peer;
    peer.register_for_app({{"certificates", json::array{ec().certificate_pem()}}});
    const auto with = [&](const char* name, json::value value) {
        json::object claims = peer.assertion_claims();
        claims[name] = std::move(value);
        return entra_error_of(
            peer.ask_with_assertion(ec().sign("ES256", {{"x5t", ec().thumbprint()}}, claims)));
    };
    CHECK(with("nbf", "1700000000") == "400 invalid_request 50027");
    CHECK(with("nbf", nullptr) == "400 invalid_request 50027");
    CHECK(with("nbf", json::array{1}) == "400 invalid_request 50027");
    CHECK(with("nbf", -5) == "200");
    CHECK(with("nbf", 253'402'300'799) == "401 invalid_client 700024");
    CHECK(with("exp", -5) == "401 invalid_client 700024");
    CHECK(with("exp", 253'402'300'799) == "200"); // the end of the year 9999
    CHECK(with("exp", 1e300) == "200");
}

TEST_CASE("emulator entra: a request for a token that isn't said to be a form has no parameters")
{
    entra_peer peer;
    const auto with = [&](const char* type) {
        request out = peer.token_request(
            {{"grant_type", "client_credentials"},
             {"client_id", peer.client},
             {"client_secret", peer.client_secret},
             {"scope", peer.scope}});
        out.headers.erase("Content-Type");
        if (type != nullptr)
            out.headers.add("Content-Type", type);
        return entra_error_of(peer.send(out));
    };
    CHECK(with("application/x-www-form-urlencoded;charset=utf-8") == "200");
    CHECK(with("Application/X-WWW-Form-UrlEncoded ; charset=UTF-8") == "200");
    CHECK(with("application/json") == "400 invalid_request 900144");
    CHECK(with("text/plain; application/x-www-form-urlencoded") == "400 invalid_request 900144");
    CHECK(with(nullptr) == "400 invalid_request 900144");
}

TEST_CASE("emulator entra: the first version's endpoint takes a resource and answers in texts")
{
    first_version_peer peer;
    const reply answer = peer.ask_first_version_for("https://communication.azure.com/");
    const json::object body = json_of(answer);
    CHECK(text(body.at("expires_in")) == "3600");
    CHECK(text(body.at("ext_expires_in")) == "3600");
    CHECK(text(body.at("not_before")) == "1673286958");
    CHECK(text(body.at("expires_on")) == "1673290558");
    CHECK(text(body.at("resource")) == "https://communication.azure.com/");
    CHECK(peer.create_with(peer.token_of(answer)) == 201);
    CHECK(peer.operation_stats("entra_token").at("requests") == 1);
    CHECK(peer.create_with(peer.token_of(peer.ask_first_version_for("\xff"))) == 401);

    CHECK(
        refusal_of(peer.ask_first_version(
            {{"grant_type", "client_credentials"},
             {"client_id", peer.client},
             {"client_secret", peer.client_secret},
             {"scope", peer.scope}})) == "400 invalid_request 900144");
    CHECK(
        refusal_of(peer.ask(
            {{"grant_type", "client_credentials"},
             {"client_id", peer.client},
             {"client_secret", peer.client_secret},
             {"resource", "https://communication.azure.com/"}})) == "400 invalid_request 901002");
    CHECK(
        refusal_of(peer.ask_first_version(
            {{"grant_type", "client_credentials"},
             {"client_id", peer.client},
             {"client_secret", "x"},
             {"resource", "a"},
             {"resource", "b"}})) == "400 invalid_request 90100");

    peer.register_for_app({{"certificates", json::array{ec().certificate_pem()}}});
    json::object claims = peer.assertion_claims();
    claims["aud"] = "https://localhost:8080/" + peer.tenant + "/oauth2/token";
    CHECK(
        entra_error_of(peer.ask_first_version(
            {{"grant_type", "client_credentials"},
             {"client_id", peer.client},
             {"client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"},
             {"client_assertion", ec().sign("ES256", {{"x5t", ec().thumbprint()}}, claims)},
             {"resource", "https://communication.azure.com/"}})) == "200");
}

TEST_CASE("emulator entra: what MSAL adds to its requests doesn't matter")
{
    entra_peer peer;
    request out = peer.token_request(
        {{"client_id", peer.client},
         {"scope", "https://communication.azure.com//.default openid profile offline_access"},
         {"grant_type", "client_credentials"},
         {"x-client-SKU", "MSAL.Python"},
         {"x-client-VER", "1.31.0"},
         {"x-client-OS", "linux"},
         {"x-ms-lib-capability", "retry-after, h429"},
         {"client-request-id", "0d6d6b3c-2b7a-4f1c-8a36-0e6f2f7d9a11"},
         {"client_info", "1"},
         {"claims", R"({"access_token":{"xms_cc":{"values":["cp1"]}}})"},
         {"client_secret", peer.client_secret}});
    out.headers.add("X-AnchorMailbox", "oid:1@2");
    out.headers.add("client-request-id", "0d6d6b3c-2b7a-4f1c-8a36-0e6f2f7d9a11");
    const reply answer = peer.send(out);
    CHECK(peer.create_with(peer.token_of(answer)) == 201);
    CHECK(header(answer, "client-request-id") == "0d6d6b3c-2b7a-4f1c-8a36-0e6f2f7d9a11");
    CHECK(header(answer, "x-ms-request-id").size() == 36);
}

TEST_CASE("emulator entra: secrets in the wrong place are not shown, and long texts not in full")
{
    entra_peer peer;
    request out = peer.token_request({{"grant_type", "client_credentials"}});
    out.target += "?client_secret=in-the-query";
    peer.send(out);
    const reply swapped = peer.ask(
        {{"grant_type", "client_credentials"},
         {"client_id", peer.client},
         {"client_assertion", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"},
         {"client_assertion_type", "eyJ.in-the-type.x"},
         {"scope", peer.scope}});
    CHECK(refusal_of(swapped) == "400 invalid_request 90023");
    CHECK(swapped.answer.body.find("in-the-type") == std::string::npos);
    const std::string journal = peer.control("GET", "journal").answer.body;
    CHECK(journal.find("in-the-query") == std::string::npos);
    CHECK(journal.find("in-the-type") == std::string::npos);
    CHECK(journal.find("/oauth2/v2.0/token\"") != std::string::npos);
    const std::string long_text(900'000, 'a');
    CHECK(peer.ask({{"grant_type", long_text}, {"client_id", peer.client}}).answer.body.size() < 2'000);
    CHECK(peer.ask_with_secret(long_text).answer.body.size() < 2'000);
}

TEST_CASE("emulator entra: the documents of tenants that there are, and of no others")
{
    entra_peer peer;
    const auto get = [&](const std::string& path) {
        return peer.send(peer.plain("GET", path));
    };
    const std::string newer = "/v2.0/.well-known/openid-configuration";
    const std::string first = "/.well-known/openid-configuration?api-version=1.0";
    CHECK(text(json_of(get("/common" + newer)).at("issuer")) == "https://localhost:8080/{tenantid}/v2.0");
    const json::object old = json_of(get("/" + peer.tenant + first));
    CHECK(text(old.at("token_endpoint")) == "https://localhost:8080/" + peer.tenant + "/oauth2/token");
    CHECK(text(old.at("issuer")) == "https://sts.windows.net/" + peer.tenant + "/");
    CHECK(get("/common/discovery/keys").answer.status == 200);
    for (const std::string& path : {newer, first}) {
        CHECK(refusal_of(get("/5f8a9e1c-3d27-4c60-9b1e-7a4d2c8e6f01" + path)) == "400 invalid_tenant 90002");
        CHECK(refusal_of(get("/contoso.onmicrosoft.com" + path)) == "400 invalid_tenant 90002");
        CHECK(refusal_of(get("/nonsense" + path)) == "400 invalid_tenant 900023");
    }
    CHECK(peer.operation_stats("other").at("statuses").at("400") == 6);
}
