#include "emulator/protocol/route.hpp"
#include "unit/emulator_peer.hpp"

#include <doctest/doctest.h>
#include <string>
#include <vector>

using namespace acs::emulation;

namespace {

struct known_route
{
    std::string method;
    std::string path;
    operation op;
    std::string versions;
    bool reads_body = false;
    route::key opens = route::key::service;
};

const std::string all = "2021-03-07, 2022-06-01, 2022-10-01, 2023-10-01, 2025-03-02-preview, 2025-06-30, "
                        "2026-07-22, 2026-09-23";
const std::string since_2022 = all.substr(12);
const std::string since_2025 = "2025-03-02-preview, 2025-06-30, 2026-07-22, 2026-09-23";
const std::string preview = "2025-03-02-preview";
const std::string assignment = "/access/teamsExtension/tenants/T/assignments/O";
const std::string entra = "/access/entra/assignments";

const std::vector<known_route> routes{
    {"POST", "/identities", operation::create_user, all, true},
    {"POST", "/identities/I/:issueAccessToken", operation::get_token, all, true},
    {"POST", "/identities/I/:revokeAccessTokens", operation::revoke_tokens, all},
    {"DELETE", "/identities/I", operation::delete_user, all},
    {"GET", "/identities/I", operation::get_user, preview},
    {"POST", "/teamsUser/:exchangeAccessToken", operation::get_token_for_teams_user, since_2022, true},
    {"POST", "/access/teamsExtension/:exchangeAccessToken", operation::get_token_for_teams_extension_user,
     since_2025, true, route::key::teams_extension_user},
    {"GET", assignment, operation::get_teams_extension_assignment, since_2025},
    {"PUT", assignment, operation::set_teams_extension_assignment, since_2025, true},
    {"DELETE", assignment, operation::delete_teams_extension_assignment, since_2025},
    {"POST", "/access/entra/:exchangeAccessToken", operation::get_token_for_entra_user, preview, true,
     route::key::entra_user},
    {"GET", entra, operation::entra_assignments, preview},
    {"PATCH", entra, operation::entra_assignments, preview, true},
    {"GET", entra + "/O", operation::entra_assignments, preview},
    {"PUT", entra + "/O", operation::entra_assignments, preview, true},
    {"DELETE", entra + "/O", operation::entra_assignments, preview},
};

} // namespace

TEST_CASE("emulator routes: every operation has its path, method and versions")
{
    for (const known_route& expected : routes) {
        CAPTURE(expected.method);
        CAPTURE(expected.path);
        std::string upper = expected.path;
        for (char& c : upper)
            c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        for (const std::string& path : {expected.path, expected.path + "/", expected.path + "?x=/y", upper}) {
            const request_target target(path);
            const route found = find_route(expected.method, target);
            CHECK(found.known_path);
            CHECK(found.op == expected.op);
            CHECK(supported_versions(found.versions) == expected.versions);
            CHECK(found.reads_body == expected.reads_body);
            CHECK(found.opens == expected.opens);
            CHECK(found.allow.empty());
            CHECK(found.method == expected.method);
            CHECK(found.tenant == (path.find("/T/") == std::string::npos ? "" : "T"));
        }
        const request_target target(expected.path);
        const route found = find_route(expected.method, target);
        CHECK(found.identity == (expected.path.find("/I") == std::string::npos ? "" : "I"));
        CHECK(found.object == (expected.path.ends_with("/O") ? "O" : ""));
        CHECK(find_route("BREW", target).op == operation::other);
    }
}

TEST_CASE("emulator routes: unknown paths and methods")
{
    emulator_peer peer;
    const std::string id = encoded(peer.create_user());
    const std::vector<std::string> nowhere{
        "/",
        "",
        "/identity",
        "//identities",
        "/identities/" + id + "/x",
        "/identities/" + id + "/:issueAccessToken/x",
        "/identities//:issueAccessToken",
        "/teamsUser",
        "/teamsUser/x",
        "/access",
        "/access/teamsExtension",
        "/access/teamsExtension/tenants/t",
        "/access/teamsExtension/tenants/t/assignments",
        "/access/teamsExtension/tenants//assignments/o",
        "/access/teamsExtension/tenants/t/assignments/o/x",
        "/access/entra"};
    for (const std::string& path : nowhere) {
        CAPTURE(path);
        const reply answer = peer.call("POST", path);
        CHECK(answer.answer.status == 404);
        CHECK_FALSE(has_header(answer, "api-supported-versions"));
    }
    const auto allow = [&](const char* method, const std::string& path) {
        const reply answer = peer.call(method, path);
        CHECK(answer.answer.status == 405);
        return header(answer, "Allow");
    };
    CHECK(allow("GET", "/identities") == "POST");
    CHECK(allow("post", "/identities/") == "POST");
    CHECK(allow("PATCH", "/identities/" + id) == "DELETE, GET");
    CHECK(allow("PUT", "/identities/" + id + "/:revokeAccessTokens") == "POST");
    CHECK(allow("DELETE", "/teamsUser/:exchangeAccessToken") == "POST");
    const std::string teams = "/access/teamsExtension";
    CHECK(allow("GET", teams + "/:exchangeAccessToken") == "POST");
    CHECK(allow("PATCH", teams + "/tenants/t/assignments/o") == "GET, PUT, DELETE");
    CHECK(allow("PUT", "/access/entra/assignments") == "GET, PATCH");
    CHECK(allow("PATCH", "/access/entra/assignments/o") == "GET, PUT, DELETE");
    CHECK(peer.operation_stats("other").at("requests") == 14 + 11);
}
