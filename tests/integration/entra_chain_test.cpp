#include "entra_fixture.hpp"
#include "silent_port.hpp"

#include <doctest/doctest.h>

#include <acs/chained_credential.hpp>
#include <acs/default_azure_credential.hpp>
#include <acs/environment_credential.hpp>
#include <acs/managed_identity_credential.hpp>

using namespace acs;
using namespace std::chrono_literals;

namespace {

struct fixture : entra_fixture
{
    void describe_app()
    {
        environment["AZURE_TENANT_ID"] = server.tenant_id();
        environment["AZURE_CLIENT_ID"] = server.client_id();
        environment["AZURE_CLIENT_SECRET"] = server.client_secret().reveal();
    }
    void be_in_azure() { environment["AZURE_POD_IDENTITY_AUTHORITY_HOST"] = server.metadata_endpoint(); }

    identity_client by_default()
    {
        return make_client(std::make_shared<default_azure_credential>(context.get_executor(), entra()));
    }
};

} // namespace

TEST_CASE_FIXTURE(fixture, "entra: the application that the environment describes")
{
    describe_app();
    auto client = make_client(std::make_shared<environment_credential>(context.get_executor(), entra()));
    CHECK(create(client).has_value());
    auto same = by_default();
    CHECK(create(same).has_value());
    CHECK(identity_requests() == 0);
}

TEST_CASE_FIXTURE(
    fixture, "entra: by default a machine in Azure uses its own identity, found with one request")
{
    be_in_azure();
    auto client = by_default();
    CHECK(create(client).has_value());
    CHECK(identity_requests() == 1);
    // From then on it is the one: an outage is not a reason to look elsewhere.
    clock->advance(25h);
    describe_app();
    fault(R"({"kind":"status","status":410,"op":"managed_identity_token","times":3})");
    CHECK(run_through_time(client.create_user()).has_value());
    CHECK(identity_requests() == 5);
    CHECK(token_requests() == 0);
}

TEST_CASE_FIXTURE(fixture, "entra: by default, with nothing configured, all say why within a second")
{
    // A machine outside of Azure: nobody accepts the connection.
    silent_port nobody;
    nobody.fill();
    environment["AZURE_POD_IDENTITY_AUTHORITY_HOST"] = "http://" + nobody.url().substr(8);
    auto client = by_default();
    const auto began = clock->now_boottime();
    const auto why = run_through_time(client.create_user()).error();
    CHECK(clock->now_boottime() - began <= 1s);
    CHECK(why == errc::credential_unavailable);
    const std::string text = why.message();
    std::size_t at = 0;
    for (const char* name :
         {"DefaultAzureCredential: EnvironmentCredential: ", "WorkloadIdentityCredential: ",
          "ManagedIdentityCredential: no metadata service answers", "AzureCliCredential: "}) {
        CAPTURE(text);
        REQUIRE(text.find(name, at) != std::string::npos);
        at = text.find(name, at);
    }
}

TEST_CASE_FIXTURE(fixture, "entra: a chain of one's own probes the metadata service, too")
{
    silent_port nobody;
    nobody.fill();
    environment["AZURE_POD_IDENTITY_AUTHORITY_HOST"] = "http://" + nobody.url().substr(8);
    const auto machine = std::make_shared<managed_identity_credential>(
        context.get_executor(), managed_identity_id(), entra().max_retries(5).deadline(10min));
    auto client = make_client(std::make_shared<chained_credential>(
        context.get_executor(), std::vector<std::shared_ptr<token_credential>>{machine, app()}, entra()));
    const auto began = clock->now_boottime();
    CHECK(run_through_time(client.create_user()).has_value());
    CHECK(clock->now_boottime() - began <= 1s);
    CHECK(token_requests() == 1);
    CHECK(create(client).has_value());
    CHECK(token_requests() == 1); // the chain holds the token
}

TEST_CASE_FIXTURE(fixture, "entra: a member that is configured wrongly ends the search with its own words")
{
    describe_app();
    environment["AZURE_CLIENT_SECRET"] = "not-the-secret-of-the-app";
    be_in_azure();
    auto client = by_default();
    const auto why = create(client).error();
    CHECK(why == errc::credential_failed);
    CHECK(why.http_status() == 401);
    CHECK(why.service().code == "invalid_client");
    CHECK(why.message().find("DefaultAzureCredential: EnvironmentCredential: ") != std::string::npos);
    CHECK(why.message().find("not-the-secret") == std::string::npos);
    CHECK(identity_requests() == 0);
}
