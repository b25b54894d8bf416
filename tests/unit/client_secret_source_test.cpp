#include "entra/client_secret_source.hpp"
#include "entra_script.hpp"

#include <doctest/doctest.h>

using namespace acs;
using namespace std::chrono_literals;

namespace {

constexpr const char* tenant = "5f8a9e1c-3d27-4c60-9b1e-7a4d2c8e6f01";

std::shared_ptr<entra::source> make_source(
    test::entra_script& script, std::string tenant_id = tenant, std::string client_id = "app",
    std::string secret_text = "s3cr3t~value+/=&")
{
    return std::make_shared<entra::client_secret_source>(
        script.where(), std::move(tenant_id), std::move(client_id), secret(secret_text));
}

} // namespace

TEST_CASE("client secret: the request, and both times of the answer")
{
    test::entra_script script;
    script.answer(
        200, R"({"token_type":"Bearer","expires_in":7199,"refresh_in":3600,"access_token":"entra-token"})");
    const auto token = script.fetch(make_source(script));
    REQUIRE(token.has_value());
    CHECK(token->token.token() == "entra-token");
    CHECK(token->token.expires_on() == script.clock()->now_utc() + 7199s);
    CHECK(token->token.usable_until() == script.clock()->now_boottime() + 7198s);
    CHECK(token->refresh_in == 3600s);
    REQUIRE(script.requests().size() == 1);
    const auto& sent = script.requests().front();
    CHECK(sent.host == "https://login.microsoftonline.com");
    CHECK(sent.method == "POST");
    CHECK(sent.target == std::string("/") + tenant + "/oauth2/v2.0/token");
    CHECK(sent.content_type == "application/x-www-form-urlencoded");
    CHECK(
        sent.body ==
        "client_secret=s3cr3t~value%2B%2F%3D%26&grant_type=client_credentials&client_id=app&scope="
        "https%3A%2F%2Fcommunication.azure.com%2F%2F.default");
}

TEST_CASE("client secret: other scopes, claims, and another authority")
{
    test::entra_script script;
    script.environment()["AZURE_AUTHORITY_HOST"] = "https://login.microsoftonline.us/";
    script.answer(200, R"({"expires_in":"3599","access_token":"t"})");
    entra_token_request request(std::vector<std::string>{"a/.default", "b"});
    request.claims(R"({"access_token":{"nbf":{"essential":true}}})");
    REQUIRE(script.fetch(make_source(script, "contoso.onmicrosoft.com"), request).has_value());
    const auto& sent = script.requests().front();
    CHECK(sent.host == "https://login.microsoftonline.us");
    CHECK(sent.target == "/contoso.onmicrosoft.com/oauth2/v2.0/token");
    CHECK(sent.field("scope") == "a/.default b");
    CHECK(sent.field("claims") == R"({"access_token":{"nbf":{"essential":true}}})");
}

TEST_CASE("client secret: an authority with a path; AD FS is asked for a resource")
{
    test::entra_script script;
    script.environment()["AZURE_AUTHORITY_HOST"] = "https://sts.example.com:8443/proxied//";
    script.answer(200, R"({"expires_in":3599,"access_token":"t"})");
    REQUIRE(script.fetch(make_source(script, "ADFS")).has_value());
    CHECK(script.requests().front().host == "https://sts.example.com:8443");
    CHECK(script.requests().front().target == "/proxied/ADFS/oauth2/token");
    CHECK(script.requests().front().field("scope") == "https://communication.azure.com/");
}

TEST_CASE("client secret: Entra's refusal is told in its own words, but not the secret")
{
    test::entra_script script;
    script.answer(
        401,
        R"({"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret)"
        R"( provided: s3cr3t~value+/=& in client_secret=s3cr3t~value%2B%2F%3D%26.","error_codes":[7000215],"trace_id":"t"})");
    const auto token = script.fetch(make_source(script));
    REQUIRE(token.has_error());
    CHECK(token.error() == errc::authentication_failed);
    CHECK(token.error().http_status() == 401);
    CHECK(token.error().service().code == "invalid_client");
    CHECK(
        token.error().service().message ==
        "AADSTS7000215: Invalid client secret provided: REDACTED in client_secret=REDACTED.");
}

TEST_CASE("client secret: answers that are no token")
{
    const std::pair<const char*, errc> cases[] = {
        {"", errc::malformed_response},
        {"[]", errc::malformed_response},
        {R"({"expires_in":3600})", errc::malformed_response},
        {R"({"access_token":7,"expires_in":3600})", errc::malformed_response},
        {R"({"access_token":"t"})", errc::malformed_response},
        {R"({"access_token":"t","expires_in":-1})", errc::malformed_response},
        {R"({"access_token":"t","expires_in":2147483648})", errc::malformed_response},
        {R"({"access_token":"t","expires_in":"soon"})", errc::malformed_response},
        {R"({"access_token":"t","expires_on":253402300800})", errc::malformed_response},
        {R"({"access_token":"t","expires_in":3600,"token_type":"pop"})", errc::malformed_response},
        {"<html>captive portal</html>", errc::not_the_service},
    };
    for (const auto& [body, expected] : cases) {
        CAPTURE(body);
        test::entra_script script;
        script.answer(200, body);
        CHECK(script.fetch(make_source(script)).error() == expected);
    }
}

TEST_CASE("client secret: what is missing or can't be is said before anything is sent")
{
    const auto error_of = [](auto... arguments) {
        test::entra_script script;
        const auto token = script.fetch(make_source(script, arguments...));
        CHECK(script.requests().empty());
        return static_cast<errc>(token.error().code().value());
    };
    CHECK(error_of("") == errc::credential_unavailable);
    CHECK(error_of(tenant, "") == errc::credential_unavailable);
    CHECK(error_of(tenant, "app", "") == errc::credential_unavailable);
    CHECK(error_of("a/b") == errc::invalid_argument);
    CHECK(error_of("..%2f") == errc::invalid_argument);
    CHECK(error_of("..") == errc::invalid_argument);
    CHECK(error_of("-a") == errc::invalid_argument);
    CHECK(error_of(tenant, "a b") == errc::invalid_argument);
    test::entra_script script;
    script.environment()["AZURE_AUTHORITY_HOST"] = "http://localhost";
    CHECK(script.fetch(make_source(script)).error() == errc::insecure_endpoint);
    script.environment()["AZURE_AUTHORITY_HOST"] = "https://login.example.com/?to=";
    CHECK(script.fetch(make_source(script)).error() == errc::invalid_endpoint);
    script.environment()["AZURE_AUTHORITY_HOST"] = "https://login example";
    CHECK(script.fetch(make_source(script)).error() == errc::invalid_endpoint);
}
