#include "unit/emulator_peer.hpp"

#include <doctest/doctest.h>
#include <vector>

using namespace acs::emulation;
namespace json = boost::json;

namespace {

const std::vector<std::string> all{"2021-03-07",         "2022-06-01", "2022-10-01", "2023-10-01",
                                   "2025-03-02-preview", "2025-06-30", "2026-07-22", "2026-09-23"};
const std::string tenant = "c70d068c-2f32-484d-9455-73070cd5aadd";
const std::string object = "b27b64b9-39d2-44a3-869d-67700b74e805";
const std::string other = "32c0a5db-05ec-78ea-51ab-3f06b329397e";
const std::string app = "2c3e1e83-8fd7-4615-ad2b-b8c1229845ac";
const std::string path = "/access/teamsExtension/tenants/" + tenant + "/assignments/" + object;
const std::string entra = "/access/entra/assignments";
const std::string resource_account = R"({"principalType":"resourceAccount"})";

std::string entra_body(const std::string& type = "user")
{
    return R"({"tenantId":")" + tenant + R"(","principalType":")" + type + R"(","clientIds":[")" + app +
           "\"]}";
}

reply patch(emulator_peer& peer, const std::string& body)
{
    request out = peer.plain("PATCH", entra + "?api-version=" + peer.version, body);
    out.headers.set("Content-Type", "application/merge-patch+json");
    peer.sign(out);
    return peer.send(out);
}

} // namespace

TEST_CASE("emulator assignments: set, replaced, read and deleted")
{
    for (const std::string& version : all) {
        CAPTURE(version);
        emulator_peer peer;
        peer.version = version;
        if (version < "2025-03-02-preview") {
            for (const char* method : {"GET", "PUT", "DELETE"}) {
                const reply answer = peer.call(method, path, *method == 'P' ? resource_account : "");
                CHECK(answer.answer.status == 400);
                CHECK(error_of(answer).starts_with("UnsupportedApiVersion|"));
                CHECK(
                    header(answer, "api-supported-versions") ==
                    "2025-03-02-preview, 2025-06-30, 2026-07-22, 2026-09-23");
            }
            continue;
        }
        const reply missing = peer.call("GET", path);
        CHECK(missing.answer.status == 404);
        CHECK(error_of(missing) == "NotFound|The assignment of '" + object + "' was not found.|");

        const reply created = peer.call("PUT", path, resource_account);
        CHECK(created.answer.status == 201);
        CHECK(
            created.answer.body == R"({"objectId":")" + object + R"(","tenantId":")" + tenant +
                                       R"(","principalType":"resourceAccount"})");
        CHECK(peer.call("GET", path).answer.body == created.answer.body);

        const reply replaced =
            peer.call("PUT", path, R"({"principalType":"user","clientIds":[")" + app + "\"]}");
        CHECK(replaced.answer.status == 200);
        CHECK(json_of(replaced).at("clientIds") == json::array{app});
        CHECK(peer.call("GET", path).answer.body == replaced.answer.body);
        // As a whole: the applications are gone again.
        CHECK_FALSE(json_of(peer.call("PUT", path, resource_account)).contains("clientIds"));

        for (int i = 0; i < 2; ++i) {
            const reply deleted = peer.call("DELETE", path);
            CHECK(deleted.answer.status == 204);
            CHECK(deleted.answer.body.empty());
        }
        CHECK(peer.call("GET", path).answer.status == 404);
        CHECK(peer.operation_stats("get_teams_extension_assignment").at("requests") == 4);
        CHECK(peer.operation_stats("set_teams_extension_assignment").at("requests") == 3);
        CHECK(peer.operation_stats("delete_teams_extension_assignment").at("requests") == 2);
    }
}

TEST_CASE("emulator assignments: each tenant and object has its own")
{
    emulator_peer peer;
    peer.version = "2025-06-30";
    const auto at = [](const std::string& of, const std::string& who) {
        return "/Access/TeamsExtension/Tenants/" + of + "/Assignments/" + who;
    };
    CHECK(peer.call("PUT", at(tenant, object), resource_account).answer.status == 201);
    CHECK(peer.call("PUT", at(object, tenant), R"({"principalType":"user"})").answer.status == 201);
    CHECK(peer.call("GET", at(tenant, other)).answer.status == 404);
    CHECK(peer.call("GET", at(other, object)).answer.status == 404);
    // GUIDs of either case are the same one.
    const reply upper = peer.call("GET", at("C70D068C-2F32-484D-9455-73070CD5AADD", object));
    CHECK(json_of(upper).at("tenantId").get_string() == tenant);
    peer.control("POST", "reset");
    CHECK(peer.call("GET", at(tenant, object)).answer.status == 404);
}

