#include "unit/emulator_peer.hpp"

#include <doctest/doctest.h>
#include <regex>
#include <set>
#include <vector>

using namespace acs::emulation;
using namespace std::chrono_literals;

namespace {

const std::string stranger =
    "8:acs:" + std::string(emulator_peer::resource) + "_00000005-14a2-493b-8a72-5a3a0d000081";
const std::string foreigner =
    "8:acs:11111111-368b-45b4-ab52-8493fb117652_00000005-14a2-493b-8a72-5a3a0d000081";

// 201, 400, ...: for short checks.
int status(const reply& answer)
{
    return answer.answer.status;
}

} // namespace

TEST_CASE("emulator operations: creates identities of the observed form")
{
    emulator_peer peer;
    const reply answer = peer.create();
    CHECK(status(answer) == 201);
    CHECK(answer.answer.body.size() == 101);
    CHECK_FALSE(answer.how.chunked);
    CHECK(header(answer, "Content-Type") == "application/json; charset=utf-8");
    CHECK(header(answer, "Date") == "Mon, 09 Jan 2023 17:55:58 GMT");
    CHECK(header(answer, "Strict-Transport-Security") == "max-age=2592000");
    CHECK(header(answer, "Request-Context") == "appId=");
    CHECK(header(answer, "X-Cache") == "CONFIG_NOCACHE");
    CHECK(header(answer, "x-ms-client-request-id") == "0f1e2d3c-0000-4000-8000-000000000001");
    CHECK(std::regex_match(header(answer, "MS-CV"), std::regex("[A-Za-z0-9+/]{22}\\.2\\.0")));
    CHECK(std::regex_match(header(answer, "X-Azure-Ref"), std::regex("0[A-Za-z0-9+/=]+")));
    CHECK(std::regex_match(header(answer, "X-Processing-Time"), std::regex("[0-9]+ms")));
    CHECK(
        header(answer, "api-supported-versions") == "2021-03-07, 2022-06-01, 2022-10-01, 2023-10-01, "
                                                    "2025-03-02-preview, 2025-06-30, 2026-07-22, 2026-09-23");

    std::set<std::string> ids;
    const std::regex form(
        "8:acs:" + std::string(emulator_peer::resource) +
        "_[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{2}3a0d00[0-9a-f]{4}");
    for (int i = 0; i < 500; ++i) {
        const std::string id = peer.create_user();
        CHECK(id.size() == 79);
        CHECK(std::regex_match(id, form));
        ids.insert(id);
    }
    CHECK(ids.size() == 500);
}

TEST_CASE("emulator operations: a create request's body is optional")
{
    emulator_peer peer;
    for (const char* body :
         {"", "{}", "null", R"({"createTokenWithScopes":null,"expiresInMinutes":null})",
          R"({"createTokenWithScopes":[]})", R"({"expiresInMinutes":60,"somethingElse":[1]})"}) {
        const reply answer = peer.create(body);
        CHECK_MESSAGE(status(answer) == 201, body);
        CHECK(answer.answer.body.find("accessToken") == std::string::npos);
    }
    request out = peer.plain("POST", "/identities?api-version=2023-10-01");
    out.headers.add("Content-Type", "application/json");
    out.headers.add("Content-Length", "0");
    peer.sign(out);
    CHECK(status(peer.send(out)) == 201);
    CHECK(peer.operation_stats("create_user").at("requests") == 7);
}

TEST_CASE("emulator operations: creates an identity with a token")
{
    emulator_peer peer;
    const reply answer = peer.create(R"({"createTokenWithScopes":["chat"]})");
    CHECK(status(answer) == 201);
    CHECK(answer.how.chunked);
    const auto body = json_of(answer);
    CHECK(body.at("accessToken").at("expiresOn") == "2023-01-10T17:55:58.1234567+00:00");
    CHECK(body.at("identity").at("id").get_string().size() == 79);
    const auto claims = peer.introspect(text(body.at("accessToken").at("token")));
    CHECK(claims.at("active") == true);
    CHECK(claims.at("claims").at("skypeid").get_string() == text(body.at("identity").at("id")).substr(2));
    CHECK(peer.operation_stats("create_user_and_token").at("requests") == 1);
    CHECK(peer.stats().at("tokensIssued") == 1);
}

