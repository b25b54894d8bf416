#include "unit/emulator_peer.hpp"

#include <doctest/doctest.h>
#include <vector>

using namespace acs::emulation;
using namespace std::chrono_literals;
namespace json = boost::json;

namespace {

constexpr std::string_view tenant = "c70d068c-2f32-484d-9455-73070cd5aadd";
constexpr std::string_view user = "b27b64b9-39d2-44a3-869d-67700b74e805";
constexpr std::string_view app = "2c3e1e83-8fd7-4615-ad2b-b8c1229845ac";
constexpr std::string_view teams_audience = "https://auth.msft.communication.azure.com";
constexpr std::string_view clients_audience = "https://communication.azure.com/clients";

/// One of the two exchanges of a bearer token.
struct exchange
{
    std::string path;
    std::string operation;
    std::string_view audience;
    std::string_view other_audience;
    std::string prefix; ///< of the identity, behind the resource
    std::vector<std::string> versions;
    std::vector<std::string> other_versions;
};

const std::vector<exchange> exchanges{
    {"/access/teamsExtension/:exchangeAccessToken",
     "get_token_for_teams_extension_user",
     teams_audience,
     clients_audience,
     "_",
     {"2025-03-02-preview", "2025-06-30", "2026-07-22", "2026-09-23"},
     {"2021-03-07", "2022-06-01", "2022-10-01", "2023-10-01"}},
    {"/access/entra/:exchangeAccessToken",
     "get_token_for_entra_user",
     clients_audience,
     teams_audience,
     "_wf_",
     {"2025-03-02-preview"},
     {"2021-03-07", "2022-06-01", "2022-10-01", "2023-10-01", "2025-06-30", "2026-07-22", "2026-09-23"}}};

std::string user_token(emulator_peer& peer, std::string_view audience, json::object more = {})
{
    json::object body{{"appId", app}, {"userId", user}, {"tenantId", tenant}, {"audience", audience}};
    for (const auto& member : more)
        body[member.key()] = member.value();
    const reply answer = peer.control("POST", "entra-token", json::serialize(body));
    INFO(answer.answer.body);
    REQUIRE(answer.answer.status == 200);
    return text(json_of(answer).at("token"));
}

reply send(
    emulator_peer& peer, const std::string& path, const std::string& authorization,
    const std::string& body = "{}")
{
    request out = peer.plain("POST", path + "?api-version=" + peer.version, body);
    if (!authorization.empty())
        out.headers.add("Authorization", authorization);
    return peer.send(out);
}

} // namespace

TEST_CASE("emulator access: a user's bearer token is exchanged for an access token")
{
    for (const exchange& one : exchanges) {
        CAPTURE(one.path);
        emulator_peer peer;
        const std::string id = "8:acs:" + std::string(emulator_peer::resource) + one.prefix +
                               std::string(tenant) + "_" + std::string(user);
        const std::string bearer = user_token(peer, one.audience, {{"seconds", 4000}});
        std::uint64_t issued = 0;
        for (const std::string& version : one.versions) {
            CAPTURE(version);
            peer.version = version;
            const reply answer = send(peer, one.path, "Bearer " + bearer);
            CHECK(answer.answer.status == 200);
            CHECK(answer.how.chunked);
            CHECK(header(answer, "Content-Type") == "application/json; charset=utf-8");
            CHECK(header(answer, "api-supported-versions").ends_with(one.versions.back()));
            CHECK(header(answer, "api-supported-versions").starts_with(one.versions.front()));
            const json::object body = json_of(answer);
            CHECK(body.at("identity") == json::object{{"id", id}});
            CHECK(body.at("accessToken").at("expiresOn") == "2023-01-09T19:02:38.0000000+00:00");
            const std::string token = text(body.at("accessToken").at("token"));
            CHECK(peer.introspect(token).at("reason") == "valid");
            const json::object claims = token_part(token, 1);
            CHECK(claims.at("skypeid").get_string() == id.substr(2));
            CHECK(claims.at("resourceId").get_string() == emulator_peer::resource);
            CHECK(claims.at("acsScope") == "chat,voip");
            ++issued;
        }
        CHECK(peer.stats().at("tokensIssued") == issued);
        CHECK(peer.stats().at("identities") == 0);
        CHECK(peer.operation_stats(one.operation).at("statuses").at("200") == issued);
        CHECK(peer.last_entry().at("operation").get_string() == one.operation);
        CHECK(json::serialize(peer.last_entry()).find(bearer) == std::string::npos);
        peer.now += 4000s;
        CHECK(send(peer, one.path, "Bearer " + bearer).answer.status == 401);
    }
}