TEST_CASE("emulator assignments: malformed requests")
{
    emulator_peer peer;
    peer.version = "2026-09-23";
    const std::string prefix = "/access/teamsExtension/tenants/";
    for (const char* method : {"GET", "PUT", "DELETE"}) {
        CHECK(
            error_of(peer.call(method, prefix + "contoso/assignments/" + object, resource_account)) ==
            "ValidationError|The tenantId 'contoso' has invalid format.|tenantId");
        CHECK(
            error_of(peer.call(method, prefix + tenant + "/assignments/" + object + "0", resource_account)) ==
            "ValidationError|The objectId '" + object + "0' has invalid format.|objectId");
    }
    const std::vector<std::pair<std::string, std::string>> bodies{
        {"", "ValidationError||"},
        {"null", "ValidationError||"},
        {"[]", "ValidationError||$"},
        {"{}", "ValidationError||PrincipalType"},
        {R"({"principalType":""})", "ValidationError||PrincipalType"},
        {R"({"principalType":null})", "ValidationError||PrincipalType"},
        {R"({"principalType":1})", "ValidationError||PrincipalType"},
        {R"({"principalType":"user","clientIds":"x"})", "ValidationError||ClientIds"},
        {R"({"principalType":"user","clientIds":[1]})", "ValidationError||ClientIds"},
        {R"({"principalType":"user","clientIds":["x"]})", "ValidationError||clientIds"},
        {"{", "BadRequest||"}};
    for (const auto& [body, expected] : bodies) {
        CAPTURE(body);
        const reply answer = peer.call("PUT", path, body);
        CHECK(answer.answer.status == 400);
        const std::string error = error_of(answer);
        CHECK(error.substr(0, error.find('|')) == expected.substr(0, expected.find('|')));
        CHECK(error.substr(error.rfind('|')) == expected.substr(expected.rfind('|')));
    }
    CHECK(peer.call("GET", path).answer.status == 404);
    // The list of principal types is open; no applications are not the same as none named.
    const reply open = peer.call("PUT", path, R"({"principalType":"robot \"R2\"","clientIds":[]})");
    CHECK(open.answer.status == 201);
    CHECK(json_of(open).at("principalType") == "robot \"R2\"");
    CHECK(json_of(open).at("clientIds") == json::array());
    CHECK(peer.send(peer.plain("GET", path + "?api-version=2026-09-23")).answer.status == 401);
}

TEST_CASE("emulator assignments: survive a restart")
{
    emulator_peer before;
    before.version = "2025-03-02-preview";
    before.call("PUT", path, R"({"principalType":"user","clientIds":[")" + app + "\",\"" + other + "\"]}");
    before.call(
        "PUT", "/access/teamsExtension/tenants/" + tenant + "/assignments/" + other, resource_account);
    before.call("PUT", entra + "/" + object, entra_body("group"));

    emulator_peer after;
    after.version = before.version;
    after.call("PUT", entra + "/" + other, entra_body()); // forgotten by loading
    after.rules.load(before.rules.save());
    CHECK(after.rules.save() == before.rules.save());
    CHECK(after.call("GET", path).answer.body == before.call("GET", path).answer.body);
    CHECK(after.call("GET", entra).answer.body == before.call("GET", entra).answer.body);

    std::string bad = before.rules.save();
    bad.replace(bad.find(R"("principalType")"), 15, R"("principalKind")");
    CHECK_THROWS_AS(after.rules.load(bad), std::runtime_error);
    CHECK(after.rules.save() == before.rules.save());
}

TEST_CASE("emulator assignments: faults and quotas by name")
{
    emulator_peer peer;
    peer.version = "2025-06-30";
    peer.fault(R"({"kind":"status","status":500,"op":"teamsExtensionAssignments","times":3})");
    for (const char* method : {"GET", "PUT", "DELETE"})
        CHECK(peer.call(method, path, resource_account).answer.status == 500);
    peer.control(
        "POST", "quotas", R"({"enabled":true,"limits":{"upsertAssignment":1,"entra_assignments":1}})");
    CHECK(peer.call("PUT", path, resource_account).answer.status == 201);
    CHECK(peer.call("PUT", path, resource_account).answer.status == 429);
    CHECK(peer.call("GET", path).answer.status == 200);
    peer.version = "2025-03-02-preview";
    CHECK(peer.call("GET", entra).answer.status == 200);
    CHECK(peer.call("GET", entra).answer.status == 429);
}

