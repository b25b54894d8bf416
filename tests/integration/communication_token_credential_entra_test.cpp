// The form that exchanges a token of Entra ID: the test cases of the official SDKs, and what they lack.
#include "exchange_fixture.hpp"

#include <acs/communication_token_credential.hpp>

#include <algorithm>
#include <chrono>
#include <doctest/doctest.h>
#include <memory>
#include <string>
#include <vector>

using namespace acs;
using namespace std::chrono_literals;

namespace {

const std::string for_teams = "https://auth.msft.communication.azure.com/TeamsExtension.ManageCalls";
const std::string for_sovereign_teams = "https://auth.msft.communication.azure.us/TeamsExtension.ManageCalls";

} // namespace

TEST_CASE_FIXTURE(
    exchange_fixture, "communication token credential, Entra: the exchange is called, pre-warmed")
{
    const auto credential = make();
    run_until([&] { return exchanges() == 1; });
    const auto token = run(credential->get());
    REQUIRE(token.has_value());
    CHECK(introspect(*token) == "valid");
    CHECK(exchanges() == 1);
    CHECK(
        last_request().at("target").as_string().find("api-version=2025-03-02-preview") != std::string::npos);
    CHECK(asked.front() == std::vector<std::string>{for_clients});
}

TEST_CASE_FIXTURE(
    exchange_fixture, "communication token credential, Entra: not exchanged again with the same Entra token")
{
    const auto credential = make_warm();
    const auto first = run(credential->get()).value();
    for (int i = 0; i < 10; ++i)
        CHECK(run(credential->get()).value().token() == first.token());
    CHECK(exchanges() == 1);
    CHECK(asked.size() >= 11); // the Entra credential is asked each time
}

TEST_CASE_FIXTURE(exchange_fixture, "communication token credential, Entra: 10 gets at a time, 1 exchange")
{
    const auto credential = make();
    std::vector<std::shared_ptr<pending<access_token>>> all;
    for (int i = 0; i < 10; ++i)
        all.push_back(start(credential->get()));
    run_until(
        [&] { return std::all_of(all.begin(), all.end(), [](const auto& each) { return each->done(); }); });
    for (const auto& each : all)
        CHECK(each->result->value().token() == all.front()->result->value().token());
    CHECK(exchanges() == 1);
}

TEST_CASE_FIXTURE(
    exchange_fixture, "communication token credential, Entra: exchanged again when the Entra token changes")
{
    const auto credential = make_warm();
    const auto first = run(credential->get()).value();
    clock->advance(1s);
    entra = mint();
    const auto second = run(credential->get()).value();
    CHECK(second.token() != first.token());
    CHECK(exchanges() == 2);
    run(credential->get()).value();
    CHECK(exchanges() == 2);
}

TEST_CASE_FIXTURE(
    exchange_fixture, "communication token credential, Entra: exchanged again when the ACS token has expired")
{
    fault(R"({"kind":"short_token","seconds":3600})");
    const auto credential = make_warm();
    const auto first = run(credential->get()).value();
    clock->advance(49min);
    CHECK(run(credential->get()).value().token() == first.token());
    CHECK(exchanges() == 1);
    clock->advance(11min);
    const auto second = run(credential->get()).value();
    CHECK(second.token() != first.token());
    CHECK(introspect(second) == "valid");
    CHECK(exchanges() == 2);
}

TEST_CASE_FIXTURE(
    exchange_fixture, "communication token credential, Entra: near the expiry nobody waits for the exchange")
{
    fault(R"({"kind":"short_token","seconds":3600})");
    const auto credential = make_warm();
    const auto first = run(credential->get()).value();
    clock->advance(55min);
    CHECK(run(credential->get()).value().token() == first.token());
    run_until([&] { return run(credential->get()).value().token() != first.token(); });
    CHECK(exchanges() == 2);
}

TEST_CASE_FIXTURE(
    exchange_fixture,
    "communication token credential, Entra: a busy service is asked again, 4 tries, then an error")
{
    SUBCASE("which passes")
    {
        fault(R"({"kind":"status","status":503,"times":3,"headers":{"Retry-After":"0"}})");
        const auto credential = make();
        CHECK(run_through_time(credential->get()).has_value());
        CHECK(exchanges() == 4);
    }
    SUBCASE("which does not: the pre-warmed exchange fails unheard, the next get tries again")
    {
        fault(R"({"kind":"status","status":500})");
        const auto credential = make();
        let_it_fail(4);
        CHECK(exchanges() == 4);
        const auto got = run_through_time(credential->get());
        REQUIRE(!got.has_value());
        CHECK(got.error() == errc::service_unavailable);
        CHECK(got.error().attempts() == 4);
        CHECK(exchanges() == 8);
    }
}

TEST_CASE_FIXTURE(exchange_fixture, "communication token credential, Entra: 401 is not tried again")
{
    audience = "https://graph.microsoft.com";
    entra = mint();
    const auto credential = make();
    const auto got = run(credential->get());
    REQUIRE(!got.has_value());
    CHECK(got.error() == errc::invalid_entra_token);
    CHECK(got.error().http_status() == 401);
    CHECK(got.error().message().find(entra.token()) == std::string::npos);
    CHECK(exchanges() == 1);
    run(credential->get());
    CHECK(exchanges() == 2);
}

TEST_CASE_FIXTURE(exchange_fixture, "communication token credential, Entra: bad JSON in a 200")
{
    fault(R"({"kind":"garbage"})");
    const auto credential = make();
    const auto got = run(credential->get());
    REQUIRE(!got.has_value());
    CHECK(got.error() == errc::malformed_response);
}

TEST_CASE_FIXTURE(exchange_fixture, "communication token credential, Entra: the Entra credential's failure")
{
    entra_fails = errc::credential_failed;
    const auto credential = make();
    CHECK(run(credential->get()).error() == errc::credential_failed);
    CHECK(exchanges() == 0);
    entra_fails.reset();
    CHECK(run(credential->get()).has_value());
    entra = access_token(secret("old"), clock->now_utc() - 1s);
    CHECK(run(credential->get()).error() == errc::token_expired);
    CHECK(exchanges() == 1);
}

TEST_CASE_FIXTURE(
    exchange_fixture, "communication token credential, Entra: sovereign and other scopes of Teams extensions")
{
    audience = "https://auth.msft.communication.azure.com";
    entra = mint();
    for (const std::string& scope : {for_teams, for_sovereign_teams}) {
        const auto before = exchanges("get_token_for_teams_extension_user");
        const auto credential = make({scope});
        CHECK(run(credential->get()).has_value());
        CHECK(exchanges("get_token_for_teams_extension_user") == before + 1);
        CHECK(last_request().at("target").as_string().find("api-version=2025-06-30") != std::string::npos);
    }
    CHECK(exchanges() == 0);
}
