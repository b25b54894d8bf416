#include "client_fixture.hpp"

#include <doctest/doctest.h>

using namespace acs;
using namespace std::chrono_literals;

namespace {

struct fixture : client_fixture
{
    client_options preview() const { return options().api_version("2025-03-02-preview"); }

    identity_client client{context.get_executor(), preview()};
};

} // namespace

TEST_CASE_FIXTURE(fixture, "custom id: creating again gives the same identity")
{
    const auto alice = run(client.create_user("alice@contoso.com")).value();
    CHECK(alice.id().starts_with("8:acs:"));
    CHECK(run(client.create_user("alice@contoso.com")).value() == alice);
    CHECK_FALSE(run(client.create_user("bob@contoso.com")).value() == alice);
    CHECK_FALSE(run(client.create_user()).value() == alice);

    const auto first = run(client.create_user_and_token("alice@contoso.com", scope::chat)).value();
    CHECK(first.user == alice);
    CHECK(introspect(first.token) == "valid");
    const auto second = run(client.create_user_and_token("alice@contoso.com", scope::chat, 60min)).value();
    CHECK(second.user == alice);
    CHECK(second.token.expires_on() == clock->now_utc() + 1h);
    CHECK_FALSE(second.token.token() == first.token.token());

    const auto carol = run(client.create_user_and_token("carol \xe2\x82\xac", scope::voip)).value();
    CHECK(run(client.create_user("carol \xe2\x82\xac")).value() == carol.user);
}

TEST_CASE_FIXTURE(fixture, "custom id: what the service knows of an identity")
{
    const auto alice = run(client.create_user("alice@contoso.com")).value();
    const auto before = run(client.get_user(alice)).value();
    CHECK(before.user == alice);
    CHECK(before.custom_id == "alice@contoso.com");
    CHECK_FALSE(before.last_token_issued_at.has_value());

    clock->advance(5min);
    CHECK(run(client.get_token(alice, scope::chat)).has_value());
    const auto after = run(client.get_user(alice)).value();
    REQUIRE(after.last_token_issued_at.has_value());
    CHECK(*after.last_token_issued_at == clock->now_utc());

    const auto plain = run(client.create_user()).value();
    CHECK(run(client.get_user(plain)).value().custom_id.empty());
    CHECK(run(client.delete_user(plain)).has_value());
    CHECK(run(client.get_user(plain)).error() == errc::identity_not_found);
}

TEST_CASE_FIXTURE(fixture, "custom id: a lost answer is no unknown outcome")
{
    const auto identities = [this] {
        return get("stats").at("identities").to_number<int>();
    };
    const auto lose = [this](const char* kind) {
        server.control("DELETE", "faults");
        fault(std::string(R"({"kind":")") + kind + R"(","times":1})");
    };
    for (const char* kind : {"reset_inside", "truncate", "close"}) {
        CAPTURE(kind);
        const int there = identities();
        lose(kind);
        const auto made = run_through_time(client.create_user(kind));
        REQUIRE(made.has_value());
        CHECK(identities() == there + 1);
        lose(kind);
        const auto both = run_through_time(client.create_user_and_token(kind, scope::chat));
        REQUIRE(both.has_value());
        CHECK(both->user == *made);
        CHECK(identities() == there + 1);
    }
    // Without a custom id it would be one.
    lose("reset_inside");
    CHECK(run_through_time(client.create_user()).error() == errc::outcome_unknown);
}

TEST_CASE_FIXTURE(fixture, "custom id: versions that don't have it, and ids that can't be")
{
    for (const char* version : {"2021-03-07", "2023-10-01", "2025-06-30", "2026-09-23"}) {
        CAPTURE(version);
        identity_client other(context.get_executor(), options().api_version(version));
        const communication_user user("8:acs:x");
        CHECK(run(other.create_user("alice")).error() == errc::unsupported_api_version);
        CHECK(
            run(other.create_user_and_token("alice", scope::chat)).error() == errc::unsupported_api_version);
        const auto detail = run(other.get_user(user));
        REQUIRE(detail.has_error());
        CHECK(detail.error() == errc::unsupported_api_version);
        CHECK(detail.error().attempts() == 0);
        CHECK(
            detail.error().message().find("get_user needs api-version 2025-03-02-preview") !=
            std::string::npos);
    }
    CHECK(run(client.create_user(std::string(257, 'x'))).error() == errc::invalid_argument);
    CHECK(run(client.create_user("")).error() == errc::invalid_argument);
    CHECK(run(client.create_user_and_token("a", scope_set())).error() == errc::no_scopes);
    CHECK(run(client.get_user(communication_user())).error() == errc::invalid_argument);
    CHECK(requests() == 0);
    CHECK(run(client.create_user(std::string(256, 'x'))).has_value());

    // What we don't know yet, the service decides.
    identity_client newer(context.get_executor(), options().api_version("2031-01-01"));
    const auto refused = run(newer.create_user("alice"));
    REQUIRE(refused.has_error());
    CHECK(refused.error() == errc::unsupported_api_version);
    CHECK(refused.error().http_status() == 400);
    CHECK(requests() == 2);
}

TEST_CASE_FIXTURE(fixture, "custom id: the awaitable outlives client and arguments")
{
    auto call = [this] {
        identity_client short_lived(context.get_executor(), preview());
        const std::string id = "alice@contoso.com";
        return short_lived.create_user(id);
    }();
    CHECK(run(std::move(call)).error() == errc::client_stopped);
    identity_client gone(context.get_executor(), preview());
    identity_client taken(std::move(gone));
    CHECK(run(gone.create_user("alice")).error() == errc::client_stopped);
    CHECK(run(gone.get_user(communication_user("8:acs:x"))).error() == errc::client_stopped);
    CHECK(run(taken.create_user("alice")).has_value());
}
