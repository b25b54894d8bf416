#include "unit/emulator_peer.hpp"

#include "emulator/encoding/base64.hpp"
#include "emulator/tokens/rs256_signer.hpp"

#include <doctest/doctest.h>
#include <openssl/evp.h>
#include <regex>
#include <set>

using namespace acs::emulation;
using namespace std::chrono_literals;
namespace json = boost::json;

namespace {

std::vector<std::string> keys(const json::object& object)
{
    std::vector<std::string> result;
    for (const auto& member : object)
        result.emplace_back(member.key());
    return result;
}

std::string why(const json::object& introspection)
{
    CHECK(introspection.at("active") == (introspection.at("reason") == "valid"));
    return text(introspection.at("reason"));
}

} // namespace

TEST_CASE("emulator tokens: have the observed shape")
{
    for (const auto signing : {acs::token_signing::hs256, acs::token_signing::rs256}) {
        service_settings settings = emulator_peer::default_settings();
        settings.signing = signing;
        emulator_peer peer(settings);
        const std::string id = peer.create_user();
        const std::string token = peer.token(id);

        const json::object head = token_part(token, 0);
        CHECK(keys(head) == std::vector<std::string>{"alg", "kid", "x5t", "typ"});
        CHECK(head.at("alg") == (signing == acs::token_signing::hs256 ? "HS256" : "RS256"));
        CHECK(head.at("typ") == "JWT");
        CHECK(std::regex_match(text(head.at("kid")), std::regex("[0-9A-F]{40}")));
        CHECK(base64url_decode(text(head.at("x5t"))).value().size() == 20);

        const json::object claims = token_part(token, 1);
        CHECK(
            keys(claims) == std::vector<std::string>{
                                "skypeid", "scp", "csi", "exp", "rgn", "acsScope", "resourceId",
                                "resourceLocation", "iat", "jti"});
        CHECK(claims.at("skypeid").get_string() == id.substr(2));
        CHECK(claims.at("scp") == 1792);
        CHECK(claims.at("iat") == 1673286958);
        CHECK(claims.at("csi") == "1673286958");
        CHECK(claims.at("exp") == 1673286958 + 86400);
        CHECK(claims.at("rgn") == "amer");
        CHECK(claims.at("acsScope") == "chat,voip");
        CHECK(claims.at("resourceId").get_string() == emulator_peer::resource);
        CHECK(claims.at("resourceLocation") == "unitedstates");
        const std::string signature = base64url_decode(token.substr(token.rfind('.') + 1)).value();
        CHECK(signature.size() == (signing == acs::token_signing::hs256 ? 32 : 256));

        CHECK(why(peer.introspect(token)) == "valid");
        std::string forged = token;
        forged.back() = forged.back() == 'A' ? 'Q' : 'A';
        CHECK(why(peer.introspect(forged)) == "not_issued_here");
        CHECK(peer.introspect(forged).at("claims").is_null());
    }
}

TEST_CASE("emulator tokens: are padded to the length that was asked for")
{
    for (const auto signing : {acs::token_signing::hs256, acs::token_signing::rs256}) {
        service_settings settings = emulator_peer::default_settings();
        settings.signing = signing;
        const auto length = [&](std::size_t wanted) {
            settings.token_bytes = wanted;
            emulator_peer peer(settings);
            const std::string token = peer.token(peer.create_user());
            CHECK(why(peer.introspect(token)) == "valid");
            CHECK(token_part(token, 1).contains("padding") == (wanted > 100));
            return token.size();
        };
        const std::size_t natural = length(100);
        // Base64 has no text of some lengths, and the claim itself takes some.
        for (const std::size_t more : {1U, 20U}) {
            const std::size_t padded = length(natural + more);
            CHECK(padded >= natural + more);
            CHECK(padded <= natural + 22);
        }
        for (std::size_t wanted = 1500; wanted < 1504; ++wanted) {
            const std::size_t padded = length(wanted);
            CHECK(padded >= wanted);
            CHECK(padded <= wanted + 1);
        }
    }
}

TEST_CASE("emulator tokens: those of one instant differ")
{
    emulator_peer peer;
    const std::string id = peer.create_user();
    std::set<std::string> tokens;
    for (int i = 0; i < 200; ++i)
        tokens.insert(peer.token(id));
    CHECK(tokens.size() == 200);
    for (const std::string& token : tokens)
        CHECK(why(peer.introspect(token)) == "valid");
}