TEST_CASE("emulator access: the exchanged token ends with the Entra token")
{
    for (const exchange& one : exchanges) {
        emulator_peer peer;
        peer.version = one.versions.back();
        const std::string bearer = user_token(peer, one.audience, {{"seconds", 100}});
        const std::string token =
            text(json_of(send(peer, one.path, "bearer  " + bearer)).at("accessToken").at("token"));
        peer.now += 98s;
        CHECK(peer.introspect(token).at("reason") == "valid");
        peer.now += 2s;
        CHECK(peer.introspect(token).at("reason") == "expired");
    }
}

TEST_CASE("emulator access: versions without the exchange say so")
{
    for (const exchange& one : exchanges)
        for (const std::string& version : one.other_versions) {
            CAPTURE(one.path);
            CAPTURE(version);
            emulator_peer peer;
            peer.version = version;
            const reply answer = send(peer, one.path, "Bearer " + user_token(peer, one.audience));
            CHECK(answer.answer.status == 400);
            CHECK(error_of(answer).starts_with("UnsupportedApiVersion|"));
            CHECK(header(answer, "api-supported-versions").starts_with(one.versions.front()));
            CHECK(header(answer, "api-supported-versions").ends_with(one.versions.back()));
            // Who isn't let in learns nothing about versions.
            CHECK(send(peer, one.path, "").answer.status == 401);
        }
}