TEST_CASE("emulator operations: issues tokens with the lifetime asked for")
{
    emulator_peer peer;
    const std::string id = peer.create_user();
    const auto expires = [&](const std::string& minutes) {
        const reply answer = peer.issue(id, R"({"scopes":["chat"],"expiresInMinutes":)" + minutes + "}");
        REQUIRE(status(answer) == 200);
        CHECK(answer.how.chunked);
        return text(json_of(answer).at("expiresOn"));
    };
    CHECK(expires("60") == "2023-01-09T18:55:58.1234567+00:00");
    CHECK(expires("1440") == "2023-01-10T17:55:58.1234567+00:00");
    CHECK(expires("null") == "2023-01-10T17:55:58.1234567+00:00");
    CHECK(status(peer.issue(id, R"({"Scopes":["voip"],"EXPIRESINMINUTES":61})")) == 200);

    for (int minutes : {59, 1441, 0, -1}) {
        const reply answer =
            peer.issue(id, R"({"scopes":["chat"],"expiresInMinutes":)" + std::to_string(minutes) + "}");
        CHECK(status(answer) == 400);
        CHECK(
            error_of(answer) ==
            "ValidationError|ExpiresInMinutes value " + std::to_string(minutes) +
                " is invalid. Value must be within the [60, 1440] interval.|ExpiresInMinutes");
        CHECK(has_header(answer, "api-supported-versions"));
        CHECK(header(answer, "Content-Type") == "application/json");
    }
    for (const char* minutes : {"60.5", "60.0", "\"60\"", "[]", "99999999999", "true"}) {
        const reply answer =
            peer.issue(id, std::string(R"({"scopes":["chat"],"expiresInMinutes":)") + minutes + "}");
        CHECK(status(answer) == 400);
        CHECK(
            error_of(answer) ==
            "ValidationError|ExpiresInMinutes: The JSON value could not be converted to a 32-bit integer.|"
            "ExpiresInMinutes");
        CHECK_FALSE(has_header(answer, "api-supported-versions"));
    }
    CHECK(status(peer.create(R"({"createTokenWithScopes":["chat"],"expiresInMinutes":59})")) == 400);
    CHECK(status(peer.create(R"({"expiresInMinutes":"60"})")) == 400);
}

TEST_CASE("emulator operations: the service's answers to bad scopes")
{
    emulator_peer peer;
    const std::string id = peer.create_user();
    for (const char* body : {R"({"scopes": null, "expiresInMinutes": null})", "{}"}) {
        const reply missing = peer.issue(id, body);
        CHECK(status(missing) == 400);
        CHECK(
            missing.answer.body ==
            R"({"error":{"code":"ValidationError","message":"Scopes: The Scopes field is required.","target":"Scopes"}})");
        CHECK_FALSE(has_header(missing, "api-supported-versions"));
        CHECK(missing.how.chunked);
    }
    CHECK(error_of(peer.issue(id, "")) == "ValidationError|A non-empty request body is required.|");
    CHECK(error_of(peer.issue(id, "null")) == "ValidationError|A non-empty request body is required.|");
    CHECK(
        error_of(peer.issue(id, "[]")) ==
        "ValidationError|$: The JSON value could not be converted to an object.|$");
    for (const char* scopes : {"\"chat\"", "{}", "[1]", "[\"chat\",null]"})
        CHECK(
            error_of(peer.issue(id, std::string(R"({"scopes":)") + scopes + "}")) ==
            "ValidationError|Scopes: The JSON value could not be converted to an array of strings.|Scopes");
    const reply empty = peer.issue(id, R"({"scopes":[]})");
    CHECK(error_of(empty) == "ValidationError|Scopes: At least one scope is required.|Scopes");
    CHECK(status(empty) == 400);
    CHECK(
        error_of(peer.issue(id, R"({"scopes":["chat","pstn"]})")) ==
        "ValidationError|The scope 'pstn' is invalid.|Scopes");
    CHECK(
        error_of(peer.create(R"({"createTokenWithScopes":["Chat"]})")) ==
        "ValidationError|The scope 'Chat' is invalid.|CreateTokenWithScopes");
    CHECK(status(peer.create(R"({"createTokenWithScopes":"chat"})")) == 400);
    CHECK(peer.stats().at("identities") == 1);
    CHECK(
        status(peer.issue(
            id, R"({"scopes":["chat","voip","chat.join","chat.join.limited","voip.join","chat"]})")) == 200);
}

