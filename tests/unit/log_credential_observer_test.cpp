#include <acs/log_credential_observer.hpp>

#include <acs/manual_clock.hpp>

#include <doctest/doctest.h>
#include <sstream>
#include <string>

using namespace acs;
using namespace std::chrono_literals;

TEST_CASE("log credential observer: a line with time and level, beside a client's on one stream")
{
    std::ostringstream out;
    const auto clock = std::make_shared<manual_clock>();
    const log_sink lines = make_log_sink(out, clock);
    const auto log = make_log_credential_observer(lines);
    const auto client = make_log_observer(lines);

    token_fetched_event fetched;
    fetched.credential = "DefaultAzureCredential";
    fetched.member = "AzureCliCredential";
    fetched.duration = 250ms;
    fetched.remaining = 1h;
    fetched.renew_in = 45min;
    log->token_fetched(fetched);
    retry_refused_event refused;
    refused.reason = retry_refusal::budget_empty;
    client->retry_refused(refused);
    CHECK(
        out.str() ==
        "2026-01-01T00:00:00.000Z info credential_token_fetched acs.credential.name=DefaultAzureCredential "
        "acs.credential.member=AzureCliCredential acs.reason=first acs.credential.renew_in=2700.000000 "
        "acs.credential.remaining_life=3600.000000 acs.duration=0.250000\n"
        "2026-01-01T00:00:00.000Z warning retry_refused acs.reason=budget_empty\n");
}

TEST_CASE("log credential observer: a failure is a warning while a token serves, else an error")
{
    log_level last{};
    std::string line;
    const auto log = make_log_credential_observer(
        [&](log_level level, std::string_view text) {
            last = level;
            line = text;
        },
        log_level::debug);
    token_fetch_failed_event failed;
    const auto level_of = [&](errc why, std::chrono::nanoseconds remaining) {
        failed.error = why;
        failed.remaining = remaining;
        log->token_fetch_failed(failed);
        return last;
    };
    failed.credential = "ClientSecretCredential";
    failed.reason = token_fetch_reason::ahead;
    failed.text = "ClientSecretCredential: \"no\"";
    failed.retry_in = 2s;
    CHECK(level_of(errc::credential_failed, 10min) == log_level::warning);
    CHECK(
        line == "credential_token_fetch_failed acs.credential.name=ClientSecretCredential acs.reason=ahead "
                "error.type=credential_failed acs.credential.retry_in=2.000000 "
                "acs.credential.remaining_life=600.000000 acs.duration=0.000000 "
                "acs.credential.error_text=\"ClientSecretCredential: \\\"no\\\"\"");
    CHECK(level_of(errc::credential_failed, 0s) == log_level::error);
    CHECK(level_of(errc::canceled, 0s) == log_level::debug);
    CHECK(level_of(errc::client_stopped, 0s) == log_level::debug);
}

TEST_CASE("log credential observer: what is never written isn't listened to")
{
    const auto warnings =
        make_log_credential_observer([](log_level, std::string_view) {}, log_level::warning);
    CHECK_FALSE(warnings->token_fetched);
    CHECK(warnings->token_fetch_failed);
    CHECK_FALSE(make_log_credential_observer(log_sink())->token_fetch_failed);
    std::ostringstream out;
    make_log_credential_observer(out, log_level::info, std::make_shared<manual_clock>())
        ->token_fetched(token_fetched_event());
    CHECK(out.str().starts_with("2026-01-01T00:00:00.000Z info credential_token_fetched "));
}
