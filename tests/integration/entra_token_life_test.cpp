#include "entra_fixture.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace acs;
using namespace std::chrono_literals;

// The life of an application's token: got once for all, renewed ahead of its end, replaced when it is
// refused.

TEST_CASE_FIXTURE(
    entra_fixture, "entra: 20 first uses of several clients at a time are one request for a token")
{
    const auto credential = app();
    std::vector<identity_client> clients;
    for (int i = 0; i < 5; ++i)
        clients.push_back(make_client(credential));
    std::vector<std::shared_ptr<pending<communication_user>>> calls;
    for (std::size_t i = 0; i < 20; ++i)
        calls.push_back(start(clients[i % 5].create_user()));
    for (const auto& call : calls) {
        run_until([&] { return call->done(); });
        CHECK(call->result->has_value());
    }
    CHECK(token_requests() == 1);
}

TEST_CASE_FIXTURE(entra_fixture, "entra: a token is renewed ahead of its end, and nobody waits for that")
{
    auto client = make_client(app());
    REQUIRE(create(client).has_value());
    clock->advance(46min);
    REQUIRE(create(client).has_value());
    CHECK(token_requests() == 1);
    fault(R"({"kind":"delay","milliseconds":5000,"op":"entra_token","times":1})");
    clock->advance(1min);
    REQUIRE(create(client).has_value()); // while the renewal waits for its answer
    run_until([&] { return token_requests() == 2; });
    clock->advance(5s);
    settle();
    run_until([&] { return clock->pending() == 0; });
    clock->advance(45min); // the first one has expired
    REQUIRE(create(client).has_value());
    CHECK(token_requests() == 2);
}

TEST_CASE_FIXTURE(entra_fixture, "entra: a token that has expired is never sent")
{
    auto client = make_client(app());
    REQUIRE(create(client).has_value());
    clock->advance(2h);
    REQUIRE(create(client).has_value()); // without a 401 in between
    CHECK(token_requests() == 2);
    CHECK(requests_of("create_user") == 2);
}

TEST_CASE_FIXTURE(
    entra_fixture, "entra: while its endpoint is down the token at hand is used, as long as it lives")
{
    auto client = make_client(app());
    REQUIRE(create(client).has_value());
    fault(R"({"kind":"status","status":503,"op":"entra_token"})");
    for (int minute = 47; minute < 60; ++minute) {
        clock->advance(minute == 47 ? 47min : 1min);
        settle();
        CHECK(create(client).has_value());
    }
    clock->advance(1min);
    settle(); // the renewal that was under way has run out of time
    const auto why = run_through_time(client.create_user()).error();
    CHECK(why == errc::credential_failed);
    CHECK(why.message().find("ClientSecretCredential") != std::string::npos);
}

TEST_CASE_FIXTURE(
    entra_fixture, "entra: a claims challenge is answered once, with a token that has the claims")
{
    const auto credential = app();
    auto client = make_client(credential);
    REQUIRE(create(client).has_value());
    fault(R"({"kind":"claims_challenge","claims":{"access_token":{"nbf":{"essential":true,"value":"1"}}}})");
    REQUIRE(create(client).has_value());
    CHECK(token_requests() == 2);
    CHECK(requests_of("create_user") == 3);
    REQUIRE(create(client).has_value()); // it is kept
    CHECK(token_requests() == 2);
    // One that no token satisfies.
    fault(R"({"kind":"status","status":401,"times":2,"op":"create_user","headers":{"WWW-Authenticate":
              "Bearer realm=\"\", error=\"insufficient_claims\", claims=\"eyJhIjoxfQ==\""}})");
    CHECK(create(client).error() == errc::authentication_failed);
    CHECK(token_requests() == 3);
    CHECK(requests_of("create_user") == 6);
}

TEST_CASE_FIXTURE(
    entra_fixture, "entra: a token endpoint that doesn't answer within the credential's deadline")
{
    const auto hasty = std::make_shared<client_secret_credential>(
        context.get_executor(), server.tenant_id(), server.client_id(), server.client_secret(),
        entra().deadline(2s));
    auto client = make_client(hasty);
    fault(R"({"kind":"hang","op":"entra_token"})");
    const auto call = start(client.create_user());
    run_until([&] { return token_requests() == 1; });
    clock->advance(2s);
    run_until([&] { return call->done(); });
    const auto why = call->result->error();
    CHECK(why == errc::deadline_exceeded);
    CHECK(why.message().starts_with("the credential's deadline passed: ClientSecretCredential: "));
    CHECK(why.message().find("call's") == std::string::npos);
    CHECK_FALSE(why.request_id().empty());
    CHECK(requests_of("create_user") == 0);
}

TEST_CASE_FIXTURE(entra_fixture, "entra: a rotated secret")
{
    auto client = make_client(app());
    REQUIRE(create(client).has_value());
    post("entra", R"({"apps":[{"secrets":["a-new-secret-of-the-app"]}]})");
    CHECK(create(client).has_value()); // the token is as good as before
    clock->advance(2h);
    const auto why = create(client).error();
    CHECK(why == errc::credential_failed);
    CHECK(why.message().find("7000215") != std::string::npos);
    CHECK(why.message().find(server.client_secret().reveal()) == std::string::npos);
    CHECK(token_requests() == 2); // it would not help to repeat that
    auto again = make_client(app(secret("a-new-secret-of-the-app")));
    CHECK(create(again).has_value());
}

TEST_CASE_FIXTURE(entra_fixture, "entra: a failure is not remembered, and its Retry-After is")
{
    auto client = make_client(app());
    fault(R"({"kind":"status","status":400,"code":"invalid_request","op":"entra_token","times":1})");
    CHECK(create(client).error() == errc::credential_failed);
    CHECK(create(client).has_value());
    auto other = make_client(app());
    fault(R"({"kind":"throttle","seconds":100,"op":"entra_token","times":1})");
    CHECK(create(other).error() == errc::credential_failed); // that does not fit before the deadline
    CHECK(create(other).error() == errc::credential_failed); // nobody asks before the time
    CHECK(token_requests() == 3);
    clock->advance(101s);
    CHECK(create(other).has_value());
}
