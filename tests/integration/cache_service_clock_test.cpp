#include "cache_service_fixture.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

using namespace acs;
using namespace std::chrono_literals;
namespace asio = boost::asio;

// No expired token is served, as long as either this machine's clock or the service's Date is right. The
// emulator says by its own clock, which is always right, whether a token has expired.

namespace {

const scope_set scopes = scope::chat;
constexpr std::chrono::minutes life(60);

struct fixture : cache_service_fixture
{
    identity_client client = make_client();
    std::vector<communication_user> users = create_users(3);
    token_cache cache{client, cache_options()};
    int served = 0;

    void check(const access_token& token)
    {
        ++served;
        CHECK(introspect(token) == "valid");
    }

    void get(const communication_user& user)
    {
        if (const auto got = finish(cache.get(user, scopes, token_options().lifetime(life))))
            check(*got);
        else
            CHECK(got.error() != errc::internal);
    }

    void try_get(const communication_user& user)
    {
        if (const auto token = cache.try_get(user, scopes, life); !token.empty())
            check(token);
    }

    // Looks at what is served for so long, and that something is.
    void live(std::chrono::minutes time)
    {
        const int before = served;
        for (; time > 0min; time -= 1min) {
            get(users[0]);
            try_get(users[1]);
            pass(1min);
        }
        CHECK(served > before);
    }

    void keep_fresh()
    {
        for (const auto& user : users)
            REQUIRE(cache.keep_fresh(user, scopes, token_options().lifetime(life)).has_value());
        pass(2s);
    }

    // What all answers' dates are off by, from now on.
    void skew_dates(std::chrono::seconds by)
    {
        clear_faults();
        if (by != 0s)
            fault(R"({"kind":"skewed_date","seconds":)" + std::to_string(by.count()) + "}");
    }

    // The next answer has this date, and a genuine token.
    void answer_with_date(const communication_user& user, const std::string& date)
    {
        const auto token = run(client.get_token(user, scopes, life)).value();
        fault(
            R"({"kind":"status","status":200,"op":"get_token","times":1,"headers":{"Date":")" + date +
            R"("},"body":{"token":")" + std::string(token.token()) + R"(","expiresOn":")" +
            to_string(token.expires_on()) + R"("}})");
    }
};

} // namespace

TEST_CASE_FIXTURE(fixture, "cache clocks: wrong dates, when this machine's clock is right")
{
    keep_fresh();
    for (const auto by : {3600s, -3600s, 61s, -61s, 59s, -59s, 86400s, -86400s, 0s}) {
        CAPTURE(by.count());
        skew_dates(by);
        live(2h);
    }
}

TEST_CASE_FIXTURE(fixture, "cache clocks: dates that can't be read, when this machine's clock is right")
{
    // A header without a value is what the emulator has for a missing one: neither has a date.
    for (const auto date :
         {"", "garbage", "Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "0"}) {
        CAPTURE(std::string(date));
        answer_with_date(users[0], date);
        cache.invalidate_all();
        live(2h);
    }
}

TEST_CASE_FIXTURE(fixture, "cache clocks: this machine's clock is stepped, and the dates are right")
{
    keep_fresh();
    for (const auto by : {3600s, -3600s, -3600s, 3600s, 280s, -280s, 301s, -301s}) {
        CAPTURE(by.count());
        step_local_clock(by);
        live(1h);
        pass(17min);
        step_local_clock(by);
        live(30min);
        step_local_clock(-2 * by);
        live(30min);
    }
    CHECK(cache.stats().lapsed == 0);
}

TEST_CASE_FIXTURE(fixture, "cache clocks: the first token of all is got with a wrong clock")
{
    for (const auto by : {3600s, -3600s}) {
        CAPTURE(by.count());
        step_local_clock(by);
        token_cache anew(client, cache_options());
        const auto before = statistic("get_token", "requests");
        for (int i = 0; i < 80; ++i) {
            check(finish(anew.get(users[0], scopes, token_options().lifetime(life))).value());
            pass(1min);
        }
        CHECK(statistic("get_token", "requests") == before + 3); // 401, then signed with the service's time
        step_local_clock(-by);
        REQUIRE(run(client.get_token(users[0], scopes)).has_value()); // learns it back
    }
}

TEST_CASE_FIXTURE(fixture, "cache clocks: a machine that was suspended for 8 hours")
{
    keep_fresh();
    live(30min);
    for (const auto by : {0s, 3600s, -3600s}) {
        clock->advance(8h); // at once: nobody could do anything meanwhile
        step_local_clock(by);
        for (const auto& user : users)
            try_get(user);
        const int before = served;
        get(users[0]);
        CHECK(served == before + 1);
        live(1h);
        step_local_clock(-by);
    }
}

TEST_CASE_FIXTURE(fixture, "cache clocks: tokens that come expired, short or once more")
{
    keep_fresh();
    for (const auto rule :
         {R"({"kind":"expired_token","probability":0.7})",
          R"({"kind":"short_token","seconds":45,"probability":0.7})",
          R"({"kind":"repeat_token","probability":0.9})"}) {
        CAPTURE(std::string(rule));
        fault(rule);
        const auto calls = statistic("get_token", "requests");
        live(2h);
        CHECK(statistic("get_token", "requests") - calls < 2000); // it does not ask in circles
        clear_faults();
    }
}

// One or the other is wrong, in any order, and it changes at any moment.
TEST_CASE_FIXTURE(fixture, "cache clocks: at random")
{
    constexpr std::array steps{3600s, -3600s, 600s, -600s, 240s, -240s, 61s, -59s, 0s};
    for (std::uint32_t seed = 1; seed <= 3; ++seed) {
        CAPTURE(seed);
        std::minstd_rand random(seed);
        std::chrono::seconds local(0);
        const int before = served;
        for (int i = 0; i < 300; ++i) {
            if (random() % 8 == 0) {
                step_local_clock(-local);
                local = 0s;
                skew_dates(steps[random() % steps.size()]);
            } else if (random() % 8 == 0) {
                skew_dates(0s);
                const auto by = steps[random() % steps.size()];
                step_local_clock(by - local);
                local = by;
            } else if (random() % 40 == 0) {
                clock->advance(std::chrono::minutes(random() % 480));
            } else if (random() % 20 == 0) {
                cache.invalidate(users[random() % users.size()]);
            }
            get(users[random() % users.size()]);
            for (const auto& user : users)
                try_get(user);
            pass(std::chrono::seconds(random() % 900));
        }
        CHECK(served - before > 600);
        skew_dates(0s);
        step_local_clock(-local);
    }
}