TEST_CASE("emulator operations: malformed bodies and media types")
{
    emulator_peer peer;
    const std::string id = peer.create_user();
    for (const char* body :
         {"{", "{\"scopes\":[\"chat\"]} x", "{'scopes':[]}", "{\"a\":\"\xff\"}", "\xef\xbb\xbf{}"}) {
        const reply answer = peer.issue(id, body);
        CHECK_MESSAGE(status(answer) == 400, body);
        CHECK(error_of(answer).starts_with("BadRequest|The request body is not valid JSON"));
        CHECK(status(peer.create(body)) == 400);
    }
    const auto with_type = [&](const char* type) {
        request out = peer.plain(
            "POST", "/identities/" + encoded(id) + "/:issueAccessToken?api-version=2023-10-01",
            R"({"scopes":["chat"]})");
        out.headers.erase("Content-Type");
        if (*type != '\0')
            out.headers.add("content-type", type);
        peer.sign(out);
        return peer.send(out);
    };
    for (const char* type :
         {"application/json", "APPLICATION/JSON; charset=UTF-8", "application/json;charset=\"utf-8\"",
          "text/json", "application/merge-patch+json", "application/json; odata=none"})
        CHECK_MESSAGE(status(with_type(type)) == 200, type);
    for (const char* type :
         {"", "text/plain", "application/xml", "application/jsonx", "application/json; charset=utf-16",
          "+json"}) {
        const reply answer = with_type(type);
        CHECK_MESSAGE(status(answer) == 415, type);
        CHECK(error_of(answer).starts_with("UnsupportedMediaType|"));
    }
    const std::string large(1024 * 1024 + 1, ' ');
    const reply too_large = peer.create(large);
    CHECK(status(too_large) == 413);
    CHECK(status(peer.create(large.substr(3) + "{}")) == 201);
}

TEST_CASE("emulator operations: unknown, foreign and malformed identities")
{
    emulator_peer peer;
    for (const char* bad : {"x", "8:acs:", "8:orgid:2dee53b4-368b-45b4-ab52-8493fb117652", "4:+123"}) {
        for (const reply& answer : {peer.issue(bad), peer.revoke(bad), peer.erase(bad)}) {
            CHECK_MESSAGE(status(answer) == 400, bad);
            CHECK(
                error_of(answer) ==
                "ValidationError|The identity '" + std::string(bad) + "' has invalid format.|Id");
        }
    }
    CHECK(status(peer.issue(stranger.substr(0, 78))) == 400);
    for (const reply& answer : {peer.issue(stranger), peer.revoke(stranger)}) {
        CHECK(status(answer) == 404);
        CHECK(error_of(answer) == "NotFound|The identity '" + stranger + "' was not found.|");
        CHECK(has_header(answer, "api-supported-versions"));
    }
    CHECK(status(peer.erase(stranger)) == 204);
    for (const reply& answer : {peer.issue(foreigner), peer.revoke(foreigner), peer.erase(foreigner)}) {
        CHECK(status(answer) == 403);
        CHECK(error_of(answer).starts_with("Forbidden|"));
    }
}

TEST_CASE("emulator operations: an identity may be written raw, encoded or in upper case")
{
    emulator_peer peer;
    const std::string id = peer.create_user();
    CHECK(status(peer.post("/identities/" + id + "/:issueAccessToken", R"({"scopes":["chat"]})")) == 200);
    CHECK(
        status(peer.post("/IDENTITIES/" + encoded(id) + "/%3AissueAccessToken", R"({"scopes":["chat"]})")) ==
        200);
}

TEST_CASE("emulator operations: deletion is final, and repeating it succeeds")
{
    emulator_peer peer;
    const std::string id = peer.create_user();
    const reply answer = peer.erase(id);
    CHECK(status(answer) == 204);
    CHECK(answer.answer.body.empty());
    CHECK_FALSE(has_header(answer, "Content-Type"));
    CHECK(has_header(answer, "api-supported-versions"));
    CHECK(status(peer.erase(id)) == 204);
    CHECK(status(peer.issue(id)) == 404);
    CHECK(status(peer.revoke(id)) == 404);
}

TEST_CASE("emulator operations: a proxy's absolute target is understood")
{
    emulator_peer peer;
    request out = peer.signed_request("POST", "/identities?api-version=2023-10-01");
    out.target = "http://localhost:8080" + out.target;
    CHECK(status(peer.send(out)) == 201);
}
