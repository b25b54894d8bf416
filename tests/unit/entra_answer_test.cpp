#include "wire/entra_answer.hpp"

#include <doctest/doctest.h>

using namespace acs;
using namespace std::chrono_literals;

namespace {

constexpr wall_time asked_utc{std::chrono::sys_days{std::chrono::year{2026} / 1 / 2}};
constexpr boot_time asked_boot{1000s};

wire::response make_answer(int status, std::string_view body)
{
    wire::response answer;
    answer.status = status;
    answer.body = body;
    answer.asked.boot = asked_boot;
    answer.asked.utc = asked_utc;
    return answer;
}

std::chrono::nanoseconds life_of(const wire::response& answer)
{
    return wire::parse_entra_token(answer).value().token.usable_until() - asked_boot;
}

error error_of(int status, std::string_view body, std::string_view hidden = {})
{
    const std::string_view secrets[] = {hidden};
    return wire::read_entra_error({}, make_answer(status, body), asked_utc, secrets);
}

} // namespace

TEST_CASE("entra answer: a token's life, as the issuers write it")
{
    const auto life = [](std::string_view members) {
        return life_of(make_answer(200, R"({"access_token":"t",)" + std::string(members) + "}"));
    };
    CHECK(life(R"("expires_in":3600)") == 3599s);
    CHECK(life(R"("expires_in":"3600")") == 3599s);
    CHECK(life(R"("expires_in":3600.9)") == 3599s);
    CHECK(life(R"("expires_in":3600,"expires_on":1)") == 3599s);
    CHECK(life(R"("expires_on":1767315600)") == 3599s); // 2026-01-02 01:00
    CHECK(life(R"("expires_on":"1767315600")") == 3599s);
    CHECK(life(R"("expires_in":"x","expires_on":"1767315600")") == 3599s);
    CHECK(life(R"("expires_on":"2026-01-02T01:00:00Z")") == 3599s);
    CHECK(life(R"("expires_on":"2026-01-02T03:00:00.0000000+02:00")") == 3599s);
    CHECK(life(R"("expires_on":"Fri, 02 Jan 2026 01:00:00 GMT")") == 3599s);
    CHECK(life(R"("expires_on":"01/02/2026 01:00:00 +00:00")") == 3599s); // App Service, version 2017-09-01
    CHECK(life(R"("expires_on":"1/2/2026 1:00:00 AM +00:00")") == 3599s); // the same on Windows
    CHECK(life(R"("expires_on":"1/2/2026 12:30:00 AM +00:00")") == 1799s);
    CHECK(life(R"("expires_in":0)") == 0s);
    CHECK(life(R"("expires_on":"0001-01-01T00:00:00Z")") == boot_time() - asked_boot); // long ago
    CHECK(life(R"("expires_on":253402300799)") > 200 * 365 * 24h); // as far as the clock goes
}

TEST_CASE("entra answer: an absolute expiry counts by the answer's Date too")
{
    auto answer = make_answer(200, R"({"access_token":"t","expires_on":1767315600})");
    answer.headers.add("Date", "Fri, 02 Jan 2026 00:30:00 GMT"); // the local clock is half an hour late
    CHECK(life_of(answer) == 1799s);
}

TEST_CASE("entra answer: when to renew is kept apart from the end")
{
    const auto token = wire::parse_entra_token(
        make_answer(200, R"({"access_token":"t","expires_in":86399,"refresh_in":"43199"})"));
    CHECK(token->refresh_in == 43199s);
    const auto without = wire::parse_entra_token(make_answer(200, R"({"access_token":"t","expires_in":1})"));
    CHECK_FALSE(without->refresh_in.has_value());
}

TEST_CASE("entra answer: errors of Entra, of IMDS, of App Service, and of others")
{
    CHECK(error_of(400, R"({"error":"invalid_scope"})") == errc::authentication_failed);
    CHECK(error_of(429, "") == errc::throttled);
    CHECK(error_of(503, "<html>") == errc::service_unavailable);
    CHECK(error_of(403, "{}") == errc::forbidden);
    CHECK(error_of(404, "") == errc::request_rejected);
    CHECK(error_of(401, "<html>") == errc::not_the_service);
    CHECK(error_of(302, "") == errc::not_the_service);
    CHECK(error_of(407, "") == errc::not_the_service);
    const auto imds =
        error_of(400, R"({"error":"invalid_request","error_description":"Identity not found"})");
    CHECK(imds.service().code == "invalid_request");
    CHECK(imds.service().message == "Identity not found");
    const auto service = error_of(400, R"({"error":{"code":"BadRequest","message":"no"}})");
    CHECK(service.service().code == "BadRequest");
    CHECK(service.service().message == "no");
    const auto app_service = error_of(500, R"({"statusCode":500,"message":"An unexpected error"})");
    CHECK(app_service.service().message == "An unexpected error");
    CHECK(
        error_of(400, R"({"error":"e","error_description":"sent S3CRET-VALUE"})", "S3CRET-VALUE")
            .service()
            .message == "sent REDACTED");
}

TEST_CASE("entra answer: Retry-After is kept")
{
    auto answer = make_answer(429, "");
    answer.headers.add("Retry-After", "17");
    CHECK(wire::read_entra_error({}, answer, asked_utc, {}).retry_after() == 17s);
}