TEST_CASE("emulator assignments: those of Entra, one by one, in the preview only")
{
    emulator_peer peer;
    for (const std::string& version : all) {
        CAPTURE(version);
        peer.version = version;
        const bool known = version == "2025-03-02-preview";
        const std::string one = entra + "/" + object;
        CHECK(peer.call("GET", one).answer.status == (known ? 404 : 400));
        const reply created = peer.call("PUT", one, entra_body());
        CHECK(created.answer.status == (known ? 201 : 400));
        CHECK(header(created, "api-supported-versions") == "2025-03-02-preview");
        CHECK(peer.call("PUT", one, entra_body("tenant")).answer.status == (known ? 200 : 400));
        const reply read = peer.call("GET", one);
        CHECK(read.answer.status == (known ? 200 : 400));
        if (known)
            CHECK(
                json_of(read) == json::object{
                                     {"objectId", object},
                                     {"tenantId", tenant},
                                     {"principalType", "tenant"},
                                     {"clientIds", json::array{app}}});
        CHECK(peer.call("DELETE", one).answer.status == (known ? 204 : 400));
        CHECK(peer.call("DELETE", one).answer.status == (known ? 204 : 400));
        CHECK(peer.call("GET", entra).answer.status == (known ? 200 : 400));
        CHECK(patch(peer, "{}").answer.status == (known ? 204 : 400));
    }
    CHECK(peer.operation_stats("entra_assignments").at("requests") == 8 * all.size());
}

TEST_CASE("emulator assignments: those of Entra, in bulk")
{
    emulator_peer peer;
    peer.version = "2025-03-02-preview";
    CHECK(peer.call("GET", entra).answer.body == R"({"value":[]})");
    const reply set = patch(
        peer, "{\"" + object + "\":" + entra_body() + ",\"" + other + "\":" + entra_body("group") + "}");
    CHECK(set.answer.status == 200);
    CHECK(json_of(set).at("value").as_array().size() == 2);
    CHECK(json_of(peer.call("GET", entra)).at("value").as_array().size() == 2);
    CHECK_FALSE(json_of(peer.call("GET", entra)).contains("nextLink"));

    // One bad member, and nothing changes.
    for (const std::string& bad :
         {std::string("{\"") + object + "\":null,\"x\":null}",
          std::string("{\"") + object + "\":null,\"" + other + "\":" + entra_body("robot") + "}",
          std::string("{\"") + object + "\":null,\"" + other + "\":5}", std::string("[]"), std::string()}) {
        CAPTURE(bad);
        CHECK(patch(peer, bad).answer.status == 400);
    }
    CHECK(json_of(peer.call("GET", entra)).at("value").as_array().size() == 2);

    const reply mixed = patch(peer, "{\"" + object + "\":null,\"" + other + "\":" + entra_body() + "}");
    CHECK(mixed.answer.status == 200);
    CHECK(json_of(mixed) == json_of(peer.call("GET", entra)));
    const reply removed = patch(peer, "{\"" + object + "\":null,\"" + other + "\":null}");
    CHECK(removed.answer.status == 204);
    CHECK(removed.answer.body.empty());
    CHECK(peer.call("GET", entra).answer.body == R"({"value":[]})");
}

TEST_CASE("emulator assignments: those of Entra need all members")
{
    emulator_peer peer;
    peer.version = "2025-03-02-preview";
    for (const char* missing : {"tenantId", "principalType", "clientIds"}) {
        CAPTURE(missing);
        json::object body = json::parse(entra_body()).as_object();
        body.erase(missing);
        const reply answer = peer.call("PUT", entra + "/" + object, json::serialize(body));
        CHECK(answer.answer.status == 400);
        CHECK(error_of(answer).find("field is required") != std::string::npos);
    }
    CHECK(
        error_of(peer.call("PUT", entra + "/" + object, entra_body("resourceAccount"))) ==
        "ValidationError|The principal type 'resourceAccount' is invalid.|PrincipalType");
    std::string bad = entra_body();
    bad.replace(bad.find(tenant), tenant.size(), "contoso");
    CHECK(error_of(peer.call("PUT", entra + "/" + object, bad)).ends_with("|tenantId"));
    CHECK(error_of(peer.call("PUT", entra + "/x", entra_body())).ends_with("|objectId"));
}
