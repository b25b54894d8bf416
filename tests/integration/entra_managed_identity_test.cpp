#include "entra_fixture.hpp"

#include "entra/arc_source.hpp"
#include "entra/surroundings.hpp"
#include "temporary_folder.hpp"

#include <doctest/doctest.h>

#include <acs/managed_identity_credential.hpp>

using namespace acs;
using namespace std::chrono_literals;

namespace {

struct fixture : entra_fixture
{
    fixture() : fixture(emulator_options()) {}
    explicit fixture(emulator_options options) : entra_fixture(std::move(options))
    {
        environment["AZURE_POD_IDENTITY_AUTHORITY_HOST"] = server.metadata_endpoint();
    }

    identity_client machine(managed_identity_id identity = managed_identity_id())
    {
        return make_client(std::make_shared<managed_identity_credential>(
            context.get_executor(), std::move(identity), entra()));
    }
};

struct arc_fixture : fixture
{
    arc_fixture() : arc_fixture(std::make_unique<temporary_folder>()) {}
    explicit arc_fixture(std::unique_ptr<temporary_folder> in)
        : fixture(emulator_options().state_dir(*in / "state")), folder(std::move(in))
    {
        environment.erase("AZURE_POD_IDENTITY_AUTHORITY_HOST");
        environment["IDENTITY_ENDPOINT"] = server.metadata_endpoint() + "/metadata/identity/oauth2/token";
        environment["IMDS_ENDPOINT"] = server.metadata_endpoint();
    }

    const std::unique_ptr<temporary_folder> folder;
};

} // namespace

TEST_CASE_FIXTURE(fixture, "entra: the metadata service's token, renewed at half of its day")
{
    auto client = machine();
    REQUIRE(create(client).has_value());
    clock->advance(12h - 1min);
    REQUIRE(create(client).has_value());
    CHECK(identity_requests() == 1);
    clock->advance(2min);
    REQUIRE(create(client).has_value());
    run_until([&] { return identity_requests() == 2; });
}

TEST_CASE_FIXTURE(fixture, "entra: an outage of the metadata service is waited out")
{
    auto client = machine();
    fault(R"({"kind":"status","status":410,"op":"managed_identity_token","times":3})");
    const auto began = clock->now_boottime();
    REQUIRE(run_through_time(client.create_user()).has_value());
    CHECK(clock->now_boottime() - began >= 30s);
    CHECK(identity_requests() == 4);
}

TEST_CASE_FIXTURE(fixture, "entra: 404, 429 and 5xx of the metadata service are repeated")
{
    for (const char* status : {"404", "429", "500", "501", "504"}) {
        auto client = machine();
        const auto before = identity_requests();
        fault(
            std::string(R"({"kind":"status","op":"managed_identity_token","times":2,"status":)") + status +
            "}");
        CHECK(run_through_time(client.create_user()).has_value());
        CHECK(identity_requests() - before == 3);
    }
}

TEST_CASE_FIXTURE(
    fixture, "entra: a metadata service that stays away is asked for 70 s, then by the next call")
{
    auto client = machine();
    fault(R"({"kind":"status","status":410,"op":"managed_identity_token","times":8})");
    const auto began = clock->now_boottime();
    const auto why = run_through_time(client.create_user(call_options().deadline(3min))).error();
    CHECK(why == errc::credential_failed);
    CHECK(why.http_status() == 410);
    CHECK(clock->now_boottime() - began >= 70s);
    CHECK(identity_requests() == 8);
    clock->advance(1min);
    CHECK(create(client).has_value());
}

TEST_CASE_FIXTURE(fixture, "entra: during an outage the machine's token is used, and renewed after it")
{
    auto client = machine();
    REQUIRE(create(client).has_value());
    fault(R"({"kind":"status","status":410,"op":"managed_identity_token"})");
    clock->advance(13h);
    REQUIRE(create(client).has_value());
    clock->advance(10h); // the renewal has given up, and one more begins
    REQUIRE(create(client).has_value());
    CHECK(server.control("DELETE", "faults").status == 200);
    clock->advance(2h);
    CHECK(run_through_time(client.create_user(call_options().deadline(3min))).has_value());
}

TEST_CASE_FIXTURE(fixture, "entra: identities that were assigned to the machine, and one that was not")
{
    post("entra", R"({"managedIdentities":[{"clientId":"11111111-0000-0000-0000-000000000000",
        "objectId":"22222222-0000-0000-0000-000000000000","resourceId":"/subscriptions/s/a","systemAssigned":false}]})");
    for (const auto& identity :
         {managed_identity_id::client_id("11111111-0000-0000-0000-000000000000"),
          managed_identity_id::object_id("22222222-0000-0000-0000-000000000000"),
          managed_identity_id::resource_id("/subscriptions/s/a")}) {
        auto client = machine(identity);
        CHECK(create(client).has_value());
    }
    auto other = machine(managed_identity_id::client_id("33333333-0000-0000-0000-000000000000"));
    const auto why = create(other).error();
    CHECK(why == errc::credential_unavailable);
    CHECK(
        why.message().find("ManagedIdentityCredential: the metadata service says: Identity not found") !=
        std::string::npos);
}

TEST_CASE_FIXTURE(fixture, "entra: App Service in both versions")
{
    environment.clear();
    environment["IDENTITY_ENDPOINT"] = server.metadata_endpoint() + "/msi/token";
    environment["IDENTITY_HEADER"] = server.identity_header().reveal();
    auto client = machine();
    CHECK(create(client).has_value());
    environment.clear();
    environment["MSI_ENDPOINT"] = server.metadata_endpoint() + "/msi/token";
    environment["MSI_SECRET"] = server.identity_header().reveal();
    auto older = machine();
    CHECK(create(older).has_value());
    environment["MSI_SECRET"] = "something-else";
    auto wrong = machine();
    const auto why = create(wrong).error();
    CHECK(why == errc::credential_failed);
    CHECK(why.message().find("something-else") == std::string::npos);
}

TEST_CASE_FIXTURE(arc_fixture, "entra: Azure Arc's key file, in the folder where it belongs and nowhere else")
{
    const auto options = entra();
    const entra::surroundings where(context.get_executor(), options);
    const auto source = std::make_shared<entra::arc_source>(where, managed_identity_id(), *folder / "state");
    CHECK(run(source->fetch(entra_token_request())).has_value());
    CHECK(identity_requests() == 2);

    auto client = machine(); // its folder is the agent's
    const auto why = create(client).error();
    CHECK(why == errc::credential_failed);
    CHECK(why.message().find("/var/opt/azcmagent/tokens") != std::string::npos);
}
