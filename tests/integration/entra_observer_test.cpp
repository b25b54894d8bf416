#include "entra_fixture.hpp"

#include <acs/chained_credential.hpp>
#include <acs/default_azure_credential.hpp>
#include <acs/log_credential_observer.hpp>
#include <acs/log_observer.hpp>
#include <acs/metrics.hpp>

#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>
#include <doctest/doctest.h>
#include <future>
#include <string>
#include <vector>

using namespace acs;
using namespace std::chrono_literals;

// What can be seen of the work of credentials, with the emulator in the place of Entra ID.

namespace {

struct observed_entra : entra_fixture
{
    // Options whose observers write everything down.
    entra_options observed()
    {
        const auto write = [this](log_level level, std::string_view line) {
            lines.push_back(std::string(to_string(level)) + " " + std::string(line));
        };
        return entra()
            .credential_observer(make_log_credential_observer(write, log_level::debug))
            .observer(make_log_observer(write, log_level::debug));
    }

    std::shared_ptr<token_credential> observed_app()
    {
        return std::make_shared<client_secret_credential>(
            context.get_executor(), server.tenant_id(), server.client_id(), server.client_secret(),
            observed());
    }

    std::size_t count(std::string_view part) const
    {
        std::size_t found = 0;
        for (const std::string& line : lines)
            found += line.find(part) != std::string::npos;
        return found;
    }
    // The last line that begins so; empty if there is none.
    std::string last(std::string_view start) const
    {
        std::string found;
        for (const std::string& line : lines)
            if (line.starts_with(start))
                found = line;
        return found;
    }

    std::vector<std::string> lines;
};

} // namespace

TEST_CASE_FIXTURE(
    observed_entra, "entra observer: renewals that fail in the background are seen before the end")
{
    auto client = make_client(observed_app());
    REQUIRE(create(client).has_value());
    CHECK(
        last("info credential_token_fetched acs.credential.name=ClientSecretCredential acs.reason=first ")
            .find("acs.credential.renew_in=2789.") != std::string::npos);
    fault(R"({"kind":"status","status":401,"code":"invalid_client","op":"entra_token"})");
    clock->advance(47min);
    REQUIRE(create(client).has_value()); // it doesn't notice
    run_until([&] { return count("credential_token_fetch_failed") == 1; });
    const std::string warned = last("warning credential_token_fetch_failed ");
    CAPTURE(warned);
    CHECK(warned.find("acs.credential.name=ClientSecretCredential acs.reason=ahead ") != std::string::npos);
    CHECK(warned.find("error.type=credential_failed ") != std::string::npos);
    CHECK(warned.find("acs.credential.retry_in=") != std::string::npos);
    CHECK(warned.find("acs.credential.remaining_life=779.") != std::string::npos);
    CHECK(warned.find("ClientSecretCredential: ") != std::string::npos);
    clock->advance(14min); // it has expired
    CHECK(create(client).error() == errc::credential_failed);
    CHECK(last("error credential_token_fetch_failed ").find("acs.reason=expired ") != std::string::npos);
}

TEST_CASE_FIXTURE(observed_entra, "entra observer: which member a chain has chosen")
{
    environment["AZURE_TENANT_ID"] = server.tenant_id();
    environment["AZURE_CLIENT_ID"] = server.client_id();
    environment["AZURE_CLIENT_SECRET"] = server.client_secret().reveal();
    const auto by_default = std::make_shared<default_azure_credential>(context.get_executor(), observed());
    REQUIRE(run(by_default->get_token()).has_value());
    CHECK(
        count("acs.credential.name=DefaultAzureCredential acs.credential.member=EnvironmentCredential ") ==
        1);
    lines.clear();
    // A chain in a chain: the one that it came from in the end.
    const auto outer = std::make_shared<chained_credential>(
        context.get_executor(), std::vector<std::shared_ptr<token_credential>>{by_default}, observed());
    REQUIRE(run(outer->get_token()).has_value());
    CHECK(
        count("acs.credential.name=ChainedTokenCredential acs.credential.member=EnvironmentCredential ") ==
        1);
    CHECK(count("credential_token_fetched") == 1);
}

