#include "wire/operations.hpp"

#include <doctest/doctest.h>

using namespace acs;
using namespace std::chrono;

namespace {

const communication_user user(
    "8:acs:2dee53b4-368b-45b4-ab52-8493fb117652_00000005-14a2-493b-8a72-5a3a0d000081");

wire::response answer(int status, std::string_view body, const char* type = "application/json; charset=utf-8")
{
    wire::response made;
    made.status = status;
    made.body = body;
    if (type)
        made.headers.add("Content-Type", type);
    return made;
}

} // namespace

TEST_CASE("operations: requests as they go on the wire")
{
    const auto create = wire::create_user_request("2023-10-01");
    CHECK(create.method == "POST");
    CHECK(create.target == "/identities?api-version=2023-10-01");
    CHECK(create.body.empty());
    CHECK(create.success_status == 201);
    CHECK_FALSE(create.repeatable);

    const auto both =
        wire::create_user_and_token_request("2023-10-01", scope::chat | scope::voip, minutes(60));
    CHECK(both.body == R"({"createTokenWithScopes":["chat","voip"],"expiresInMinutes":60})");
    CHECK_FALSE(both.repeatable);

    CHECK(both.token_lifetime == minutes(60));

    const auto issue = wire::get_token_request("2023-10-01", user, scope::voip, std::nullopt);
    CHECK(
        issue.target ==
        "/identities/8%3Aacs%3A2dee53b4-368b-45b4-ab52-8493fb117652_00000005-14a2-493b-8a72-5a3a0d000081"
        "/:issueAccessToken?api-version=2023-10-01");
    CHECK(issue.body == R"({"scopes":["voip"]})");
    CHECK(issue.repeatable);
    CHECK(issue.token_lifetime == 24h); // the service's default
    CHECK(wire::get_token_request("2023-10-01", user, scope::voip, minutes(61)).token_lifetime == 61min);
    CHECK(wire::create_user_and_token_request("2023-10-01", scope::voip, std::nullopt).token_lifetime == 24h);

    const auto revoke = wire::revoke_tokens_request("2023-10-01", communication_user("8:acs:x"));
    CHECK(revoke.target == "/identities/8%3Aacs%3Ax/:revokeAccessTokens?api-version=2023-10-01");
    CHECK(revoke.success_status == 204);

    const auto remove = wire::delete_user_request("2023-10-01", communication_user("8:acs:x"));
    CHECK(remove.method == "DELETE");
    CHECK(remove.target == "/identities/8%3Aacs%3Ax?api-version=2023-10-01");

    const auto teams = wire::get_token_for_teams_user_request("2022-06-01", "t\"k", "app", "user");
    CHECK(teams.target == "/teamsUser/:exchangeAccessToken?api-version=2022-06-01");
    CHECK(teams.body == R"({"token":"t\"k","appId":"app","userId":"user"})");
    CHECK_FALSE(teams.token_lifetime); // it expires with the Entra token
    CHECK_FALSE(create.token_lifetime);
}

TEST_CASE("operations: with a custom id, creating may be repeated")
{
    constexpr auto preview = "2025-03-02-preview";
    const auto create = wire::create_user_request(preview, "alice@contoso.com");
    CHECK(create.operation == operation::create_user);
    CHECK(create.target == "/identities?api-version=2025-03-02-preview");
    CHECK(create.body == R"({"customId":"alice@contoso.com"})");
    CHECK(create.success_status == 201);
    CHECK(create.repeatable);

    const auto both = wire::create_user_and_token_request(preview, scope::chat, minutes(60), "b\"\n");
    CHECK(both.operation == operation::create_user_and_token);
    CHECK(both.body == R"({"customId":"b\"\n","createTokenWithScopes":["chat"],"expiresInMinutes":60})");
    CHECK(both.repeatable);
    CHECK(both.token_lifetime == 60min);

    // A version that we don't know may ignore custom ids.
    CHECK_FALSE(wire::create_user_request("2031-01-01", "alice@contoso.com").repeatable);
}

TEST_CASE("operations: what the service knows of an identity")
{
    const auto request = wire::get_user_request("2025-03-02-preview", communication_user("8:acs:x"));
    CHECK(request.operation == operation::get_user);
    CHECK(request.method == "GET");
    CHECK(request.target == "/identities/8%3Aacs%3Ax?api-version=2025-03-02-preview");
    CHECK(request.body.empty());
    CHECK(request.success_status == 200);

    const auto known = wire::parse_user_detail(answer(
        200,
        R"({"customId":"sally@contoso.com","lastTokenIssuedAt":"2025-04-10T21:39:39.3244584+00:00","id":"8:acs:x"})"));
    REQUIRE(known.has_value());
    CHECK(known->user.id() == "8:acs:x");
    CHECK(known->custom_id == "sally@contoso.com");
    REQUIRE(known->last_token_issued_at.has_value());
    CHECK(to_string(*known->last_token_issued_at) == "2025-04-10T21:39:39.3244584+00:00");

    for (const char* body :
         {R"({"id":"8:acs:x"})", R"({"id":"8:acs:x","customId":null,"lastTokenIssuedAt":null})"}) {
        const auto bare = wire::parse_user_detail(answer(200, body));
        REQUIRE(bare.has_value());
        CHECK(bare->custom_id.empty());
        CHECK_FALSE(bare->last_token_issued_at.has_value());
    }
    for (const char* body :
         {"", "[]", "{}", R"({"id":5})", R"({"identity":{"id":"8:acs:x"}})",
          R"({"id":"8:acs:x","lastTokenIssuedAt":"yesterday"})",
          R"({"id":"8:acs:x","lastTokenIssuedAt":5})"}) {
        CAPTURE(body);
        CHECK(wire::parse_user_detail(answer(200, body)).error() == errc::malformed_response);
    }
}

