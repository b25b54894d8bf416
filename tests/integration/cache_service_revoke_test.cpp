#include "cache_service_fixture.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <random>
#include <string>
#include <vector>

using namespace acs;
using namespace std::chrono_literals;
namespace asio = boost::asio;

// Revoking while tokens are being issued: what may be revoked is never served.

namespace {

const scope_set scopes = scope::chat;

struct fixture : cache_service_fixture
{
    identity_client client = make_client();
    std::vector<communication_user> users = create_users(3);
    communication_user user = users.front();
    token_cache cache{client, cache_options()};
    int served = 0;

    // Checks before anything else can happen.
    asio::awaitable<result<void>> get_and_check(communication_user whose)
    {
        const auto got = co_await cache.get(whose, scopes);
        if (!got)
            co_return got.error();
        ++served;
        CHECK(introspect(*got) == "valid");
        co_return result<void>();
    }

    auto start_get() { return start(cache.get(user, scopes)); }
    auto start_revoke() { return start(cache.revoke(user, call_options().max_retries(0))); }
    access_token get() { return finish(cache.get(user, scopes)).value(); }
};

} // namespace

TEST_CASE_FIXTURE(fixture, "cache revokes: a token that was issued before, and arrives after it")
{
    fault(R"({"kind":"delay","milliseconds":5000,"op":"get_token","times":1})");
    const auto got = start_get();
    run_out();
    CHECK_FALSE(got->done());
    REQUIRE(run(cache.revoke(user)).has_value()); // another fetch may have answered already
    run_through([&] { return got->done(); });
    REQUIRE(got->result->has_value());
    CHECK(introspect(got->result->value()) == "valid");
    CHECK(statistic("get_token", "requests") == 2);
    pass(10s); // the late one has arrived by now
    CHECK(introspect(cache.try_get(user, scopes)) == "valid");
    CHECK(cache.try_get(user, scopes).token() == got->result->value().token());
    CHECK(cache.stats().discarded == 1);
}

TEST_CASE_FIXTURE(fixture, "cache revokes: nothing is served and nothing asked for while it is under way")
{
    const access_token old = get();
    fault(R"({"kind":"delay","milliseconds":5000,"op":"revoke_tokens","times":1})");
    const auto revoked = start_revoke();
    run_out();
    CHECK(cache.try_get(user, scopes).empty());
    const auto got = start_get();
    pass(2s);
    CHECK_FALSE(revoked->done());
    CHECK_FALSE(got->done());
    CHECK(statistic("get_token", "requests") == 1);
    CHECK_FALSE(cache.put(user, scopes, old));
    run_through([&] { return got->done(); });
    CHECK(revoked->result.value().has_value());
    CHECK(introspect(got->result->value()) == "valid");
    CHECK(got->result->value().token() != old.token());
}

TEST_CASE_FIXTURE(fixture, "cache revokes: one whose outcome nobody knows ends the old token all the same")
{
    // Carried out or not, and no answer. What closes the connection does so twice: one that was used before
    // may have been closed meanwhile, and is given another try.
    for (const auto rule :
         {R"({"kind":"reset_inside","op":"revoke_tokens","times":1})",
          R"({"kind":"truncate","op":"revoke_tokens","times":1})",
          R"({"kind":"close","op":"revoke_tokens","times":2})",
          R"({"kind":"reset_before","op":"revoke_tokens","times":2})",
          R"({"kind":"hang","op":"revoke_tokens","times":1})",
          R"({"kind":"hang","execute":true,"op":"revoke_tokens","times":1})",
          R"({"kind":"status","status":503,"execute":true,"op":"revoke_tokens","times":1})"}) {
        CAPTURE(std::string(rule));
        const access_token old = get();
        fault(rule);
        const auto revoked = start_revoke();
        const auto got = start_get();
        run_through([&] { return revoked->done() && got->done(); });
        CHECK(revoked->result->has_error());
        REQUIRE(got->result->has_value());
        CHECK(got->result->value().token() != old.token());
        CHECK(introspect(got->result->value()) == "valid");
        CHECK(get().token() == got->result->value().token());
        clear_faults();
    }
}