TEST_CASE("emulator access: a bearer token that isn't a user's for the service is refused")
{
    for (const exchange& one : exchanges) {
        CAPTURE(one.path);
        emulator_peer peer;
        peer.version = one.versions.front();
        const std::string good = user_token(peer, one.audience);
        const std::string service = text(
            json_of(peer.control("POST", "entra-token", R"({"audience":"https://communication.azure.com/"})"))
                .at("token"));
        emulator_peer stranger([] {
            service_settings settings = emulator_peer::default_settings();
            settings.access_key = "b3RoZXI=";
            return settings;
        }());
        const std::string acs = peer.token(peer.create_user());
        const auto reason = [&](const std::string& token) {
            const reply answer = send(peer, one.path, "Bearer " + token);
            CHECK(answer.answer.status == 401);
            CHECK(error_of(answer) == "InvalidAccessToken|Provided access token is not valid.|");
            CHECK(header(answer, "WWW-Authenticate") == "Bearer");
            CHECK_FALSE(has_header(answer, "api-supported-versions"));
            return header(answer, "x-emulator-reason");
        };
        for (const std::string& bad : {std::string("x"), good + "x", "a" + good, good.substr(5), acs})
            CHECK(reason(bad) == "the bearer token was not made by this emulator");
        CHECK(reason(user_token(stranger, one.audience)) == "the bearer token was not made by this emulator");
        CHECK(reason(service) == "the bearer token is not one of a user");
        CHECK(
            reason(user_token(peer, one.other_audience)) == "the bearer token is for the audience " +
                                                                std::string(one.other_audience) + ", not " +
                                                                std::string(one.audience));
        CHECK(reason(user_token(peer, one.audience, {{"seconds", 0}}))
                  .starts_with("the bearer token expired: Mon, 09 Jan 2023 17:55:58 GMT"));
        CHECK(reason(user_token(peer, one.audience, {{"notBeforeSeconds", 60}}))
                  .starts_with("the bearer token is not valid before Mon, 09 Jan 2023 17:56:58 GMT"));
        // A slash at the end makes no other audience.
        CHECK(
            send(peer, one.path, "Bearer " + user_token(peer, std::string(one.audience) + "/"))
                .answer.status == 200);
    }
}

TEST_CASE("emulator access: nothing but a bearer token opens the exchanges")
{
    for (const exchange& one : exchanges) {
        CAPTURE(one.path);
        emulator_peer peer;
        peer.version = one.versions.front();
        const auto refused = [&](const reply& answer) {
            CHECK(answer.answer.status == 401);
            CHECK(error_of(answer) == "Denied|Denied by the resource provider.|");
            CHECK(header(answer, "WWW-Authenticate") == "Bearer");
            return header(answer, "x-emulator-reason");
        };
        CHECK(refused(send(peer, one.path, "")) == "missing header Authorization");
        CHECK(
            refused(peer.post(one.path, "{}")) == "unknown scheme in Authorization: HMAC-SHA256; this "
                                                  "operation takes the token of an Entra user as Bearer");
        const std::string bearer = user_token(peer, one.audience);
        CHECK(
            refused(send(peer, one.path, bearer)) ==
            "unknown scheme in Authorization; this operation takes the token of an Entra user as Bearer");
        request twice = peer.plain("POST", one.path + "?api-version=" + peer.version, "{}");
        twice.headers.add("Authorization", "Bearer " + bearer);
        twice.headers.add("Authorization", "Bearer " + bearer);
        CHECK(refused(peer.send(twice)) == "header Authorization occurs twice");
    }
    // And such a token opens nothing else.
    emulator_peer peer;
    CHECK(send(peer, "/identities", "Bearer " + user_token(peer, teams_audience)).answer.status == 401);
}

TEST_CASE("emulator access: the body is an object, whatever is in it")
{
    for (const exchange& one : exchanges)
        for (const std::string& version : one.versions) {
            CAPTURE(version);
            emulator_peer peer;
            peer.version = version;
            const std::string authorization = "Bearer " + user_token(peer, one.audience);
            const auto status = [&](const std::string& body) {
                return send(peer, one.path, authorization, body).answer.status;
            };
            CHECK(status("{}") == 200);
            CHECK(status(R"({"anything":[1,{"else":null}]})") == 200);
            for (const char* bad : {"", "null", "[]", "5", "{", "\"{}\""})
                CHECK_MESSAGE(status(bad) == 400, bad);
            request untyped = peer.plain("POST", one.path + "?api-version=" + version);
            untyped.body = "{}";
            untyped.headers.add("Authorization", authorization);
            CHECK(peer.send(untyped).answer.status == 415);
        }
}

TEST_CASE("emulator access: neither exchange asks for an assignment")
{
    // Decided, not known: see docs/emulator.md.
    for (const exchange& one : exchanges) {
        emulator_peer peer;
        peer.version = "2025-03-02-preview";
        const std::string path =
            "/access/teamsExtension/tenants/" + std::string(tenant) + "/assignments/" + std::string(user);
        CHECK(peer.call("GET", path).answer.status == 404);
        CHECK(send(peer, one.path, "Bearer " + user_token(peer, one.audience)).answer.status == 200);
    }
}

TEST_CASE("emulator access: the audience of the US government's cloud is fine for Teams")
{
    emulator_peer peer;
    peer.version = "2025-06-30";
    const std::string bearer = user_token(peer, "https://auth.msft.communication.azure.us");
    CHECK(send(peer, exchanges[0].path, "Bearer " + bearer).answer.status == 200);
    CHECK(send(peer, exchanges[1].path, "Bearer " + bearer).answer.status == 401);
}

TEST_CASE("emulator access: quotas of the exchanges, 500 each")
{
    for (const exchange& one : exchanges) {
        service_settings settings = emulator_peer::default_settings();
        settings.quotas = true;
        emulator_peer peer(settings);
        peer.version = one.versions.front();
        const std::string authorization = "Bearer " + user_token(peer, one.audience, {{"seconds", 99999}});
        int passed = 0;
        CHECK(send(peer, one.path, "").answer.status == 401); // doesn't count
        while (send(peer, one.path, authorization).answer.status == 200)
            ++passed;
        CHECK(passed == 500);
        const reply answer = send(peer, one.path, authorization);
        CHECK(answer.answer.status == 429);
        CHECK(has_header(answer, "Retry-After"));
        CHECK(peer.operation_stats("get_token_for_teams_user").at("requests") == 0);
        peer.now += 30s;
        CHECK(send(peer, one.path, authorization).answer.status == 200);
    }
}

TEST_CASE("emulator access: faults of the exchanges, by name")
{
    for (const exchange& one : exchanges) {
        emulator_peer peer;
        peer.version = one.versions.front();
        const std::string authorization = "Bearer " + user_token(peer, one.audience);
        const auto expires = [&] {
            return text(json_of(send(peer, one.path, authorization)).at("accessToken").at("expiresOn"));
        };
        peer.fault(
            R"([{"kind":"throttle","op":")" + one.operation + R"(","times":1},{"kind":"short_token","op":")" +
            one.operation + R"(","seconds":60,"skip":1,"times":1}])");
        CHECK(send(peer, one.path, authorization).answer.status == 429);
        CHECK(expires() == "2023-01-09T17:56:58.1234567+00:00");
        CHECK(expires() == "2023-01-09T18:55:58.0000000+00:00");
    }
}
