#include "client_fixture.hpp"
#include "event_recorder.hpp"
#include "surplus_server.hpp"

#include <doctest/doctest.h>

using namespace acs;
using namespace std::chrono_literals;

// Which calls take a connection that was used before, and for how long after.

namespace {

const communication_user user("8:acs:x");

struct fixture : client_fixture
{
    event_recorder seen;

    // The number of the connection on which the client's next call runs, after so long an idle time.
    std::string token_after(identity_client& client, std::chrono::nanoseconds idle)
    {
        clock->advance(idle);
        return std::string(run(client.get_token(user, scope::chat)).value().token());
    }

    client_options at(const surplus_server& peer) const
    {
        auto made = client_options::with_access_key(peer.url(), server.access_key()).value();
        return made.ca_file(peer.ca_file()).time(clock).proxy("").observer(seen.observer());
    }

    std::string last_reason() const
    {
        return std::string(seen.last("connection_closed").at("acs.reason").as_string());
    }
};

} // namespace

TEST_CASE_FIXTURE(fixture, "reuse: a connection rests no longer than the peer keeps it, less a second")
{
    const surplus_server peer(surplus_server::form::none, "Keep-Alive: timeout=5, max=100");
    identity_client client(context.get_executor(), at(peer));
    CHECK(token_after(client, 0s) == "token-1-1");
    CHECK(token_after(client, 4s) == "token-1-2");
    CHECK(token_after(client, 4s) == "token-1-3");
    CHECK(seen.count("connection_closed") == 0);
    CHECK(token_after(client, 4s + 1ns) == "token-2-1");
    CHECK(seen.count("connection_closed") == 1);
    CHECK(last_reason() == "keep_alive_ended");
}

TEST_CASE_FIXTURE(fixture, "reuse: a peer that keeps connections for no time gets a new one each time")
{
    for (const char* const header : {"Keep-Alive: timeout=1", "Keep-Alive: timeout=0"}) {
        CAPTURE(std::string(header));
        const surplus_server peer(surplus_server::form::none, header);
        identity_client client(context.get_executor(), at(peer));
        CHECK(token_after(client, 0s) == "token-1-1");
        CHECK(token_after(client, 1ns) == "token-2-1");
        CHECK(token_after(client, 1ns) == "token-3-1");
        CHECK(last_reason() == "keep_alive_ended");
    }
}

TEST_CASE_FIXTURE(fixture, "reuse: a peer that is more patient than the options changes nothing")
{
    for (const char* const header : {"Keep-Alive: timeout=3600", "Keep-Alive: timeout=soon", ""}) {
        CAPTURE(std::string(header));
        const surplus_server peer(surplus_server::form::none, header);
        identity_client client(context.get_executor(), at(peer).idle_timeout(10s));
        CHECK(token_after(client, 0s) == "token-1-1");
        CHECK(token_after(client, 10s) == "token-1-2");
        CHECK(token_after(client, 10s + 1ns) == "token-2-1");
        CHECK(last_reason() == "idle");
    }
}

TEST_CASE_FIXTURE(
    fixture, "reuse: what must not be sent twice goes over a connection that was in use a moment ago")
{
    identity_client client(context.get_executor(), options().observer(seen.observer()));
    const auto made = run(client.create_user()).value();
    clock->advance(2s);
    CHECK(run(client.create_user()).has_value());
    CHECK(connections_opened() == 1);
    clock->advance(3s);
    CHECK(run(client.create_user()).has_value());
    CHECK(seen.last("attempt_ended").at("acs.connection.reused") == false);
    CHECK(connections_opened() == 2);
    clock->advance(3s);
    CHECK(run(client.create_user_and_token(scope::chat)).has_value());
    CHECK(connections_opened() == 3);
    // What may be repeated takes any of them.
    clock->advance(3s);
    CHECK(run(client.get_token(made, scope::chat)).has_value());
    CHECK(seen.last("attempt_ended").at("acs.connection.reused") == true);
    clock->advance(30s);
    CHECK(run(client.revoke_tokens(made)).has_value());
    CHECK(connections_opened() == 3);
    CHECK(seen.count("connection_closed") == 0);
}

TEST_CASE_FIXTURE(fixture, "reuse: a connection that rested for too long makes room for a new one")
{
    identity_client client(context.get_executor(), options().observer(seen.observer()).max_connections(1));
    CHECK(run(client.create_user()).has_value());
    clock->advance(3s);
    CHECK(run(client.create_user()).has_value());
    CHECK(connections_opened() == 2);
    CHECK(last_reason() == "idle");
}

TEST_CASE_FIXTURE(fixture, "reuse: where creating may be repeated it takes any connection")
{
    identity_client client(context.get_executor(), options().repeat_creation(true));
    CHECK(run(client.create_user()).has_value());
    clock->advance(30s);
    CHECK(run(client.create_user()).has_value());
    CHECK(connections_opened() == 1);
}

TEST_CASE_FIXTURE(fixture, "reuse: a new connection takes the TLS session of an earlier one up")
{
    identity_client client(context.get_executor(), options().observer(seen.observer()));
    const auto made = run(client.create_user()).value();
    CHECK(seen.last("tls_handshake").at("tls.resumed") == false);
    for (int i = 0; i < 3; ++i) {
        clock->advance(61s); // the idle timeout is a minute
        CHECK(run(client.get_token(made, scope::chat)).has_value());
        CHECK(seen.last("tls_handshake").at("tls.resumed") == true);
    }
    CHECK(seen.count("tls_handshake") == 4);

    // A client's sessions are its own.
    identity_client stranger(context.get_executor(), options().observer(seen.observer()));
    CHECK(run(stranger.create_user()).has_value());
    CHECK(seen.last("tls_handshake").at("tls.resumed") == false);
}