TEST_CASE_FIXTURE(fixture, "cache revokes: a caller that gives up does not end it")
{
    const access_token old = get();
    fault(R"({"kind":"delay","milliseconds":5000,"op":"revoke_tokens","times":1})");
    const auto revoked = start_revoke();
    run_out();
    revoked->cancel.emit(asio::cancellation_type::terminal);
    run_out();
    REQUIRE(revoked->done());
    CHECK(revoked->result->error() == errc::canceled);
    CHECK(cache.try_get(user, scopes).empty());
    const access_token next = get();
    CHECK(next.token() != old.token());
    CHECK(introspect(next) == "valid");
    CHECK(introspect(old) == "revoked");
}

TEST_CASE_FIXTURE(fixture, "cache revokes: several at once, around a token that is issued in between")
{
    fault(
        R"([{"kind":"delay","milliseconds":8000,"op":"revoke_tokens","times":1},
            {"kind":"delay","milliseconds":3000,"op":"get_token","times":2}])");
    const auto slow = start_revoke();
    run_out();
    const auto got = start_get();
    pass(1s);
    REQUIRE(run(cache.revoke(user)).has_value());
    CHECK_FALSE(slow->done());
    CHECK_FALSE(got->done());
    run_through([&] { return slow->done(); });
    run_out();
    CHECK_FALSE(got->done()); // it is being fetched now
    REQUIRE(run(cache.revoke(user)).has_value());
    run_through([&] { return got->done(); });
    CHECK(introspect(got->result->value()) == "valid");
}

TEST_CASE_FIXTURE(fixture, "cache revokes: an identity that is removed while its token is renewed")
{
    REQUIRE(cache.keep_fresh(user, scopes, token_options().lifetime(60min)).has_value());
    pass(2s);
    fault(R"({"kind":"delay","milliseconds":90000,"op":"get_token","times":1})");
    pass(50min); // a renewal, which its response timeout ends
    fault(R"({"kind":"delay","milliseconds":5000,"op":"get_token"})");
    const auto got = start_get();
    run_out();
    REQUIRE(run(cache.remove(user)).has_value());
    run_through([&] { return got->done(); });
    CHECK(got->result->error() == errc::identity_not_found);
    pass(2h);
    CHECK(cache.try_get(user, scopes).empty());
    CHECK(cache.try_get(user, scopes, 60min).empty());
    CHECK(cache.stats().kept_fresh == 0);
}

TEST_CASE_FIXTURE(fixture, "cache revokes: at random")
{
    for (const auto& each : users)
        REQUIRE(cache.keep_fresh(each, scopes).has_value());
    fault(
        R"([{"kind":"delay","milliseconds":3000,"op":"get_token","probability":0.3},
            {"kind":"delay","milliseconds":4000,"op":"revoke_tokens","probability":0.3},
            {"kind":"reset_inside","op":"revoke_tokens","probability":0.15},
            {"kind":"close","op":["revoke_tokens","get_token"],"probability":0.1},
            {"kind":"truncate","op":["revoke_tokens","get_token"],"probability":0.1},
            {"kind":"status","status":503,"op":"*","probability":0.1}])");
    std::minstd_rand random(7);
    std::vector<std::shared_ptr<pending<void>>> calls;
    for (int i = 0; i < 800; ++i) {
        const communication_user& whose = users[random() % users.size()];
        const auto what = random() % 20;
        if (what < 12)
            calls.push_back(start(get_and_check(whose)));
        else if (what < 15)
            calls.push_back(start(cache.revoke(whose, call_options().max_retries(random() % 2))));
        else if (what < 16)
            cache.invalidate(whose);
        else if (what < 17 && !calls.empty())
            calls[random() % calls.size()]->cancel.emit(asio::cancellation_type::terminal);
        else
            pass(std::chrono::milliseconds(random() % 4000));
        for (const auto& each : users)
            if (const auto token = cache.try_get(each, scopes); !token.empty())
                CHECK(introspect(token) == "valid");
    }
    for (const auto& call : calls)
        run_through([&] { return call->done(); });
    CHECK(served > 200);
    CHECK(cache.stats().discarded > 5);
}
