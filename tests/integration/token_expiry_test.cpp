#include "client_fixture.hpp"
#include "event_recorder.hpp"

#include <doctest/doctest.h>

using namespace acs;
using namespace std::chrono_literals;

// Until when tokens may be used, whichever clock is wrong.

namespace {

struct fixture : client_fixture
{
    event_recorder seen;
    identity_client client{context.get_executor(), options().observer(seen.observer())};
    communication_user user = run(client.create_user()).value();

    access_token issue() { return run(client.get_token(user, scope::chat)).value(); }

    // How long the token may be used from now on.
    std::chrono::nanoseconds life(const access_token& token)
    {
        return token.usable_until() - clock->now_boottime();
    }

    void set_service_clock(int ahead) { post("clock", R"({"offsetSeconds":)" + std::to_string(ahead) + "}"); }

    void skew_next_date(int ahead)
    {
        fault(R"({"kind":"skewed_date","times":1,"seconds":)" + std::to_string(ahead) + "}");
    }
};

constexpr std::chrono::nanoseconds day = 24h - 1s;

} // namespace

TEST_CASE_FIXTURE(fixture, "token expiry: every operation that gives a token says until when it may be used")
{
    CHECK(life(issue()) == day);
    CHECK(life(run(client.get_token(user, scope::chat, 60min)).value()) == 1h - 1s);
    CHECK(life(run(client.create_user_and_token(scope::chat)).value().token) == day);
    CHECK(life(run(client.create_user_and_token(scope::chat, 90min)).value().token) == 90min - 1s);

    constexpr auto app = "11111111-2222-3333-4444-555555555555",
                   teams_user = "66666666-7777-8888-9999-000000000000";
    const auto minted = post(
        "entra-token",
        std::string(R"({"appId":")") + app + R"(","userId":")" + teams_user + R"(","seconds":4000})");
    const secret entra(std::string_view(minted.at("token").as_string()));
    const auto exchanged = run(client.get_token_for_teams_user(entra, app, teams_user)).value();
    CHECK(life(exchanged) == exchanged.expires_on() - clock->now_utc() - 1s);
    CHECK(seen.count("clock_skew") == 0);
}

TEST_CASE_FIXTURE(fixture, "token expiry: neither clock steps nor a suspend move it")
{
    const access_token token = issue();
    clock->step_utc(-1h);
    CHECK(life(token) == day);
    clock->advance(8h); // nobody looked meanwhile
    clock->step_utc(2h);
    CHECK(life(token) == day - 8h);
}

TEST_CASE_FIXTURE(fixture, "token expiry: a wrong Date makes no token live longer")
{
    skew_next_date(-3600);
    CHECK(life(issue()) == day);
    skew_next_date(3600);
    CHECK(life(issue()) == day - 1h);
    skew_next_date(2 * 86400);
    CHECK(life(issue()) < 0s); // may be expired, as far as anybody can tell
}

TEST_CASE_FIXTURE(fixture, "token expiry: a machine's wrong clock makes no token live longer")
{
    set_service_clock(-280); // tolerated; the machine is ahead
    CHECK(life(issue()) == day - 280s);
    set_service_clock(280); // behind; the Date knows better
    CHECK(life(issue()) == day);
    CHECK(life(run(client.get_token(user, scope::chat, 60min)).value()) == 1h - 1s);

    set_service_clock(7200); // learnt by a refused signature
    CHECK(life(issue()) == day);
    set_service_clock(-7200);
    CHECK(life(issue()) == day);
    skew_next_date(-3600); // the correction is good, so that a wrong Date does no harm
    CHECK(life(issue()) == day);
}

TEST_CASE_FIXTURE(fixture, "token expiry: a clock that was put right after a small correction counts")
{
    // The machine is four minutes ahead. The service tolerates that, and refuses a signature all the same.
    set_service_clock(-240);
    fault(R"({"kind":"status","status":401,"times":1})");
    CHECK(life(issue()) == day - 240s);
    REQUIRE(seen.last("clock_skew").at("acs.clock.corrected") == true);
    // NTP puts the machine right; the service tolerates the correction that is wrong now.
    clock->step_utc(-240s); // the emulator's clock moves along with it
    set_service_clock(0);
    skew_next_date(-3600);
    CHECK(life(issue()) == day);
}

TEST_CASE_FIXTURE(fixture, "token expiry: counted from the attempt that succeeded, not from its answer")
{
    fault(R"({"kind":"status","status":503,"op":"get_token","times":1})");
    const boot_time began = clock->now_boottime();
    const auto retried = run_through_time(client.get_token(user, scope::chat)).value();
    CHECK(clock->now_boottime() > began);
    CHECK(life(retried) <= day);
    CHECK(life(retried) > day - 100ns); // expiries have seven digits

    fault(R"({"kind":"delay","milliseconds":5000,"op":"get_token","times":1})");
    const auto late = run_through_time(client.get_token(user, scope::chat)).value();
    CHECK(life(late) <= day - 5s);
    CHECK(life(late) >= day - 6s);
}

TEST_CASE_FIXTURE(fixture, "token expiry: a token that comes expired or short is known to be")
{
    fault(R"({"kind":"expired_token","times":1})");
    CHECK(life(issue()) < 0s);
    fault(R"({"kind":"short_token","seconds":100,"times":1})");
    CHECK(life(issue()) == 99s);
}

TEST_CASE_FIXTURE(fixture, "token expiry: a skew is reported, at most once a minute for each client")
{
    set_service_clock(200);
    issue();
    REQUIRE(seen.count("clock_skew") == 1);
    CHECK(seen.last("clock_skew").at("acs.clock.skew") == 200.0);
    CHECK(seen.last("clock_skew").at("acs.clock.corrected") == false);
    issue();
    clock->advance(59s);
    issue();
    CHECK(seen.count("clock_skew") == 1);
    clock->advance(1s);
    run(client.create_user()).value(); // whatever the operation
    CHECK(seen.count("clock_skew") == 2);

    identity_client other(context.get_executor(), options().observer(seen.observer()));
    run(other.create_user()).value();
    CHECK(seen.count("clock_skew") == 3);

    clock->advance(1min);
    set_service_clock(60);
    issue();
    CHECK(seen.count("clock_skew") == 3);
    set_service_clock(-200);
    issue();
    CHECK(seen.last("clock_skew").at("acs.clock.skew") == -200.0);
}
