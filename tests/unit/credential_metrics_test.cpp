#include <acs/credential_observer.hpp>
#include <acs/metrics.hpp>

#include <doctest/doctest.h>
#include <string>

using namespace acs;
using namespace std::chrono_literals;

namespace {

bool has_line(const std::string& text, const std::string& line)
{
    return text.find("\n" + line + "\n") != std::string::npos;
}

} // namespace

TEST_CASE("credential metrics: fetches by credential and outcome, and how often no token was left")
{
    const metrics counted;
    const auto told = counted.credential_observer();
    CHECK(counted.text().find("acs_credential") == std::string::npos);

    token_fetched_event fetched;
    fetched.credential = "ClientSecretCredential";
    told->token_fetched(fetched);
    told->token_fetched(fetched);
    token_fetch_failed_event failed;
    failed.credential = "ClientSecretCredential";
    failed.error = errc::credential_failed;
    failed.remaining = 10min;
    told->token_fetch_failed(failed);
    const std::string before = counted.text();
    CHECK(has_line(before, R"(acs_credential_without_token_total{credential="ClientSecretCredential"} 0)"));
    failed.remaining = 0s;
    told->token_fetch_failed(failed);
    failed.error = errc::client_stopped;
    told->token_fetch_failed(failed);

    const std::string text = counted.text();
    CAPTURE(text);
    CHECK(has_line(
        text, R"(acs_credential_fetches_total{credential="ClientSecretCredential",outcome="ok"} 2)"));
    CHECK(has_line(
        text,
        R"(acs_credential_fetches_total{credential="ClientSecretCredential",outcome="credential_failed"} 2)"));
    CHECK(has_line(
        text,
        R"(acs_credential_fetches_total{credential="ClientSecretCredential",outcome="client_stopped"} 1)"));
    CHECK(has_line(text, R"(acs_credential_without_token_total{credential="ClientSecretCredential"} 1)"));
}

TEST_CASE("credential metrics: their label is taken")
{
    CHECK_THROWS_AS(metrics::with_labels({{"credential", "mine"}}), std::invalid_argument);
}
