#include "client_fixture.hpp"

#include <doctest/doctest.h>

using namespace acs;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view tenant = "c70d068c-2f32-484d-9455-73070cd5aadd";
constexpr std::string_view object = "b27b64b9-39d2-44a3-869d-67700b74e805";
constexpr std::string_view application = "2c3e1e83-8fd7-4615-ad2b-b8c1229845ac";

// Where a credential would get its tokens, if it were asked.
boost::asio::awaitable<result<access_token>> count_question(int& asked)
{
    ++asked;
    co_return error(errc::credential_failed);
}

struct fixture : client_fixture
{
    identity_client make_client(const char* version)
    {
        return identity_client(context.get_executor(), options().api_version(version));
    }

    secret entra_token(std::string_view audience, int seconds = 3600)
    {
        std::string wanted = R"({"appId":")";
        wanted.append(application).append(R"(","userId":")").append(object);
        wanted.append(R"(","tenantId":")").append(tenant).append(R"(","audience":")").append(audience);
        wanted += R"(","seconds":)" + std::to_string(seconds) + "}";
        return secret(std::string_view(post("entra-token", wanted).at("token").as_string()));
    }
    secret extension_token() { return entra_token("https://auth.msft.communication.azure.com"); }
    secret clients_token() { return entra_token("https://communication.azure.com/clients"); }
};

bool says(const error& why, std::string_view text)
{
    return why.message().find(text) != std::string::npos;
}

} // namespace

TEST_CASE_FIXTURE(fixture, "access: a person's Entra token for a Teams extension user's")
{
    for (const char* version : {"2025-03-02-preview", "2025-06-30", "2026-07-22", "2026-09-23"}) {
        CAPTURE(version);
        identity_client client = make_client(version);
        const auto got = run(client.get_token_for_teams_extension_user(extension_token()));
        REQUIRE(got.has_value());
        CHECK(got->user.id().ends_with("_" + std::string(tenant) + "_" + std::string(object)));
        CHECK(got->user.id().starts_with("8:acs:"));
        CHECK(introspect(got->token) == "valid");
        CHECK(
            last_request().at("target").as_string() ==
            std::string("/access/teamsExtension/:exchangeAccessToken?api-version=") + version);
    }
}

TEST_CASE_FIXTURE(fixture, "access: a person's Entra token for an Entra user's")
{
    identity_client client = make_client("2025-03-02-preview");
    const auto got = run(client.get_token_for_entra_user(clients_token()));
    REQUIRE(got.has_value());
    CHECK(got->user.id().ends_with("_wf_" + std::string(tenant) + "_" + std::string(object)));
    CHECK(introspect(got->token) == "valid");
    CHECK(
        last_request().at("target").as_string() ==
        "/access/entra/:exchangeAccessToken?api-version=2025-03-02-preview");
}

TEST_CASE_FIXTURE(fixture, "access: the person's token authorises, and nothing else does")
{
    int asked = 0;
    const auto by = std::make_shared<bearer_credential>([&asked] { return count_question(asked); });
    auto chosen = client_options::with_credential(server.endpoint(), by).value();
    chosen.ca_file(server.ca_file()).time(clock).proxy("").api_version("2025-03-02-preview");
    identity_client client(context.get_executor(), chosen);
    CHECK(run(client.get_token_for_teams_extension_user(extension_token())).has_value());
    CHECK(run(client.get_token_for_entra_user(clients_token())).has_value());

    for (const secret& wrong :
         {secret("not-a-token-at-all"), entra_token("https://communication.azure.com/clients", -60),
          extension_token()}) {
        const std::int64_t before = requests();
        const auto refused = run(client.get_token_for_entra_user(wrong));
        REQUIRE(refused.has_error());
        CHECK(refused.error() == errc::invalid_entra_token);
        CHECK(refused.error().http_status() == 401);
        CHECK_FALSE(says(refused.error(), wrong.reveal()));
        CHECK(requests() == before + 1);
    }
    CHECK(
        run(client.get_token_for_teams_extension_user(clients_token())).error() == errc::invalid_entra_token);
    CHECK(asked == 0);
}

