#include "wire/access_operations.hpp"
#include "wire/operations.hpp"

#include <doctest/doctest.h>

using namespace acs;

namespace {

// The specification's examples.
constexpr auto tenant = "c70d068c-2f32-484d-9455-73070cd5aadd";
constexpr auto object = "b27b64b9-39d2-44a3-869d-67700b74e805";
constexpr auto assignment_target =
    "/access/teamsExtension/tenants/c70d068c-2f32-484d-9455-73070cd5aadd/assignments/"
    "b27b64b9-39d2-44a3-869d-67700b74e805?api-version=2025-06-30";

wire::response answer(int status, std::string_view body)
{
    wire::response made;
    made.status = status;
    made.body = body;
    made.headers.add("Content-Type", "application/json; charset=utf-8");
    return made;
}

} // namespace

TEST_CASE("access operations: the exchanges as they go on the wire")
{
    const auto extension = wire::get_token_for_teams_extension_user_request("2025-06-30", "entra-token");
    CHECK(extension.operation == operation::get_token_for_teams_extension_user);
    CHECK(extension.method == "POST");
    CHECK(extension.target == "/access/teamsExtension/:exchangeAccessToken?api-version=2025-06-30");
    CHECK(extension.body == "{}");
    CHECK(extension.content_type == "application/json");
    CHECK(extension.bearer.reveal() == "entra-token");
    CHECK(extension.success_status == 200);
    CHECK(extension.other_success_status == 0);
    CHECK(extension.repeatable);
    CHECK_FALSE(extension.token_lifetime); // not ours to choose

    const auto entra = wire::get_token_for_entra_user_request("2025-03-02-preview", "entra-token");
    CHECK(entra.operation == operation::get_token_for_entra_user);
    CHECK(entra.method == "POST");
    CHECK(entra.target == "/access/entra/:exchangeAccessToken?api-version=2025-03-02-preview");
    CHECK(entra.body == "{}");
    CHECK(entra.bearer.reveal() == "entra-token");
}

TEST_CASE("access operations: the answer of the specification's exchange")
{
    const auto both = wire::parse_user_and_token(answer(
        200,
        R"({"identity":{"id":"8:acs:2dee53b4-368b-45b4-ab52-8493fb117652_wf_c70d068c-2f32-484d-9455-73070cd5aadd_b27b64b9-39d2-44a3-869d-67700b74e805"},"accessToken":{"token":"token","expiresOn":"2025-04-10T21:39:39.3244584+00:00"}})"));
    REQUIRE(both.has_value());
    CHECK(
        both->user.id() ==
        "8:acs:2dee53b4-368b-45b4-ab52-8493fb117652_wf_c70d068c-2f32-484d-9455-73070cd5aadd_"
        "b27b64b9-39d2-44a3-869d-67700b74e805");
    CHECK(both->token.token() == "token");
    CHECK(to_string(both->token.expires_on()) == "2025-04-10T21:39:39.3244584+00:00");
}

TEST_CASE("access operations: the assignments as they go on the wire")
{
    const auto get = wire::get_teams_extension_assignment_request("2025-06-30", tenant, object);
    CHECK(get.operation == operation::get_teams_extension_assignment);
    CHECK(get.method == "GET");
    CHECK(get.target == assignment_target);
    CHECK(get.body.empty());
    CHECK(get.bearer.empty());
    CHECK(get.success_status == 200);

    const auto principal = teams_extension_principal::resource_account();
    const auto set =
        wire::set_teams_extension_assignment_request("2025-06-30", tenant, object, principal, {});
    CHECK(set.operation == operation::set_teams_extension_assignment);
    CHECK(set.method == "PUT");
    CHECK(set.target == assignment_target);
    CHECK(set.body == R"({"principalType":"resourceAccount"})");
    CHECK(set.success_status == 200);
    CHECK(set.other_success_status == 201);
    CHECK(set.repeatable);

    const std::vector<std::string> applications{"a-1", "b\"2"};
    const auto person = teams_extension_principal::user();
    CHECK(
        wire::set_teams_extension_assignment_request("v", tenant, object, person, applications).body ==
        R"({"principalType":"user","clientIds":["a-1","b\"2"]})");
    CHECK(
        wire::set_teams_extension_assignment_request("v", tenant, object, person, std::vector<std::string>())
            .body == R"({"principalType":"user","clientIds":[]})");

    const auto remove = wire::delete_teams_extension_assignment_request("2025-06-30", tenant, object);
    CHECK(remove.operation == operation::delete_teams_extension_assignment);
    CHECK(remove.method == "DELETE");
    CHECK(remove.target == assignment_target);
    CHECK(remove.body.empty());
    CHECK(remove.success_status == 204);
}

TEST_CASE("access operations: nothing of an argument escapes into the request line")
{
    CHECK(
        wire::get_teams_extension_assignment_request("v 1", "a/../b?c", "d#e\r\n").target ==
        "/access/teamsExtension/tenants/a%2F..%2Fb%3Fc/assignments/d%23e%0D%0A?api-version=v%201");
}

TEST_CASE("access operations: an assignment that was there, and one that was not")
{
    constexpr auto body =
        R"({"objectId":"b27b64b9-39d2-44a3-869d-67700b74e805","tenantId":"c70d068c-2f32-484d-9455-73070cd5aadd","principalType":"resourceAccount"})";
    const auto created = wire::parse_teams_extension_assignment(answer(201, body));
    REQUIRE(created.has_value());
    CHECK(created->tenant_id == tenant);
    CHECK(created->object_id == object);
    CHECK(created->principal == teams_extension_principal::resource_account());
    CHECK(created->client_ids.empty());
    CHECK(created->created);
    CHECK_FALSE(wire::parse_teams_extension_assignment(answer(200, body)).value().created);

    const auto other = wire::parse_teams_extension_assignment(answer(
        200, R"({"objectId":"o","tenantId":"t","principalType":"team","clientIds":["one","two"],"more":1})"));
    REQUIRE(other.has_value());
    CHECK(other->principal.name() == "team"); // the list of kinds is open
    CHECK(other->client_ids == std::vector<std::string>{"one", "two"});
    CHECK(wire::parse_teams_extension_assignment(
              answer(200, R"({"objectId":"o","tenantId":"t","principalType":"user","clientIds":null})"))
              .has_value());
}

TEST_CASE("access operations: success answers that are no assignment")
{
    for (const char* body :
         {"", "[]", "{}", "{", R"({"objectId":"o","tenantId":"t"})",
          R"({"objectId":"o","principalType":"user"})", R"({"tenantId":"t","principalType":"user"})",
          R"({"objectId":1,"tenantId":"t","principalType":"user"})",
          R"({"objectId":"o","tenantId":"","principalType":"user"})",
          R"({"objectId":"o","tenantId":"t","principalType":"user","clientIds":"one"})",
          R"({"objectId":"o","tenantId":"t","principalType":"user","clientIds":[1]})",
          R"({"objectId":"o","tenantId":"t","principalType":"user","clientIds":{}})"}) {
        CAPTURE(body);
        CHECK(wire::parse_teams_extension_assignment(answer(200, body)).error() == errc::malformed_response);
    }
    wire::response page = answer(200, "<html>log in</html>");
    CHECK(wire::parse_teams_extension_assignment(page).error() == errc::not_the_service);
    page = answer(200, "{}");
    page.headers = {{"Content-Type", "text/html"}};
    CHECK(wire::parse_teams_extension_assignment(page).error() == errc::not_the_service);
}
