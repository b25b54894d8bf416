#include "cache_service_fixture.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <vector>

using namespace acs;
using namespace std::chrono_literals;

// The cache above a real client above the emulator.

namespace {

const scope_set scopes = scope::chat;

struct fixture : cache_service_fixture
{
    std::optional<identity_client> client = make_client();
    communication_user user = run(client->create_user()).value();
    token_cache cache{*client, cache_options()};

    std::int64_t tokens_issued() { return statistic("get_token", "requests"); }
    access_token get() { return run(cache.get(user, scopes)).value(); }
};

} // namespace

TEST_CASE_FIXTURE(fixture, "cache service: a token is asked for once, and is the identity's")
{
    const access_token token = get();
    CHECK(introspect(token) == "valid");
    CHECK(get().token() == token.token());
    CHECK(cache.try_get(user, scopes).token() == token.token());
    CHECK(tokens_issued() == 1);

    const communication_user other = run(client->create_user()).value();
    CHECK(run(cache.get(other, scopes)).value().token() != token.token());
    const auto claims =
        post("introspect", R"({"token":")" + std::string(token.token()) + R"("})").at("claims");
    CHECK(user.id().ends_with(claims.at("skypeid").as_string().subview(4)));
}

TEST_CASE_FIXTURE(fixture, "cache service: what create_user_and_token gave needs no second call")
{
    const auto both = run(client->create_user_and_token(scopes, 60min)).value();
    CHECK(cache.put(both.user, scopes, both.token, 60min));
    CHECK(cache.try_get(both.user, scopes, 60min).token() == both.token.token());
    const auto got = run(cache.get(both.user, scopes, token_options().lifetime(60min)));
    CHECK(got.value().token() == both.token.token());
    CHECK(tokens_issued() == 0);

    // It is renewed as any other that is asked for.
    for (int i = 0; i < 59; ++i) {
        CHECK_FALSE(cache.try_get(both.user, scopes, 60min).empty());
        pass(60s);
    }
    CHECK(tokens_issued() == 1);
    CHECK(introspect(cache.try_get(both.user, scopes, 60min)) == "valid");
    // An older one does not take a newer one's place.
    CHECK_FALSE(cache.put(both.user, scopes, both.token, 60min));
}

TEST_CASE_FIXTURE(fixture, "cache service: what is kept fresh is good at any time of three days")
{
    REQUIRE(cache.keep_fresh(user, scopes).has_value());
    REQUIRE(cache.keep_fresh(user, scopes, token_options().lifetime(60min)).has_value());
    pass(2s);
    for (int i = 0; i < 72 * 4; ++i) {
        CHECK(introspect(cache.try_get(user, scopes)) == "valid");
        CHECK(introspect(cache.try_get(user, scopes, 60min)) == "valid");
        pass(15min);
    }
    CHECK(cache.stats().lapsed == 0);
    const auto calls = tokens_issued();
    CHECK(calls >= 72 + 3);
    CHECK(calls <= 72 * 60 / 42 + 5 + 2);
}

