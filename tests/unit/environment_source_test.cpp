#include "entra/environment_source.hpp"
#include "entra_script.hpp"

#include <doctest/doctest.h>

using namespace acs;

namespace {

constexpr const char* good = R"({"access_token":"t","expires_in":3600})";

result<wire::issued_token> fetch(test::entra_script& script)
{
    return script.fetch(std::make_shared<entra::environment_source>(script.where()));
}

} // namespace

TEST_CASE("environment: an application with its secret")
{
    test::entra_script script;
    script.environment() = {
        {"AZURE_TENANT_ID", "tenant"},
        {"AZURE_CLIENT_ID", "app"},
        {"AZURE_CLIENT_SECRET", "shh"},
        {"AZURE_AUTHORITY_HOST", "https://login.example"}};
    script.answer(200, good);
    REQUIRE(fetch(script).has_value());
    const auto& sent = script.requests().front();
    CHECK(sent.host == "https://login.example");
    CHECK(sent.target == "/tenant/oauth2/v2.0/token");
    CHECK(sent.field("client_id") == "app");
    CHECK(sent.field("client_secret") == "shh");
}

TEST_CASE("environment: the secret wins over the certificate, whose file is not even read then")
{
    test::entra_script script;
    script.environment() = {
        {"AZURE_TENANT_ID", "tenant"},
        {"AZURE_CLIENT_ID", "app"},
        {"AZURE_CLIENT_CERTIFICATE_PATH", "/nowhere/app.pem"}};
    const auto why = fetch(script).error();
    CHECK(why == errc::credential_failed); // configured, but broken: a chain does not go on
    CHECK(why.details().what.find("/nowhere/app.pem") != std::string::npos);
    CHECK(script.requests().empty());
    script.environment()["AZURE_CLIENT_SECRET"] = "shh";
    script.answer(200, good);
    CHECK(fetch(script).has_value());
}

TEST_CASE("environment: variables that are missing are named, values never")
{
    const auto said = [](std::map<std::string, std::string> environment) {
        test::entra_script script;
        script.environment() = std::move(environment);
        const auto why = fetch(script).error();
        CHECK(why == errc::credential_unavailable);
        CHECK(script.requests().empty());
        const std::string text = why.details().what;
        CHECK(text.find("value") == std::string::npos);
        return text.substr(text.rfind(": ") + 2);
    };
    CHECK(
        said({}) ==
        "AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET (or AZURE_CLIENT_CERTIFICATE_PATH)");
    CHECK(said({{"AZURE_TENANT_ID", "value"}, {"AZURE_CLIENT_SECRET", "value"}}) == "AZURE_CLIENT_ID");
    CHECK(
        said({{"AZURE_TENANT_ID", ""}, {"AZURE_CLIENT_ID", "value"}, {"AZURE_CLIENT_SECRET", "value"}}) ==
        "AZURE_TENANT_ID");
    CHECK(
        said(
            {{"AZURE_TENANT_ID", "value"},
             {"AZURE_CLIENT_ID", "value"},
             {"AZURE_CLIENT_CERTIFICATE_PASSWORD", "value"}}) ==
        "AZURE_CLIENT_SECRET (or AZURE_CLIENT_CERTIFICATE_PATH)");
}

TEST_CASE("environment: what is set but can't be is a failure")
{
    test::entra_script script;
    script.environment() = {
        {"AZURE_TENANT_ID", "a/b"}, {"AZURE_CLIENT_ID", "app"}, {"AZURE_CLIENT_SECRET", "shh"}};
    CHECK(fetch(script).error() == errc::invalid_argument);
}
