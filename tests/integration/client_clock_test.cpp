#include "client_fixture.hpp"
#include "event_recorder.hpp"

#include <doctest/doctest.h>

using namespace acs;
using namespace std::chrono_literals;

// A machine whose clock is wrong: the service refuses its signatures, and says what time it is.

namespace {

struct fixture : client_fixture
{
    event_recorder seen;
    std::optional<identity_client> client{
        std::in_place, context.get_executor(), options().observer(seen.observer())};

    // How many requests a creation takes, which has to succeed.
    std::int64_t requests_of_a_call()
    {
        const auto before = requests();
        CHECK(run(client->create_user()).has_value()); // time stands still: there is no wait
        return requests() - before;
    }

    void set_offset(const std::string& seconds) { post("clock", R"({"offsetSeconds":)" + seconds + "}"); }
};

boost::asio::awaitable<result<access_token>> expired_for_the_service(client_fixture& fixture)
{
    co_return access_token(secret("bearer-token"), fixture.clock->now_utc() + 1h);
}

} // namespace

TEST_CASE_FIXTURE(fixture, "clock: the time of the service is learnt, once")
{
    CHECK(requests_of_a_call() == 1);
    std::size_t learnt = 0;
    for (const double offset : {600.0, -600.0, 1e6, 0.0}) {
        CAPTURE(offset);
        set_offset(std::to_string(offset));
        CHECK(requests_of_a_call() == 2);
        CHECK(requests_of_a_call() == 1);
        clock->advance(1h);
        CHECK(requests_of_a_call() == 1);
        CHECK(seen.count("clock_skew") == ++learnt);
        CHECK(seen.last("clock_skew").at("acs.clock.skew") == offset);
        CHECK(seen.last("clock_skew").at("acs.clock.corrected") == true);
        CHECK(seen.count("retry_scheduled") == learnt);
        CHECK(seen.last("retry_scheduled").at("acs.reason") == "corrected_clock");
        CHECK(seen.last("retry_scheduled").at("acs.delay") == 0.0);
    }
    // It is another client's business.
    set_offset("600");
    CHECK(requests_of_a_call() == 2);
    client.emplace(context.get_executor(), options());
    CHECK(requests_of_a_call() == 2);
}

TEST_CASE_FIXTURE(fixture, "clock: it costs no retry, and the request stays the same")
{
    set_offset("600");
    const auto made = run(client->create_user_and_token(scope::chat, call_options().max_retries(0)));
    REQUIRE(made.has_value());
    CHECK(introspect(made->token) == "valid");
    const auto entries = get("journal?last=2").at("entries");
    CHECK(entries.at(0).at("status") == 401);
    CHECK(entries.at(1).at("status") == 201);
    CHECK(entries.at(0).at("requestId") == entries.at(1).at("requestId"));
}

TEST_CASE_FIXTURE(fixture, "clock: a clock that the service tolerates is left alone")
{
    set_offset("200");
    CHECK(requests_of_a_call() == 1);
    CHECK(seen.count("clock_skew") == 1);
    CHECK(seen.last("clock_skew").at("acs.clock.skew") == 200.0);
    CHECK(seen.last("clock_skew").at("acs.clock.corrected") == false);
}

TEST_CASE_FIXTURE(fixture, "clock: what the service refuses for another reason is not learnt from for long")
{
    auto wrong_key = client_options::with_access_key(server.endpoint(), secret("d3Jvbmc=")).value();
    const auto key = wrong_key.access_key();
    wrong_key.ca_file(server.ca_file()).time(clock).proxy("").observer(seen.observer());
    client.emplace(context.get_executor(), wrong_key);
    set_offset("600");
    for (int i = 0; i < 2; ++i) { // the correction was not proved right: each call finds out by itself
        const auto why = run(client->create_user()).error();
        CHECK(why == errc::authentication_failed);
        CHECK(why.attempts() == 2);
    }
    REQUIRE(key->update(server.access_key()).has_value());
    CHECK(requests_of_a_call() == 2);
    CHECK(requests_of_a_call() == 1);
}

TEST_CASE_FIXTURE(fixture, "clock: a refusal that is not about the time is not repeated")
{
    fault(R"({"kind":"status","status":401,"times":1})");
    CHECK(run(client->create_user()).error() == errc::authentication_failed);
    CHECK(requests() == 1);

    // A bearer token is not dated: another time would not help.
    const auto source =
        std::make_shared<bearer_credential>([this] { return expired_for_the_service(*this); });
    auto by_token = client_options::with_credential(server.endpoint(), source).value();
    by_token.ca_file(server.ca_file()).time(clock).proxy("");
    client.emplace(context.get_executor(), by_token);
    set_offset("86400");
    CHECK(run(client->create_user()).has_error());
    CHECK(requests() == 2);
}
