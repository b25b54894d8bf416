// What docs/communication-token-credential.md shows, against the emulator.
#include "client_fixture.hpp"

#include <acs/communication_token_credential.hpp>

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <doctest/doctest.h>

using namespace std::chrono_literals;

namespace {

boost::asio::awaitable<acs::result<acs::access_token>> fetch_token(
    acs::identity_client& client, acs::communication_user user)
{
    co_return co_await client.get_token(user, acs::scope::chat);
}

} // namespace

TEST_CASE_FIXTURE(client_fixture, "communication token credential: refreshed through an identity client")
{
    acs::identity_client client(context.get_executor(), options());
    const auto user = run(client.create_user()).value();
    const auto executor = context.get_executor();
    acs::communication_token_credential credential{
        executor, [&client, user] { return fetch_token(client, user); },
        acs::communication_token_credential_options().refresh_proactively(true).time(clock)};
    const auto first = run(credential.get_token()).value();
    CHECK(introspect(first) == "valid");
    // The service's tokens live for a day. It is refreshed between 10 and 9 minutes before its end.
    clock->advance(24h - 10min - 2s);
    CHECK(run(credential.get_token()).value().token() == first.token());
    const auto before = requests();
    clock->advance(1min + 2s);
    run_until([&] { return requests() > before; });
    run_until([&] { return run(credential.get_token()).value().token() != first.token(); });
    clock->advance(10min);
    CHECK(introspect(run(credential.get_token()).value()) == "valid");
    CHECK(requests() == before + 1);
}

TEST_CASE_FIXTURE(
    client_fixture, "communication token credential: the service's outage does not reach who has a token")
{
    acs::identity_client client(context.get_executor(), options());
    const auto user = run(client.create_user()).value();
    acs::communication_token_credential credential{
        context.get_executor(), [&client, user] { return fetch_token(client, user); },
        acs::communication_token_credential_options().time(clock)};
    const auto first = run(credential.get_token()).value();
    clock->advance(24h - 5min);
    fault(R"({"kind":"status","status":403})");
    CHECK(run(credential.get_token()).value().token() == first.token());
    clock->advance(4min);
    CHECK(run(credential.get_token()).value().token() == first.token());
    clock->advance(1min);
    CHECK(run(credential.get_token()).error() == acs::errc::forbidden);
}
