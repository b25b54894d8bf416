#include "entra/azure_pipelines_source.hpp"
#include "entra_script.hpp"

#include <doctest/doctest.h>

using namespace acs;

namespace {

constexpr const char* tenant = "5f8a9e1c-3d27-4c60-9b1e-7a4d2c8e6f01";
constexpr const char* uri = "https://dev.azure.com/contoso/_apis/distributedtask/hubs/build/oidctoken";

std::shared_ptr<entra::source> make_source(
    test::entra_script& script, std::string connection = "c0/7", std::string token = "system-access-token")
{
    return std::make_shared<entra::azure_pipelines_source>(
        script.where(), tenant, "app", std::move(connection), secret(token));
}

bool contains(const std::string& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("Azure Pipelines: the assertion is asked for, then shown")
{
    test::entra_script script;
    script.environment()["SYSTEM_OIDCREQUESTURI"] = uri;
    script.answer(200, R"({"oidcToken":"pipeline.oidc.token"})");
    script.answer(200, R"({"expires_in":3600,"access_token":"entra-token"})");
    const auto token = script.fetch(make_source(script));
    REQUIRE(token.has_value());
    CHECK(token->token.token() == "entra-token");
    REQUIRE(script.requests().size() == 2);
    const auto& first = script.requests()[0];
    CHECK(first.host == "https://dev.azure.com");
    CHECK(first.method == "POST");
    CHECK(
        first.target ==
        "/contoso/_apis/distributedtask/hubs/build/oidctoken?api-version=7.1&serviceConnectionId=c0%2F7");
    CHECK(first.body.empty());
    CHECK(first.headers.at("Authorization") == "Bearer system-access-token");
    CHECK(first.headers.at("Content-Type") == "application/json");
    CHECK(first.headers.at("X-TFS-FedAuthRedirect") == "Suppress");
    const auto& second = script.requests()[1];
    CHECK(second.host == "https://login.microsoftonline.com");
    CHECK(second.field("client_assertion") == "pipeline.oidc.token");
    CHECK(second.headers.empty());
}

TEST_CASE("Azure Pipelines: which of the two failed")
{
    test::entra_script script;
    script.environment()["SYSTEM_OIDCREQUESTURI"] = uri;
    const auto source = make_source(script);
    script.answer(401, "");
    auto token = script.fetch(source);
    CHECK(token.error() == errc::authentication_failed);
    CHECK(contains(token.error().details().summary, "Azure Pipelines (https://"));
    script.answer(200, R"({"token":"x"})");
    token = script.fetch(source);
    CHECK(token.error() == errc::malformed_response);
    CHECK(contains(token.error().details().what, "oidcToken"));
    script.answer(200, "<html>sign in</html>");
    CHECK(script.fetch(source).has_error());
    script.answer(200, R"({"oidcToken":"pipeline.oidc.token"})");
    script.answer(400, R"({"error":"invalid_client","error_description":"no pipeline.oidc.token"})");
    token = script.fetch(source);
    CHECK(token.error() == errc::authentication_failed);
    CHECK(token.error().service().message == "no REDACTED");
    CHECK_FALSE(contains(token.error().details().what, "SYSTEM_OIDCREQUESTURI"));
}

TEST_CASE("Azure Pipelines: what is missing, and where the token never goes")
{
    const auto error_of = [](const char* address, auto... arguments) {
        test::entra_script script;
        script.environment()["SYSTEM_OIDCREQUESTURI"] = address;
        const auto token = script.fetch(make_source(script, arguments...));
        CHECK(script.requests().empty());
        return static_cast<errc>(token.error().code().value());
    };
    CHECK(error_of("") == errc::credential_unavailable);
    CHECK(error_of(uri, "") == errc::credential_unavailable);
    CHECK(error_of(uri, "c", "") == errc::credential_unavailable);
    CHECK(error_of("http://dev.azure.com/contoso") == errc::insecure_endpoint);
    CHECK(error_of("http://169.254.169.254/contoso") == errc::insecure_endpoint);
    CHECK(error_of("dev.azure.com") == errc::invalid_endpoint);

    test::entra_script script;
    script.environment()["SYSTEM_OIDCREQUESTURI"] = "http://127.0.0.1:8080/oidc?job=1";
    CHECK(script.fetch(make_source(script)).error() == errc::connect_failed);
    REQUIRE(script.requests().size() == 1);
    CHECK(script.requests().front().host == "http://127.0.0.1:8080");
    CHECK(script.requests().front().target == "/oidc?job=1&api-version=7.1&serviceConnectionId=c0%2F7");
}
