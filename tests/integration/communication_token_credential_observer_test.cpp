#include "exchange_fixture.hpp"
#include "refresher_fixture.hpp"

#include <acs/client_options.hpp>
#include <acs/log_credential_observer.hpp>

#include <chrono>
#include <doctest/doctest.h>
#include <string>
#include <vector>

using namespace acs;
using namespace std::chrono_literals;

// What is told of a user's token, above all where nobody waits for it.

namespace {

// An observer that writes everything down.
struct written_log
{
    std::shared_ptr<const credential_observer> observer()
    {
        return make_log_credential_observer(
            [this](log_level level, std::string_view line) {
                lines.push_back(std::string(to_string(level)) + " " + std::string(line));
            },
            log_level::debug);
    }

    bool has(std::size_t which, std::string_view part) const
    {
        return lines.size() > which && lines[which].find(part) != std::string::npos;
    }

    std::vector<std::string> lines;
};

} // namespace

TEST_CASE_FIXTURE(
    refresher_fixture, "communication token credential, observer: refreshes that fail by themselves are seen")
{
    written_log log;
    auto credential = make(options().refresh_proactively(true).credential_observer(log.observer()));
    settle();
    REQUIRE(log.lines.size() == 1);
    CHECK(log.has(
        0,
        "info credential_token_fetched acs.credential.name=CommunicationTokenCredential acs.reason=first "));
    CHECK(log.has(0, "acs.credential.renew_in=3000.000000 "));
    answer = [] {
        return error(errc::connect_failed);
    };
    pass(50min, 1min);
    REQUIRE(log.lines.size() == 2);
    CHECK(log.has(1, "warning credential_token_fetch_failed "));
    CHECK(log.has(1, "acs.reason=ahead error.type=connect_failed "));
    CHECK(log.has(1, "acs.credential.remaining_life=600.000000 "));
    CHECK(get(credential) == "token 1");
    answer = nullptr;
    pass(2min);
    REQUIRE(log.lines.size() == 3);
    CHECK(log.has(2, "info credential_token_fetched "));
    for (const std::string& line : log.lines)
        CHECK(line.find("token 1") == std::string::npos);
}

TEST_CASE_FIXTURE(
    exchange_fixture, "communication token credential, observer: exchanges, and the Entra token if it fails")
{
    written_log log;
    const auto create = [&] {
        return exchanged_token::create(
                   context.get_executor(), options().jitter([] { return 0.5; }),
                   [this](std::vector<std::string> wanted) { return give(std::move(wanted)); }, {for_clients},
                   log.observer())
            .value();
    };
    entra_fails = error(errc::credential_unavailable);
    const auto credential = create();
    settle();
    REQUIRE(log.lines.size() == 1); // though nobody has asked
    CHECK(log.has(0, "error credential_token_fetch_failed "));
    CHECK(log.has(0, "acs.reason=first error.type=credential_unavailable "));
    entra_fails.reset();
    const auto token = run(credential->get()).value();
    REQUIRE(log.lines.size() == 2); // that the Entra token is there is told by its credential
    CHECK(log.has(
        1,
        "info credential_token_fetched acs.credential.name=CommunicationTokenCredential acs.reason=first "));
    for (const std::string& line : log.lines) {
        CHECK(line.find(token.token()) == std::string::npos);
        CHECK(line.find(entra.token()) == std::string::npos);
    }
}
