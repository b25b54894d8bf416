#include "wire/error_answer.hpp"

#include <doctest/doctest.h>

#include <array>

using namespace acs;
using namespace std::chrono;

namespace {

const wall_time now = sys_days(2026y / January / 1);

error explain(
    int status, std::string_view body, operation what = operation::get_token,
    std::vector<std::pair<std::string, std::string>> headers = {}, std::string_view hidden = {})
{
    wire::request sent;
    sent.operation = what;
    wire::response answer;
    answer.status = status;
    answer.body = body;
    for (const auto& [name, value] : headers)
        answer.headers.add(name, value);
    const std::array secrets{hidden};
    return wire::make_service_error(sent, answer, now, secrets);
}

} // namespace

TEST_CASE("error answer: an envelope, with everything in it")
{
    const error why = explain(
        400,
        R"({"error":{"code":"ValidationError","message":"m","target":"t","details":[{"code":"d1","message":"dm",
            "details":[{"code":"d2","message":""}]}],"innererror":{"code":"i","message":"im","innererror":{"code":"ii","message":""}}}})");
    CHECK(why == errc::request_rejected);
    CHECK(why.http_status() == 400);
    CHECK(why.service().code == "ValidationError");
    CHECK(why.service().message == "m");
    CHECK(why.service().target == "t");
    REQUIRE(why.service().details.size() == 1);
    CHECK(why.service().details[0].message == "dm");
    CHECK(why.service().details[0].details.at(0).code == "d2");
    REQUIRE(why.service().inner);
    CHECK(why.service().inner->inner->code == "ii");
    for (const char* part : {"400", "ValidationError", "service message: m", "Next: "})
        CHECK(why.message().find(part) != std::string::npos);
}

TEST_CASE("error answer: the api-versions that the service knows")
{
    const char* const refusal = R"({"error":{"code":"UnsupportedApiVersion","message":"m"}})";
    const error why =
        explain(400, refusal, operation::create_user, {{"api-supported-versions", "2022-10-01, 2023-10-01"}});
    CHECK(why == errc::unsupported_api_version);
    CHECK(why.details().what == "those that it knows here: 2022-10-01, 2023-10-01");
    CHECK(explain(400, refusal).details().what.empty());
    CHECK(
        explain(
            400, refusal, operation::create_user, {{"api-supported-versions", "1 s3cr3t-value 2"}},
            "s3cr3t-value")
            .details()
            .what == "those that it knows here: 1 REDACTED 2");
}

TEST_CASE("error answer: status and code choose the errc")
{
    const auto envelope = [](const char* code) {
        return std::string(R"({"error":{"code":")") + code + R"(","message":"m"}})";
    };
    CHECK(explain(401, envelope("Denied")) == errc::authentication_failed);
    CHECK(
        explain(401, envelope("InvalidAccessToken"), operation::get_token_for_teams_user) ==
        errc::invalid_teams_token);
    CHECK(explain(401, envelope("InvalidAccessToken"), operation::get_token) == errc::authentication_failed);
    for (const auto what :
         {operation::get_token_for_teams_extension_user, operation::get_token_for_entra_user})
        for (const char* code : {"InvalidAccessToken", "Denied"})
            CHECK(
                explain(401, envelope(code), what, {{"Date", "Thu, 01 Jan 2026 00:10:00 GMT"}}) ==
                errc::invalid_entra_token);
    for (const auto what :
         {operation::get_teams_extension_assignment, operation::delete_teams_extension_assignment}) {
        CHECK(explain(404, envelope("NotFound"), what) == errc::assignment_not_found);
        CHECK(explain(404, "no such host", what) == errc::not_the_service);
    }
    CHECK(
        explain(404, envelope("NotFound"), operation::set_teams_extension_assignment) ==
        errc::request_rejected);
    CHECK(explain(403, envelope("Forbidden")) == errc::forbidden);
    CHECK(explain(404, envelope("NotFound")) == errc::identity_not_found);
    CHECK(explain(404, envelope("NotFound"), operation::create_user) == errc::request_rejected);
    CHECK(explain(400, envelope("UnsupportedApiVersion")) == errc::unsupported_api_version);
    CHECK(
        explain(400, R"({"error":{"code":"ValidationError","message":"m","target":"ExpiresInMinutes"}})") ==
        errc::invalid_token_lifetime);
    CHECK(explain(409, envelope("Conflict")) == errc::request_rejected);
    CHECK(explain(429, envelope("TooManyRequests")) == errc::throttled);
    for (const int status : {408, 500, 502, 503, 504, 599})
        CHECK(explain(status, envelope("x")) == errc::service_unavailable);
    CHECK(explain(202, "") == errc::malformed_response);
    CHECK(explain(301, "") == errc::not_the_service);
    CHECK(explain(407, "") == errc::not_the_service);
}

TEST_CASE("error answer: bodies that are no envelope keep the status")
{
    const std::string deep = std::string(10000, '[');
    for (const std::string body :
         {R"({"message":"oops"})", R"({"error":"notanobject"})", R"({"error":{"code":123,"message":null}})",
          "{{{not json at all", "null", "[1,2,3]", "", "{}", deep.c_str()}) {
        CAPTURE(body);
        const error why = explain(500, body);
        CHECK(why == errc::service_unavailable);
        CHECK(why.http_status() == 500);
        CHECK(why.service().code.empty());
    }
    CHECK(explain(503, "").http_status() == 503);
    CHECK(explain(502, "<html>bad gateway</html>") == errc::service_unavailable);
    CHECK(explain(429, "<html>slow down</html>") == errc::throttled);
    CHECK(
        explain(401, R"({"error":{"code":"Unauthorized","message":"m"}})").service().code == "Unauthorized");
    CHECK(explain(401, "") == errc::authentication_failed);
}

TEST_CASE("error answer: a web page is not from the service")
{
    CHECK(explain(403, " <!DOCTYPE html><p>blocked") == errc::not_the_service);
    CHECK(
        explain(404, "blocked", operation::get_token, {{"content-type", "Text/HTML; charset=x"}}) ==
        errc::not_the_service);
}

TEST_CASE("error answer: a 401 with a distant Date is the clock's fault")
{
    const char* body = R"({"error":{"code":"Denied","message":"Denied by the resource provider."}})";
    const error behind =
        explain(401, body, operation::get_token, {{"Date", "Thu, 01 Jan 2026 00:10:00 GMT"}});
    CHECK(behind == errc::clock_skewed);
    CHECK(behind.message().find("600 s behind") != std::string::npos);
    const error ahead = explain(401, body, operation::get_token, {{"Date", "Wed, 31 Dec 2025 23:50:00 GMT"}});
    CHECK(ahead == errc::clock_skewed);
    CHECK(ahead.message().find("600 s ahead") != std::string::npos);
    CHECK(
        explain(401, body, operation::get_token, {{"Date", "Thu, 01 Jan 2026 00:00:59 GMT"}}) ==
        errc::authentication_failed);
    CHECK(explain(401, body, operation::get_token, {{"Date", "yesterday"}}) == errc::authentication_failed);
}

TEST_CASE("error answer: a secret that the service repeats is redacted, everywhere")
{
    const error why = explain(
        400,
        R"({"error":{"code":"x-teams-token","message":"bad teams-token teams-token","innererror":{"code":"c","message":"teams-token"},
                 "details":[{"code":"c","message":"teams-token"}]}})",
        operation::get_token_for_teams_user, {}, "teams-token");
    CHECK(why.message().find("teams-token") == std::string::npos);
    CHECK(why.service().message == "bad REDACTED REDACTED");
    CHECK(why.service().inner->message == "REDACTED");
    CHECK(why.service().details[0].message == "REDACTED");
}