TEST_CASE_FIXTURE(fixture, "cache service: all that is missed at once is one request")
{
    std::vector<std::shared_ptr<pending<access_token>>> asked;
    for (int i = 0; i < 10'000; ++i)
        asked.push_back(start(cache.get(user, scopes)));
    run_out();
    for (const auto& each : asked) {
        REQUIRE(each->done());
        CHECK(each->result->has_value());
    }
    CHECK(tokens_issued() == 1);
}

TEST_CASE_FIXTURE(fixture, "cache service: revoking ends the tokens there and here")
{
    REQUIRE(cache.keep_fresh(user, scopes).has_value());
    const access_token first = get();
    REQUIRE(run(cache.revoke(user)).has_value());
    CHECK(introspect(first) == "revoked");
    const access_token second = finish(cache.get(user, scopes)).value();
    CHECK(second.token() != first.token());
    CHECK(introspect(second) == "valid");
    CHECK(cache.stats().kept_fresh == 1);
}

TEST_CASE_FIXTURE(fixture, "cache service: removing deletes the identity there and here")
{
    REQUIRE(cache.keep_fresh(user, scopes).has_value());
    const access_token first = get();
    REQUIRE(run(cache.remove(user)).has_value());
    CHECK(introspect(first) == "deleted");
    CHECK(cache.try_get(user, scopes).empty());
    CHECK(cache.stats().entries == 0);
    CHECK(cache.stats().kept_fresh == 0);
    CHECK(finish(cache.get(user, scopes)).error() == errc::identity_not_found);
    const auto calls = tokens_issued();
    CHECK(finish(cache.get(user, scopes)).error() == errc::identity_not_found);
    CHECK(tokens_issued() == calls); // it is remembered for a minute
    pass(61s);
    CHECK(finish(cache.get(user, scopes)).error() == errc::identity_not_found);
    CHECK(tokens_issued() == calls + 1);
}

TEST_CASE_FIXTURE(fixture, "cache service: an identity that somebody else deleted is given up")
{
    REQUIRE(cache.keep_fresh(user, scopes, token_options().lifetime(60min)).has_value());
    pass(2s);
    REQUIRE(run(client->delete_user(user)).has_value());
    pass(2h);
    CHECK(cache.stats().kept_fresh == 0);
    CHECK(cache.try_get(user, scopes, 60min).empty());
    CHECK(tokens_issued() == 2);
}

TEST_CASE_FIXTURE(fixture, "cache service: a prefetch in which some identities do not exist")
{
    auto users = create_users(20);
    REQUIRE(run(client->delete_user(users[3])).has_value());
    REQUIRE(run(client->delete_user(users[17])).has_value());
    std::vector<prefetch_progress> told;
    const auto done = finish(cache.prefetch(
        users, scopes,
        prefetch_options().keep_fresh(true).on_progress([&](const auto& at) { told.push_back(at); })));
    REQUIRE(done.has_value());
    CHECK(done->total == 20);
    CHECK(done->ready == 18);
    CHECK(done->failed == 2);
    REQUIRE_FALSE(told.empty());
    CHECK(told.back().ready == 18);
    CHECK(cache.stats().kept_fresh == 18);
}

TEST_CASE_FIXTURE(fixture, "cache service: the cache outlives its client")
{
    const access_token token = get();
    const communication_user other = run(client->create_user()).value();
    REQUIRE(cache.keep_fresh(user, scopes, token_options().lifetime(60min)).has_value());
    pass(2s);
    fault(R"({"kind":"hang","op":"get_token","times":1})");
    const auto waits = start(cache.get(other, scopes));
    run_out();
    REQUIRE_FALSE(waits->done());

    client.reset();
    run_out();
    REQUIRE(waits->done());
    CHECK(waits->result->error() == errc::client_stopped);
    CHECK(cache.try_get(user, scopes).token() == token.token());
    CHECK(get().token() == token.token());
    CHECK(run(cache.get(other, scopes)).error() == errc::client_stopped);
    CHECK(run(cache.revoke(other)).error() == errc::client_stopped);
    const auto calls = requests();
    pass(2h); // renewals that fail, and nothing that runs in circles
    CHECK(requests() == calls);
    CHECK(cache.try_get(user, scopes, 60min).empty());
    CHECK(cache.stats().fetches_failed < 1000);
}

TEST_CASE_FIXTURE(fixture, "cache service: a cache that ends while calls are under way")
{
    const communication_user other = run(client->create_user()).value();
    fault(R"({"kind":"hang","op":"*"})");
    std::optional<token_cache> brief(std::in_place, *client, cache_options());
    const auto gets = start(brief->get(user, scopes));
    const auto revokes = start(brief->revoke(other));
    run_out();
    CHECK_FALSE(gets->done());
    CHECK_FALSE(revokes->done());
    brief.reset();
    run_out();
    REQUIRE(gets->done());
    REQUIRE(revokes->done());
    CHECK(gets->result->error() == errc::client_stopped);
    CHECK(revokes->result->error() == errc::client_stopped);
}
