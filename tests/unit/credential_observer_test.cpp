#include <acs/credential_observer.hpp>

#include "observe/notify.hpp"

#include <doctest/doctest.h>
#include <memory>
#include <stdexcept>
#include <string>

using namespace acs;

namespace {

token_fetched_event fetched_by_cli()
{
    token_fetched_event event;
    event.member = "AzureCliCredential";
    return event;
}

} // namespace

TEST_CASE("credential observer: exceptions are counted with those of other observers, and reported")
{
    const auto before = observer_exceptions();
    credential_observer noisy;
    noisy.token_fetched = [](const token_fetched_event&) {
        throw std::runtime_error("no");
    };
    int reported = 0;
    noisy.callback_threw = [&](std::exception_ptr) {
        ++reported;
    };
    observe::notify(&noisy, &credential_observer::token_fetched, fetched_by_cli);
    CHECK(observer_exceptions() == before + 1);
    CHECK(reported == 1);
}

TEST_CASE("combined credential observers: both hear of everything, in order, whatever the first one throws")
{
    std::string heard;
    const auto first = std::make_shared<credential_observer>();
    first->token_fetched = [&](const token_fetched_event& event) {
        heard.append("1:").append(event.member);
        throw std::runtime_error("no");
    };
    const auto second = std::make_shared<credential_observer>();
    second->token_fetched = [&](const token_fetched_event& event) {
        heard.append(" 2:").append(event.member);
    };
    second->token_fetch_failed = [&](const token_fetch_failed_event&) {
        heard.append(" 2 failed");
    };
    const auto both = combine(first, second);
    observe::notify(both.get(), &credential_observer::token_fetched, fetched_by_cli);
    observe::notify(
        both.get(), &credential_observer::token_fetch_failed, [] { return token_fetch_failed_event(); });
    CHECK(heard == "1:AzureCliCredential 2:AzureCliCredential 2 failed");
}

TEST_CASE("combined credential observers: nobody, and callbacks that neither has")
{
    const auto some = std::make_shared<credential_observer>();
    CHECK(combine(std::shared_ptr<const credential_observer>(), nullptr) == nullptr);
    CHECK(combine(some, nullptr) == some);
    CHECK(combine(nullptr, some) == some);
    CHECK_FALSE(combine(some, std::make_shared<credential_observer>())->token_fetched);
}