TEST_CASE("error answer: Retry-After is kept")
{
    CHECK(explain(429, "", operation::get_token, {{"Retry-After", "3"}}).retry_after() == 3s);
    CHECK_FALSE(explain(429, "").retry_after());
}

TEST_CASE("error answer: redaction ends, whatever the secret has in common with its replacement")
{
    const auto redacted = [](std::string_view hidden) {
        const std::string message = "<" + std::string(hidden) + "><" + std::string(hidden) + ">";
        return explain(
                   400, R"({"error":{"code":"c","message":")" + message + R"("}})", operation::get_token, {},
                   hidden)
            .service()
            .message;
    };
    for (const char* hidden : {"REDACTED", "REDACTEDREDACTED", "ACTED><REDACTED", "EDREDACT", "12345678"}) {
        CAPTURE(hidden);
        CHECK(redacted(hidden) == "<REDACTED><REDACTED>");
    }
    for (const char* word : {"ACTED", "token", "1234567", ""}) { // too short for a secret
        CAPTURE(word);
        CHECK(redacted(word) == "<" + std::string(word) + "><" + std::string(word) + ">");
    }
}

TEST_CASE("error answer: a 404 is the identity's only if the service can have said it")
{
    const char* envelope = R"({"error":{"code":"NotFound","message":"m"}})";
    for (const auto what :
         {operation::get_token, operation::revoke_tokens, operation::delete_user, operation::get_user}) {
        CHECK(explain(404, "", what) == errc::identity_not_found);
        CHECK(explain(404, envelope, what) == errc::identity_not_found);
        for (const char* body : {"404 page not found", "default backend - 404", "{\"error\":{\"code"}) {
            CAPTURE(body);
            const error why = explain(404, body, what, {{"Content-Type", "text/plain"}});
            CHECK(why == errc::not_the_service);
            CHECK(why.http_status() == 404);
        }
    }
    CHECK(explain(404, "no such host", operation::create_user) == errc::not_the_service);
}

TEST_CASE("error answer: a long text is cut between two characters")
{
    for (const std::string character : {"a", "\xc3\xbc", "\xe2\x82\xac", "\xf0\x9f\x98\x80"})
        for (std::size_t before = 0; before < character.size(); ++before) {
            std::string message(before, '.');
            while (message.size() < 10000)
                message += character;
            const error why = explain(400, R"({"error":{"code":"c","message":")" + message + R"("}})");
            const std::string kept = why.service().message;
            CHECK(kept.size() <= 2000);
            CHECK(kept.size() > 2000 - character.size());
            CHECK((kept.size() - before) % character.size() == 0);
            CHECK(message.starts_with(kept));
        }
}
