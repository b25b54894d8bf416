#include "entra/default_azure_source.hpp"
#include "entra_script.hpp"

#include <doctest/doctest.h>

using namespace acs;

namespace {

constexpr const char* good = R"({"access_token":"t","expires_in":3600})";

struct fixture
{
    test::entra_script script;

    // No CLI is found there.
    fixture() { script.environment()["PATH"] = "/nonexistent"; }

    result<wire::issued_token> fetch()
    {
        return script.fetch(std::make_shared<entra::default_azure_source>(script.where()));
    }

    // Which credentials were tried, by what they say.
    std::string tried(const char* selection)
    {
        script.environment()["AZURE_TOKEN_CREDENTIALS"] = selection;
        const auto got = fetch();
        REQUIRE(got.has_error());
        const std::string text = got.error().details().what;
        std::string letters;
        const std::pair<const char*, char> names[] = {
            {"EnvironmentCredential: ", 'E'},
            {"WorkloadIdentityCredential: ", 'W'},
            {"ManagedIdentityCredential: ", 'M'},
            {"AzureCliCredential: ", 'C'}};
        std::size_t at = 0;
        for (const auto& [name, letter] : names)
            if (const auto found = text.find(name); found != std::string::npos) {
                CHECK(found >= at); // in this order
                at = found;
                letters += letter;
            }
        return letters;
    }
};

} // namespace

TEST_CASE_FIXTURE(fixture, "default: all are tried in their order, and all say why they don't work")
{
    CHECK(tried("") == "EWMC");
    CHECK(fetch().error() == errc::credential_unavailable);
    CHECK(script.requests().back().how.max_retries == 0); // the metadata service was probed
}

TEST_CASE_FIXTURE(fixture, "default: a selection, whatever its case")
{
    CHECK(tried("prod") == "EWM");
    CHECK(tried("PROD") == "EWM");
    CHECK(tried("dev") == "C");
    CHECK(tried(" Dev ") == "C");
    CHECK(tried("EnvironmentCredential") == "E");
    CHECK(tried("workloadidentitycredential") == "W");
    CHECK(tried("ManagedIdentityCredential") == "M");
    CHECK(tried("AZURECLICREDENTIAL") == "C");
}

TEST_CASE_FIXTURE(fixture, "default: anything else is an error that names what is allowed")
{
    for (const char* wrong : {"production", "EnvironmentCredential;AzureCliCredential", "Environment"}) {
        CAPTURE(wrong);
        script.environment()["AZURE_TOKEN_CREDENTIALS"] = wrong;
        const auto why = fetch().error();
        CHECK(why == errc::invalid_argument);
        CHECK(
            why.details().what ==
            "AZURE_TOKEN_CREDENTIALS must be one of prod, dev, EnvironmentCredential, "
            "WorkloadIdentityCredential, ManagedIdentityCredential, AzureCliCredential");
        CHECK(script.requests().empty());
    }
}

TEST_CASE_FIXTURE(fixture, "default: the managed identity that is selected is asked without a probe")
{
    script.environment()["AZURE_TOKEN_CREDENTIALS"] = "managedidentitycredential";
    script.answer(200, good);
    REQUIRE(fetch().has_value());
    REQUIRE(script.requests().size() == 1);
    CHECK(script.requests().front().how.max_retries == 7);
    CHECK_FALSE(script.requests().front().has_field("client_id"));
    CHECK(fetch().error() == errc::credential_failed); // configured by the selection: an outage
}

TEST_CASE_FIXTURE(fixture, "default: AZURE_CLIENT_ID names the managed identity")
{
    script.environment()["AZURE_CLIENT_ID"] = "assigned";
    script.answer(200, good);
    REQUIRE(fetch().has_value());
    CHECK(script.requests().front().field("client_id") == "assigned");
    CHECK(script.requests().front().how.max_retries == 0);
}

TEST_CASE_FIXTURE(
    fixture, "default: the environment's application comes first, and its failure ends the search")
{
    script.environment()["AZURE_TENANT_ID"] = "tenant";
    script.environment()["AZURE_CLIENT_ID"] = "app";
    script.environment()["AZURE_CLIENT_SECRET"] = "s3cr3t-value";
    script.answer(200, good);
    REQUIRE(fetch().has_value());
    CHECK(script.requests().back().host == "https://login.microsoftonline.com");
    script.answer(401, R"({"error":"invalid_client","error_description":"AADSTS7000215: s3cr3t-value"})");
    const auto why = fetch().error();
    CHECK(why == errc::credential_failed);
    CHECK(why.service().message == "AADSTS7000215: REDACTED");
    CHECK(why.details().what.starts_with("EnvironmentCredential: "));
    CHECK(script.requests().size() == 2);
}
