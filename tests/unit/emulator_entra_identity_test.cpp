#include "emulator/entra/entra_directory.hpp"
#include "unit/entra_peer.hpp"

#include <chrono>
#include <doctest/doctest.h>

using namespace std::chrono_literals;
using acs::emulation::reply;
using acs::emulation::request;
namespace json = boost::json;

namespace {

constexpr const char* resource = "resource=https%3A%2F%2Fcommunication.azure.com%2F";
const std::string metadata_path = "/metadata/identity/oauth2/token";

std::string imds_error(const reply& answer)
{
    return std::to_string(answer.answer.status) + " " + text(json_of(answer).at("error"));
}

} // namespace

TEST_CASE("emulator managed identity: the metadata service gives a token, all in texts")
{
    entra_peer peer;
    const reply answer = peer.imds();
    const json::object body = json_of(answer);
    CHECK(text(body.at("expires_in")) == "86400");
    CHECK(text(body.at("not_before")) == "1673286958");
    CHECK(text(body.at("expires_on")) == "1673373358");
    CHECK(text(body.at("resource")) == "https://communication.azure.com/");
    CHECK(text(body.at("token_type")) == "Bearer");
    const std::string token = peer.token_of(answer);
    CHECK(peer.create_with(token) == 201);
    CHECK(text(token_part(token, 1).at("appid")) == text(body.at("client_id")));
    CHECK(peer.create_with(peer.token_of(peer.imds("resource=https://communication.azure.com"))) == 401);
    CHECK(peer.operation_stats("managed_identity_token").at("requests") == 2);
    peer.now += 86'400s;
    CHECK(peer.create_with(token) == 401);
}

TEST_CASE("emulator managed identity: the metadata service's conditions")
{
    entra_peer peer;
    const std::string good = metadata_path + "?api-version=2018-02-01&" + resource;
    const auto with = [&](std::string target, auto... headers) {
        return imds_error(peer.send(peer.metadata_request(std::move(target), {headers...})));
    };
    using field = std::pair<std::string, std::string>;
    const field metadata{"Metadata", "true"};
    CHECK(with(metadata_path) == "400 invalid_request"); // a probe
    CHECK(with(good) == "400 invalid_request");
    CHECK(with(good, field{"Metadata", "false"}) == "400 invalid_request");
    CHECK(with(good, metadata, field{"X-Forwarded-For", "10.0.0.1"}) == "400 invalid_request");
    CHECK(with(metadata_path + "?" + resource, metadata) == "400 bad_request");
    CHECK(with(metadata_path + "?api-version=2019-11-01&" + resource, metadata) == "400 bad_request");
    CHECK(with(metadata_path + "?api-version=2018-02-01", metadata) == "400 invalid_request");
    CHECK(with(good + "&client_id=11111111-2222-4333-8444-555555555555", metadata) == "400 invalid_request");
    CHECK(with("/metadata/instance?api-version=2021-02-01", metadata) == "404 not_found");
    request post = peer.metadata_request(good, {metadata});
    post.method = "POST";
    CHECK(peer.send(post).answer.status == 405);
    // Only on its own port, and the service isn't there.
    request elsewhere = peer.metadata_request(good, {metadata});
    elsewhere.to_metadata = false;
    CHECK(peer.send(elsewhere).answer.status == 404);
    CHECK(peer.send(peer.metadata_request("/identities?api-version=2023-10-01", {})).answer.status == 404);
}

TEST_CASE("emulator managed identity: identities are registered and chosen by any of their ids")
{
    entra_peer peer;
    const json::array identities = json_of(peer.control("GET", "entra")).at("managedIdentities").as_array();
    REQUIRE(identities.size() == 1);
    const std::string machine = text(identities.at(0).at("clientId"));
    peer.control(
        "POST", "entra",
        json::serialize(json::object{
            {"managedIdentityLifetimeSeconds", 600},
            {"managedIdentities", json::array{
                                      json::object{
                                          {"clientId", "11111111-2222-4333-8444-555555555555"},
                                          {"objectId", "21111111-2222-4333-8444-555555555555"},
                                          {"resourceId", "/subscriptions/s/one"}},
                                      json::object{{"clientId", "31111111-2222-4333-8444-555555555555"}}}}}));
    const auto client_of = [&](const std::string& choice) {
        const json::object body = json_of(peer.imds(std::string(resource) + choice));
        return body.contains("client_id") ? text(body.at("client_id")).substr(0, 8) : text(body.at("error"));
    };
    CHECK(client_of("&client_id=31111111-2222-4333-8444-555555555555") == "31111111");
    CHECK(client_of("&object_id=21111111-2222-4333-8444-555555555555") == "11111111");
    CHECK(client_of("&msi_res_id=%2Fsubscriptions%2FS%2FOne") == "11111111");
    CHECK(client_of("&client_id=" + machine) == "invalid_request");
    CHECK(client_of("") == "invalid_request"); // which of the two?
    CHECK(
        client_of("&client_id=31111111-2222-4333-8444-555555555555&object_id=21111111-2222-4333-8444-"
                  "555555555555") == "invalid_request");
    CHECK(
        text(json_of(peer.imds(std::string(resource) + "&client_id=31111111-2222-4333-8444-555555555555"))
                 .at("expires_in")) == "600");
}

