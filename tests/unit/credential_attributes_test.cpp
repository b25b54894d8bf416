#include <acs/credential_attributes.hpp>

#include <doctest/doctest.h>
#include <sstream>
#include <string>

using namespace acs;
using namespace std::chrono_literals;

namespace {

// The event's attributes as `name=value` with a blank behind each.
template <class Event>
std::string shown_attributes(const Event& event)
{
    std::ostringstream out;
    for (const auto& [name, value] : attributes(event)) {
        out << name << '=' << std::boolalpha;
        std::visit([&](const auto& one) { out << one; }, value);
        out << ' ';
    }
    return out.str();
}

} // namespace

TEST_CASE("credential attributes: tokens that were fetched")
{
    token_fetched_event event;
    event.credential = "ClientSecretCredential";
    event.duration = 250ms;
    event.remaining = 1h;
    event.renew_in = 45min;
    CHECK(
        shown_attributes(event) ==
        "acs.credential.name=ClientSecretCredential acs.reason=first acs.credential.renew_in=2700 "
        "acs.credential.remaining_life=3600 acs.duration=0.25 ");
    event.credential = "DefaultAzureCredential";
    event.member = "AzureCliCredential";
    event.reason = token_fetch_reason::rejected;
    event.remaining = 0s;
    event.renew_in.reset();
    event.discarded = true;
    CHECK(
        shown_attributes(event) ==
        "acs.credential.name=DefaultAzureCredential acs.credential.member=AzureCliCredential "
        "acs.reason=rejected acs.credential.discarded=true acs.duration=0.25 ");
}

TEST_CASE("credential attributes: fetches that failed")
{
    token_fetch_failed_event event;
    event.credential = "ClientSecretCredential";
    event.reason = token_fetch_reason::ahead;
    event.duration = 1500ms;
    event.remaining = 10min;
    event.error = errc::credential_failed;
    event.text = "no answer";
    event.retry_in = 2s;
    CHECK(
        shown_attributes(event) ==
        "acs.credential.name=ClientSecretCredential acs.reason=ahead error.type=credential_failed "
        "acs.credential.retry_in=2 acs.credential.remaining_life=600 acs.duration=1.5 "
        "acs.credential.error_text=no answer ");
}

TEST_CASE("credential attributes: the reasons' names")
{
    CHECK(to_string(token_fetch_reason::first) == "first");
    CHECK(to_string(token_fetch_reason::ahead) == "ahead");
    CHECK(to_string(token_fetch_reason::expired) == "expired");
    CHECK(to_string(token_fetch_reason::rejected) == "rejected");
    CHECK(to_string(static_cast<token_fetch_reason>(99)) == "_OTHER");
}