TEST_CASE("emulator tokens: end by expiry, revocation and deletion")
{
    emulator_peer peer;
    const std::string id = peer.create_user();
    const std::string other = peer.create_user();
    const std::string first = peer.token(id);
    const std::string foreign = peer.token(other);
    CHECK(peer.revoke(id).answer.status == 204);
    const std::string second = peer.token(id); // the same instant
    CHECK(why(peer.introspect(first)) == "revoked");
    CHECK(why(peer.introspect(second)) == "valid");
    CHECK(why(peer.introspect(foreign)) == "valid");
    CHECK(peer.introspect(first).at("claims").at("acsScope") == "chat,voip");
    CHECK(peer.revoke(id).answer.status == 204);
    CHECK(peer.revoke(id).answer.status == 204);
    CHECK(why(peer.introspect(second)) == "revoked");

    peer.control("POST", "clock", R"({"offsetSeconds":86399})");
    CHECK(why(peer.introspect(foreign)) == "valid");
    peer.control("POST", "clock", R"({"offsetSeconds":86400})");
    CHECK(why(peer.introspect(foreign)) == "expired");
    peer.control("POST", "clock", R"({"offsetSeconds":0})");
    CHECK(why(peer.introspect(foreign)) == "valid");
    CHECK(peer.erase(other).answer.status == 204);
    CHECK(why(peer.introspect(foreign)) == "deleted");

    for (const char* nonsense : {"", "a", "a.b", "a.b.c", "..", "eyJhbGciOiJub25lIn0.e30."})
        CHECK(why(peer.introspect(nonsense)) == "not_issued_here");
    service_settings settings = emulator_peer::default_settings();
    settings.resource_id = "11111111-368b-45b4-ab52-8493fb117652";
    emulator_peer elsewhere(settings); // the same access key
    CHECK(why(elsewhere.introspect(second)) == "other_resource");
    settings.access_key = "pw==";
    CHECK(why(emulator_peer(settings).introspect(second)) == "not_issued_here");
}

TEST_CASE("emulator tokens: a given RSA key is used, and checked")
{
    const std::string pem = rs256_signer().pem();
    service_settings settings = emulator_peer::default_settings();
    settings.signing = acs::token_signing::rs256;
    settings.token_key_pem = pem;
    emulator_peer a(settings);
    emulator_peer b(settings);
    const std::string token = a.token(a.create_user());
    CHECK(b.introspect(token).at("reason") == "deleted"); // the signature is right, the identity unknown
    CHECK(a.rules.save().find("BEGIN PRIVATE KEY") != std::string::npos);
    settings.token_key_pem = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
    CHECK_THROWS_AS(service{settings}, std::invalid_argument);
    settings = emulator_peer::default_settings();
    settings.resource_id = "not-a-guid";
    CHECK_THROWS_AS(service{settings}, std::invalid_argument);
}