TEST_CASE_FIXTURE(fixture, "access: an exchange is repeated")
{
    identity_client client = make_client("2025-06-30");
    const secret token = extension_token();
    for (const char* kind :
         {R"({"kind":"reset_inside","times":2})", R"({"kind":"status","status":503,"times":2})",
          R"({"kind":"throttle","seconds":2,"times":2})"}) {
        CAPTURE(kind);
        server.control("DELETE", "faults");
        fault(kind);
        const auto got = run_through_time(client.get_token_for_teams_extension_user(token));
        REQUIRE(got.has_value());
        CHECK(introspect(got->token) == "valid");
    }
}

TEST_CASE_FIXTURE(fixture, "access: assignments are set, replaced, read and removed")
{
    identity_client client = make_client("2025-06-30");
    const std::string tenant_id(tenant), object_id(object);
    CHECK(
        run(client.get_teams_extension_assignment(tenant_id, object_id)).error() ==
        errc::assignment_not_found);

    const auto principal = teams_extension_principal::resource_account();
    const auto made = run(client.set_teams_extension_assignment(tenant_id, object_id, principal)).value();
    CHECK(made.created);
    CHECK(made.tenant_id == tenant);
    CHECK(made.object_id == object);
    CHECK(made.principal == principal);
    CHECK(made.client_ids.empty());

    const std::vector<std::string> applications{std::string(application)};
    const auto person = teams_extension_principal::user();
    const auto replaced =
        run(client.set_teams_extension_assignment(tenant_id, object_id, person, applications)).value();
    CHECK_FALSE(replaced.created);
    CHECK(replaced.principal == person);
    CHECK(replaced.client_ids == applications);

    const auto read = run(client.get_teams_extension_assignment(tenant_id, object_id)).value();
    CHECK(read.principal == person);
    CHECK(read.client_ids == applications);
    CHECK_FALSE(read.created);

    CHECK(run(client.delete_teams_extension_assignment(tenant_id, object_id)).has_value());
    CHECK(
        run(client.get_teams_extension_assignment(tenant_id, object_id)).error() ==
        errc::assignment_not_found);

    const auto strange = run(client.set_teams_extension_assignment("no-guid", object_id, person));
    REQUIRE(strange.has_error());
    CHECK(strange.error() == errc::request_rejected);
    CHECK(connections_opened() == 1);
}

TEST_CASE_FIXTURE(fixture, "access: versions that don't have it, and arguments that can't be")
{
    const auto person = teams_extension_principal::user();
    for (const char* version : {"2021-03-07", "2022-06-01", "2023-10-01"}) {
        CAPTURE(version);
        identity_client client = make_client(version);
        const auto refused = run(client.get_token_for_teams_extension_user(secret("t")));
        REQUIRE(refused.has_error());
        CHECK(refused.error() == errc::unsupported_api_version);
        CHECK(says(refused.error(), "get_token_for_teams_extension_user needs api-version"));
        CHECK(run(client.get_teams_extension_assignment("t", "o")).error() == errc::unsupported_api_version);
        CHECK(
            run(client.set_teams_extension_assignment("t", "o", person)).error() ==
            errc::unsupported_api_version);
        CHECK(
            run(client.delete_teams_extension_assignment("t", "o")).error() == errc::unsupported_api_version);
        CHECK(run(client.get_token_for_entra_user(secret("t"))).error() == errc::unsupported_api_version);
    }
    identity_client oldest = make_client("2021-03-07");
    CHECK(
        run(oldest.get_token_for_teams_user(secret("t"), "a", "u")).error() == errc::unsupported_api_version);
    identity_client newest = make_client("2026-09-23");
    CHECK(run(newest.get_token_for_entra_user(secret("t"))).error() == errc::unsupported_api_version);
    CHECK(run(newest.get_token_for_teams_extension_user(secret())).error() == errc::invalid_argument);
    CHECK(run(newest.get_teams_extension_assignment("", "o")).error() == errc::invalid_argument);
    CHECK(run(newest.delete_teams_extension_assignment("t", "..")).error() == errc::invalid_argument);
    CHECK(requests() == 0);
}
