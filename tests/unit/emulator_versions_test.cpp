#include "unit/emulator_peer.hpp"

#include "emulator/protocol/api_version.hpp"

#include <doctest/doctest.h>

using namespace acs::emulation;

namespace {

const std::vector<std::string> all{"2021-03-07",         "2022-06-01", "2022-10-01", "2023-10-01",
                                   "2025-03-02-preview", "2025-06-30", "2026-07-22", "2026-09-23"};

} // namespace

TEST_CASE("emulator versions: every one does the core operations")
{
    emulator_peer peer;
    for (const std::string& version : all) {
        CAPTURE(version);
        peer.version = version;
        CHECK(peer.create(R"({"createTokenWithScopes":["chat","voip"]})").answer.status == 201);
        const std::string id = peer.create_user();
        CHECK(peer.issue(id).answer.status == 200);
        CHECK(peer.revoke(id).answer.status == 204);
        CHECK(peer.erase(id).answer.status == 204);
    }
}

TEST_CASE("emulator versions: expiresInMinutes means something from 2022-10-01")
{
    emulator_peer peer;
    const std::string id = peer.create_user();
    for (const std::string& version : all) {
        CAPTURE(version);
        peer.version = version;
        const bool known = version >= "2022-10-01";
        const auto hour = json_of(peer.issue(id, R"({"scopes":["chat"],"expiresInMinutes":60})"));
        CHECK(
            hour.at("expiresOn") ==
            (known ? "2023-01-09T18:55:58.1234567+00:00" : "2023-01-10T17:55:58.1234567+00:00"));
        CHECK(
            peer.issue(id, R"({"scopes":["chat"],"expiresInMinutes":1})").answer.status ==
            (known ? 400 : 200));
        CHECK(
            peer.issue(id, R"({"scopes":["chat"],"expiresInMinutes":{}})").answer.status ==
            (known ? 400 : 200));
    }
}

TEST_CASE("emulator versions: the join scopes came with 2023-10-01")
{
    emulator_peer peer;
    const std::string id = peer.create_user();
    for (const std::string& version : all)
        for (const std::string scope : {"chat.join", "chat.join.limited", "voip.join"}) {
            peer.version = version;
            const reply answer = peer.issue(id, R"({"scopes":[")" + scope + "\"]}");
            CHECK(answer.answer.status == (version >= "2023-10-01" ? 200 : 400));
        }
}

TEST_CASE("emulator versions: the Teams exchange came with 2022-06-01")
{
    emulator_peer peer;
    for (const std::string& version : all) {
        peer.version = version;
        const reply answer = peer.post("/teamsUser/:exchangeAccessToken", R"({"token":"x"})");
        CHECK(answer.answer.status == (version == "2021-03-07" ? 400 : 401));
        if (version == "2021-03-07")
            CHECK(
                header(answer, "api-supported-versions") ==
                "2022-06-01, 2022-10-01, 2023-10-01, 2025-03-02-preview, 2025-06-30, 2026-07-22, 2026-09-23");
    }
}

TEST_CASE("emulator versions: unknown, missing and doubled ones are refused")
{
    emulator_peer peer;
    peer.version = "2020-01-01";
    const reply unknown = peer.create();
    CHECK(unknown.answer.status == 400);
    CHECK(
        error_of(unknown) == "UnsupportedApiVersion|The HTTP resource that matches the request URI "
                             "'https://localhost:8080/identities' "
                             "does not support the API version '2020-01-01'.|");
    CHECK(has_header(unknown, "api-supported-versions"));
    for (const char* target :
         {"/identities", "/identities?", "/identities?api-version=", "/identities?api-version"}) {
        const reply missing = peer.send(peer.signed_request("POST", target));
        CHECK(missing.answer.status == 400);
        CHECK(error_of(missing).find("does not support the API version ''.") != std::string::npos);
    }
    CHECK(error_of(peer.send(peer.signed_request(
                       "POST", "/identities?api-version=2023-10-01&api-version=2022-10-01")))
              .starts_with("AmbiguousApiVersion|"));
    CHECK(
        peer.send(peer.signed_request("POST", "/identities?x=1&API-Version=2023%2D10-01&y")).answer.status ==
        201);
    // Who isn't let in learns nothing about versions.
    CHECK(peer.send(peer.plain("POST", "/identities?api-version=2020-01-01")).answer.status == 401);
}