TEST_CASE("emulator tokens: a bearer token for the service replaces the signature")
{
    emulator_peer peer;
    const auto mint = [&](const std::string& body) {
        const reply answer = peer.control("POST", "entra-token", body);
        REQUIRE(answer.answer.status == 200);
        return text(json_of(answer).at("token"));
    };
    const auto with = [&](const std::string& scheme, const std::string& token) {
        request out = peer.plain("POST", "/identities?api-version=2023-10-01");
        out.headers.add("Authorization", scheme + token);
        return peer.send(out);
    };
    const std::string good = mint(R"({"audience":"https://communication.azure.com/"})");
    CHECK(with("Bearer ", good).answer.status == 201);
    CHECK(with("bearer  ", good).answer.status == 201);
    CHECK(
        with("Bearer ", mint(R"({"audience":"https://communication.azure.com//.default"})")).answer.status ==
        201);
    CHECK(with("Bearer ", mint(R"({"audience":"https://communication.azure.com"})")).answer.status == 201);

    const auto reason = [&](const std::string& token) {
        const reply answer = with("Bearer ", token);
        CHECK(answer.answer.status == 401);
        CHECK(error_of(answer) == "Denied|Denied by the resource provider.|");
        CHECK(json::serialize(peer.last_entry()).find(token) == std::string::npos);
        return header(answer, "x-emulator-reason");
    };
    CHECK(reason(good + "x").find("was not made by this emulator") != std::string::npos);
    CHECK(
        reason(mint(R"({"audience":"https://graph.microsoft.com"})")) ==
        "the bearer token is for the audience https://graph.microsoft.com, not "
        "https://communication.azure.com/");
    CHECK(reason(mint(R"({"audience":"https://communication.azure.com/","seconds":0})"))
              .starts_with("the bearer token expired"));
    CHECK(reason(mint(R"({"audience":"https://communication.azure.com/","notBeforeSeconds":60})"))
              .starts_with("the bearer token is not valid before"));
    CHECK(
        reason(
            mint(
                R"({"appId":"2c3e1e83-8fd7-4615-ad2b-b8c1229845ac","userId":"32c0a5db-05ec-78ea-51ab-3f06b329397e"})"))
            .find("audience") != std::string::npos);
    CHECK(peer.last_entry().at("headers").at("authorization").get_string().starts_with("Bearer ("));
    peer.control("POST", "clock", R"({"offsetSeconds":3600})");
    CHECK(reason(good).starts_with("the bearer token expired: Mon, 09 Jan 2023 18:55:58 GMT"));
}

TEST_CASE("emulator tokens: exchanging a Teams user's token")
{
    emulator_peer peer;
    const std::string app = "2c3e1e83-8fd7-4615-ad2b-b8c1229845ac";
    const std::string user = "32c0a5db-05ec-78ea-51ab-3f06b329397e";
    const std::string other = "11111111-05ec-78ea-51ab-3f06b329397e";
    const auto mint = [&](const std::string& more) {
        return text(json_of(peer.control(
                                "POST", "entra-token",
                                R"({"appId":")" + app + R"(","userId":")" + user + "\"" + more + "}"))
                        .at("token"));
    };
    const auto exchange = [&](const std::string& token, const std::string& app_id,
                              const std::string& user_id) {
        return peer.post(
            "/teamsUser/:exchangeAccessToken",
            R"({"token":")" + token + R"(","appId":")" + app_id + R"(","userId":")" + user_id + "\"}");
    };
    const std::string good = mint(R"(,"seconds":1800)");
    CHECK(keys(token_part(good, 1)).front() == "aud");
    CHECK(token_part(good, 1).at("appid").get_string() == app);
    CHECK(token_part(good, 1).at("oid").get_string() == user);
    CHECK(token_part(good, 1).contains("tid"));

    const reply answer = exchange(good, app, user);
    REQUIRE(answer.answer.status == 200);
    CHECK(answer.how.chunked);
    CHECK(json_of(answer).at("expiresOn") == "2023-01-09T18:25:58.0000000+00:00");
    const std::string token = text(json_of(answer).at("token"));
    CHECK(peer.introspect(token).at("active") == true);
    CHECK(peer.introspect(token).at("claims").at("skypeid").get_string() == "orgid:" + user);
    CHECK(
        header(answer, "api-supported-versions") ==
        "2022-06-01, 2022-10-01, 2023-10-01, 2025-03-02-preview, 2025-06-30, 2026-07-22, 2026-09-23");
    CHECK(text(json_of(exchange(good, app, user)).at("token")) != token);

    for (const std::string& bad :
         {std::string(), std::string("invalid"), good + "x", mint(R"(,"seconds":0)")})
        for (const std::string& user_id : {user, std::string()}) {
            const reply refused = exchange(bad, app, user_id);
            CHECK(refused.answer.status == 401);
            CHECK(
                refused.answer.body ==
                R"({"error":{"code":"InvalidAccessToken","message":"Provided access token is not valid."}})");
            CHECK(has_header(refused, "x-emulator-reason"));
        }
    CHECK(peer.post("/teamsUser/:exchangeAccessToken", "{}").answer.status == 401);
    CHECK(peer.post("/teamsUser/:exchangeAccessToken", R"({"token":1})").answer.status == 400);
    CHECK(peer.post("/teamsUser/:exchangeAccessToken", "").answer.status == 400);
    CHECK(
        error_of(exchange(good, "invalid", user)) ==
        "ValidationError|Provided AppId has invalid format.|appId");
    CHECK(error_of(exchange(good, "", user)) == "ValidationError|Provided AppId has invalid format.|appId");
    CHECK(
        error_of(exchange(good, other, user)) ==
        "ValidationError|AAD application is not the expected one.|appId");
    CHECK(error_of(exchange(good, app, "")) == "ValidationError|Provided UserId has invalid format.|userId");
    CHECK(error_of(exchange(good, app, other)) == "ValidationError|AAD user is not the expected one.|userId");
    CHECK(exchange(good, app, other).answer.status == 400);
    const std::string service = text(
        json_of(peer.control("POST", "entra-token", R"({"audience":"https://communication.azure.com/"})"))
            .at("token"));
    CHECK(exchange(service, app, user).answer.status == 401);

    peer.control("POST", "clock", R"({"offsetSeconds":1800})");
    CHECK(exchange(good, app, user).answer.status == 401);
    CHECK(peer.introspect(token).at("reason") == "expired");
}
