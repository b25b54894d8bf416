#include "holder_fixture.hpp"

#include <acs/log_credential_observer.hpp>
#include <acs/observer.hpp>

#include <chrono>
#include <doctest/doctest.h>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

using acs::errc;
using acs::cache::fetch_report;
using namespace std::chrono_literals;

// What an observer is told of the fetches of one token, at each point of its life.

namespace {

struct observed_holder : holder_fixture
{
    observed_holder()
    {
        how.report = fetch_report::create(
            acs::make_log_credential_observer(
                [this](acs::log_level level, std::string_view line) {
                    told.push_back(std::string(to_string(level)) + " " + std::string(line));
                },
                acs::log_level::debug),
            "TestCredential");
        make();
    }

    // The only thing that was told since the last time; empty if it was nothing.
    std::string heard()
    {
        CHECK(told.size() <= 1);
        const std::string line = told.empty() ? std::string() : told.back();
        told.clear();
        return line;
    }
    bool told_of(std::string_view part) const
    {
        return !told.empty() && told.back().find(part) != std::string::npos;
    }

    std::vector<std::string> told;
};

acs::error no_answer()
{
    acs::error_details details;
    details.what = "no answer";
    return {errc::connect_failed, details};
}

} // namespace

TEST_CASE_FIXTURE(observed_holder, "observed holder: the first token, a renewal, and nothing in between")
{
    ask();
    CHECK(
        heard() == "info credential_token_fetched acs.credential.name=TestCredential acs.reason=first "
                   "acs.credential.renew_in=2520.000000 acs.credential.remaining_life=3600.000000 "
                   "acs.duration=0.000000");
    ask();
    CHECK(heard().empty());
    pass(42min, 1min);
    CHECK(heard().empty());
    hold = true;
    ask();
    pass(3s);
    CHECK(heard().empty()); // it ends with one event
    release();
    CHECK(told_of("acs.reason=ahead "));
    CHECK(told_of("acs.duration=3.000000"));
}

TEST_CASE_FIXTURE(
    observed_holder, "observed holder: a renewal that fails is told while the old token serves, and after")
{
    ask();
    told.clear();
    answer = [] {
        return no_answer();
    };
    pass(42min, 1min);
    CHECK(ask()->text() == "token 1");
    const std::string first = heard();
    CHECK(first.starts_with(
        "warning credential_token_fetch_failed acs.credential.name=TestCredential acs.reason=ahead "
        "error.type=connect_failed acs.credential.retry_in=1.000000 "
        "acs.credential.remaining_life=1080.000000 acs.duration=0.000000 acs.credential.error_text=\""));
    CHECK(first.find("no answer") != std::string::npos);
    pass(18min, 1min); // it has expired
    CHECK(ask()->failed(errc::connect_failed));
    const std::string last = heard();
    CHECK(last.starts_with("error credential_token_fetch_failed "));
    CHECK(last.find(" acs.reason=expired ") != std::string::npos);
    CHECK(last.find("remaining_life") == std::string::npos);
    answer = nullptr;
    ask();
    CHECK(told_of("info credential_token_fetched acs.credential.name=TestCredential acs.reason=expired "));
}

TEST_CASE_FIXTURE(observed_holder, "observed holder: what the issuer asks for is when it is tried again")
{
    answer = [] {
        acs::error_details details;
        details.retry_after = 100s;
        return acs::error(errc::throttled, details);
    };
    ask();
    CHECK(
        told_of("error credential_token_fetch_failed acs.credential.name=TestCredential acs.reason=first "));
    CHECK(told_of(" acs.credential.retry_in=100.000000 "));
    told.clear();
    ask(); // not before the time
    CHECK(heard().empty());
}

TEST_CASE_FIXTURE(observed_holder, "observed holder: a token that was refused, and one with claims")
{
    ask();
    holder->drop("token 1");
    told.clear();
    ask();
    CHECK(told_of("acs.reason=rejected "));
    told.clear();
    holder->demand("token 2", "{}");
    ask();
    CHECK(told_of("acs.reason=rejected "));
    told.clear();
    // Claims that are wanted of the start reject nothing.
    make();
    holder->demand("", "{}");
    ask();
    CHECK(told_of("acs.reason=first "));
}

TEST_CASE_FIXTURE(observed_holder, "observed holder: a token that comes too late is told as discarded")
{
    hold = true;
    const auto first = ask();
    holder->demand("", "{}");
    const auto second = ask();
    CHECK(told.empty());
    release();
    REQUIRE(told.size() == 2);
    CHECK(told[0].find("acs.credential.discarded=true") != std::string::npos);
    CHECK(told[0].find("renew_in") == std::string::npos);
    CHECK(told[1].find("discarded") == std::string::npos);
    CHECK(first->text() == second->text());
}

TEST_CASE_FIXTURE(observed_holder, "observed holder: a token that can't be used is a failure")
{
    answer = [this] {
        return make_token(5s);
    };
    CHECK(ask()->failed(errc::token_expired));
    CHECK(told_of("error credential_token_fetch_failed "));
    CHECK(told_of("error.type=token_expired "));
}

TEST_CASE_FIXTURE(
    observed_holder, "observed holder: what is stopped or cancelled is told at the lowest level")
{
    hold = true;
    ask();
    holder->stop();
    settle();
    const std::string stopped = heard();
    CHECK(stopped.starts_with("debug credential_token_fetch_failed "));
    CHECK(stopped.find("error.type=client_stopped ") != std::string::npos);
    CHECK(stopped.find("retry_in") == std::string::npos);
    how.outlives_waiters = false;
    make();
    cancel(ask());
    const std::string ended = heard();
    CHECK(ended.starts_with("debug credential_token_fetch_failed "));
    CHECK(ended.find("error.type=canceled ") != std::string::npos);
}

TEST_CASE_FIXTURE(observed_holder, "observed holder: of a token that isn't kept only the failures are told")
{
    how.keeps = false;
    make();
    ask();
    ask();
    CHECK(told.empty());
    answer = [] {
        return no_answer();
    };
    ask();
    CHECK(
        told_of("error credential_token_fetch_failed acs.credential.name=TestCredential acs.reason=first "));
}

TEST_CASE_FIXTURE(holder_fixture, "observed holder: a callback that throws does no harm")
{
    const auto noisy = std::make_shared<acs::credential_observer>();
    noisy->token_fetched = [](const acs::token_fetched_event&) {
        throw std::runtime_error("no");
    };
    int reported = 0;
    noisy->callback_threw = [&](std::exception_ptr) {
        ++reported;
    };
    how.report = fetch_report::create(noisy, "TestCredential");
    make();
    const auto before = acs::observer_exceptions();
    CHECK(ask()->text() == "token 1");
    CHECK(acs::observer_exceptions() == before + 1);
    CHECK(reported == 1);
}

TEST_CASE("observed holder: where nobody listens there is no report")
{
    CHECK(fetch_report::create(nullptr, "TestCredential") == nullptr);
    CHECK(fetch_report::create(std::make_shared<acs::credential_observer>(), "TestCredential") == nullptr);
}