TEST_CASE_FIXTURE(observed_entra, "entra observer: the requests themselves")
{
    const auto credential = observed_app();
    fault(R"({"kind":"status","status":503,"op":"entra_token","times":1})");
    REQUIRE(run_through_time(credential->get_token()).has_value());
    CHECK(count("connection_opened") >= 1);
    CHECK(
        count("url.template=/{tenantId}/oauth2/v2.0/token http.response.status_code=503 error.type=503") ==
        1);
    CHECK(count("http.request.method=POST url.template=/{tenantId}/oauth2/v2.0/token") == 4);
    CHECK(count("info retry_scheduled ") == 1);
    CHECK(count("info call_ended ") == 1);
    CHECK(count("acs.operation=") == 0); // it is none of the identity service

    lines.clear();
    environment["AZURE_POD_IDENTITY_AUTHORITY_HOST"] = server.metadata_endpoint();
    const auto machine = std::make_shared<default_azure_credential>(context.get_executor(), observed());
    REQUIRE(run(machine->get_token()).has_value());
    CHECK(count("attempt_ended ") == 1);
    CHECK(count("http.request.method=GET url.template=/metadata/identity/oauth2/token") == 2);
    CHECK(count("acs.credential.member=ManagedIdentityCredential ") == 1);
}

TEST_CASE_FIXTURE(observed_entra, "entra observer: no secret, no token and no form is in what is told")
{
    std::vector<std::string> secrets{
        std::string(server.client_secret().reveal()), "client_secret", "a-wrong"};
    const auto credential = observed_app();
    secrets.emplace_back(run(credential->get_token()).value().token());
    auto client = make_client(credential);
    REQUIRE(create(client).has_value());
    fault(R"({"kind":"claims_challenge","claims":{"access_token":{"nbf":{"essential":true,"value":"1"}}}})");
    REQUIRE(create(client).has_value());
    CHECK(count("acs.reason=rejected ") == 1);
    secrets.emplace_back(run(credential->get_token()).value().token());
    client_secret_credential refused(
        context.get_executor(), server.tenant_id(), server.client_id(), secret("a-wrong-secret"), observed());
    CHECK(run(refused.get_token()).has_error());
    CHECK(count("error credential_token_fetch_failed ") == 1);
    for (const std::string& line : lines)
        for (const std::string& hidden : secrets) {
            CAPTURE(line);
            CHECK(line.find(hidden) == std::string::npos);
        }
}

TEST_CASE_FIXTURE(entra_fixture, "entra observer: threads share one observer, and are counted")
{
    boost::asio::thread_pool pool(3);
    const metrics counted;
    std::atomic<int> fetched = 0;
    const auto seen = std::make_shared<credential_observer>();
    seen->token_fetched = [&fetched](const token_fetched_event&) {
        ++fetched;
    };
    const auto credential = std::make_shared<client_secret_credential>(
        pool.get_executor(), server.tenant_id(), server.client_id(), server.client_secret(),
        entra()
            .credential_observer(combine(seen, counted.credential_observer()))
            .observer(counted.observer()));
    std::vector<std::future<result<access_token>>> tokens;
    for (int i = 0; i < 12; ++i)
        tokens.push_back(boost::asio::co_spawn(
            pool,
            credential->get_token(entra_token_request(
                {"https://communication.azure.com/" + std::to_string(i % 3) + "/.default"})),
            boost::asio::use_future));
    for (auto& token : tokens)
        CHECK(token.get().has_value());
    CHECK(fetched == 3);
    pool.join();
    const std::string text = counted.text();
    CAPTURE(text);
    CHECK(
        text.find(R"(acs_credential_fetches_total{credential="ClientSecretCredential",outcome="ok"} 3)") !=
        std::string::npos);
    CHECK(text.find(R"(acs_calls_total{operation="none",outcome="ok"} 3)") != std::string::npos);
}