TEST_CASE("emulator managed identity: App Service wants the header that it gave the program")
{
    entra_peer peer;
    const std::string now_way = std::string("/msi/token?api-version=2019-08-01&") + resource;
    const std::string old_way = std::string("/MSI/token?api-version=2017-09-01&") + resource;
    const auto ask = [&](const std::string& target, const char* name, const std::string& value) {
        return peer.send(peer.metadata_request(target, {{name, value}}));
    };
    const reply answer = ask(now_way, "X-IDENTITY-HEADER", peer.identity_header);
    CHECK(peer.create_with(peer.token_of(answer)) == 201);
    CHECK(text(json_of(answer).at("expires_on")) == "1673373358");
    CHECK_FALSE(json_of(answer).contains("expires_in"));
    CHECK(peer.create_with(peer.token_of(ask(old_way, "secret", peer.identity_header))) == 201);
    CHECK(ask(now_way, "X-IDENTITY-HEADER", "wrong-header").answer.status == 401);
    CHECK(ask(now_way, "secret", peer.identity_header).answer.status == 401);
    CHECK(ask(old_way, "X-IDENTITY-HEADER", peer.identity_header).answer.status == 401);
    CHECK(ask(now_way + "&client_id=x", "X-IDENTITY-HEADER", peer.identity_header).answer.status == 400);
    CHECK(ask("/msi/token?api-version=1", "X-IDENTITY-HEADER", peer.identity_header).answer.status == 400);
    const std::string journal = peer.control("GET", "journal").answer.body;
    CHECK(journal.find(peer.identity_header) == std::string::npos);
    CHECK(journal.find("wrong-header") == std::string::npos);
}

TEST_CASE("emulator managed identity: Cloud Shell is posted a form")
{
    entra_peer peer;
    const auto ask = [&](const char* metadata, const char* type, std::string body) {
        request out =
            peer.metadata_request("/oauth2/token", {{"Metadata", metadata}, {"Content-Type", type}});
        out.method = "POST";
        out.body = std::move(body);
        return peer.send(out);
    };
    constexpr const char* form = "application/x-www-form-urlencoded";
    const reply answer = ask("true", form, resource);
    CHECK(text(json_of(answer).at("expires_in")) == "86400");
    CHECK(text(json_of(answer).at("resource")) == "https://communication.azure.com/");
    CHECK(peer.create_with(peer.token_of(answer)) == 201);
    CHECK(peer.operation_stats("managed_identity_token").at("requests") == 1);
    CHECK(imds_error(ask("false", form, resource)) == "400 invalid_request");
    CHECK(imds_error(ask("true", "application/json", resource)) == "400 invalid_request");
    CHECK(imds_error(ask("true", form, "")) == "400 invalid_request");
    CHECK(
        imds_error(peer.send(peer.metadata_request("/oauth2/token", {{"Metadata", "true"}}))) ==
        "405 method_not_allowed");
}

TEST_CASE("emulator managed identity: an outage of the metadata service can be scripted")
{
    entra_peer peer;
    peer.fault(R"([{"kind":"status","op":"imds","status":404,"times":1},
                   {"kind":"status","op":"managed_identity_token","status":410,"times":1},
                   {"kind":"throttle","op":"managed_identity_token","times":1,"retryAfter":3}])");
    for (const int status : {404, 410, 429, 200})
        CHECK(peer.imds().answer.status == status);
    CHECK(peer.ask_with_secret().answer.status == 200);
    peer.fault(R"({"kind":"short_token","op":"managed_identity_token","seconds":5})");
    CHECK(text(json_of(peer.imds()).at("expires_in")) == "5");
}

TEST_CASE("emulator managed identity: Azure Arc challenges with a file")
{
    auto settings = emulator_peer::default_settings();
    settings.arc_key_file = "/somewhere/arc.key";
    emulator_peer arc(settings);
    entra_peer peer; // the same keys
    const std::string target = metadata_path + "?api-version=2019-11-01&" + resource;
    request out = peer.metadata_request(target, {{"Metadata", "true"}});
    const reply challenge = arc.send(out);
    CHECK(challenge.answer.status == 401);
    CHECK(header(challenge, "WWW-Authenticate") == "Basic realm=/somewhere/arc.key");
    out.headers.add("Authorization", "Basic wrong");
    CHECK(arc.send(out).answer.status == 401);
    out.headers.set("Authorization", "Basic " + std::string(arc.rules.directory().arc_key().reveal()));
    CHECK(peer.create_with(entra_peer::token_of(arc.send(out))) == 201);
    out.target = metadata_path + "?api-version=2020-06-01&" + resource; // Python's
    CHECK(peer.create_with(entra_peer::token_of(arc.send(out))) == 201);
    CHECK(
        arc.control("GET", "journal").answer.body.find(arc.rules.directory().arc_key().reveal()) ==
        std::string::npos);
}