TEST_CASE("operations: nothing of an argument escapes into the request line")
{
    const auto request =
        wire::get_token_request("v 1\r\n&x=y", communication_user("a/../b?c#d\r\n\xc3\xbc"), scope::chat, {});
    CHECK(
        request.target ==
        "/identities/a%2F..%2Fb%3Fc%23d%0D%0A%C3%BC/:issueAccessToken?api-version=v%201%0D%0A%26x%3Dy");
}

TEST_CASE("operations: unknown scopes are sent as they are")
{
    scope_set scopes(scope::voip_join);
    scopes.add("future.scope").add("a\"b");
    CHECK(
        wire::get_token_request("v", user, scopes, {}).body ==
        R"({"scopes":["voip.join","a\"b","future.scope"]})");
}

TEST_CASE("operations: answers of the specification")
{
    const auto both = wire::parse_user_and_token(answer(
        201,
        R"({"identity":{"id":"8:acs:2dee_1"},"accessToken":{"token":"token","expiresOn":"2023-10-10T21:39:39.3244584+00:00"}})"));
    REQUIRE(both.has_value());
    CHECK(both->user.id() == "8:acs:2dee_1");
    CHECK(both->token.token() == "token");
    CHECK(to_string(both->token.expires_on()) == "2023-10-10T21:39:39.3244584+00:00");

    CHECK(wire::parse_user(answer(201, R"({"identity":{"id":"8:acs:x"}})")).value().id() == "8:acs:x");
    CHECK(
        wire::parse_token(
            answer(200, R"({"token":"t","expiresOn":"2023-10-10T21:39:39Z","more":[1]})", nullptr))
            .value()
            .token() == "t");
}

TEST_CASE("operations: a token may be used until it expires, from when it was asked for")
{
    auto from = answer(200, R"({"token":"t","expiresOn":"2026-01-01T13:00:00Z"})");
    from.asked.boot = boot_time(5h);
    from.asked.utc = sys_days(2026y / January / 1) + 12h;
    CHECK(wire::parse_token(from).value().usable_until() == boot_time(6h - 1s));
    from.token_lifetime = 30min;
    CHECK(wire::parse_token(from).value().usable_until() == boot_time(5h + 30min - 1s));

    auto both = answer(
        201,
        R"({"identity":{"id":"8:acs:x"},"accessToken":{"token":"t","expiresOn":"2026-01-01T13:00:00Z"}})");
    both.asked = from.asked;
    CHECK(wire::parse_user_and_token(both).value().token.usable_until() == boot_time(6h - 1s));
}

TEST_CASE("operations: a token that expired long ago has, however long ago")
{
    for (const char* when : {"0001-01-01T00:00:00Z", "1678-01-01T00:00:00Z", "1970-01-01T00:00:00Z"}) {
        CAPTURE(when);
        auto given = answer(200, std::string(R"({"token":"t","expiresOn":")") + when + "\"}");
        given.asked.boot = boot_time(24h);
        given.asked.utc = wall_time(1'767'225'600s);
        const auto token = wire::parse_token(given);
        REQUIRE(token.has_value());
        const nanoseconds left = token->usable_until() - (given.asked.boot + 1s);
        CHECK(left < 0s); // it would overflow if the moment were farther away
    }
}

TEST_CASE("operations: success answers that are none")
{
    for (const char* body :
         {"", "null", "[]", "1", "\"x\"", "{", "{{{not json", "{}", R"({"token":"t"})",
          R"({"token":null,"expiresOn":null})", R"({"token":"","expiresOn":"2023-10-10T21:39:39Z"})",
          R"({"token":"t","expiresOn":"soon"})", R"({"token":1,"expiresOn":"2023-10-10T21:39:39Z"})",
          R"({"token":"t","expiresOn":1696973979})",
          R"({"token":"t","expiresOn":"2023-10-10T21:39:39Z"} trailing)"}) {
        CAPTURE(body);
        CHECK(wire::parse_token(answer(200, body)).error() == errc::malformed_response);
    }
    for (const char* body :
         {R"({"identity":"notanobject"})", R"({"identity":{}})", R"({"identity":{"id":5}})",
          R"({"id":"x"})"}) {
        CAPTURE(body);
        CHECK(wire::parse_user(answer(201, body)).error() == errc::malformed_response);
        CHECK(wire::parse_user_and_token(answer(201, body)).error() == errc::malformed_response);
    }
    CHECK(
        wire::parse_user_and_token(answer(201, R"({"identity":{"id":"x"}})")).error() ==
        errc::malformed_response);

    const char* good = R"({"identity":{"id":"8:acs:x"}})";
    CHECK(wire::parse_user(answer(201, good, "text/plain")).error() == errc::malformed_response);
    CHECK(wire::parse_user(answer(201, good, "application/problem+json")).has_value());
    CHECK(wire::parse_user(answer(201, good, "text/html")).error() == errc::not_the_service);
    CHECK(wire::parse_user(answer(201, "<html>log in</html>", nullptr)).error() == errc::not_the_service);
}
