#include "client_fixture.hpp"
#include "surplus_server.hpp"

#include <doctest/doctest.h>

using namespace acs;

// An answer that nobody asked for must not become the next call's: it would give one user the token of
// another.

namespace {

const communication_user user("8:acs:x");

client_options at(const surplus_server& server, const client_fixture& fixture)
{
    auto made = client_options::with_access_key(server.url(), fixture.server.access_key()).value();
    return made.ca_file(server.ca_file()).time(fixture.clock).max_connections(1);
}

} // namespace

TEST_CASE_FIXTURE(client_fixture, "surplus: an answer too many, while the connection idles")
{
    for (const auto form : {surplus_server::form::one_record, surplus_server::form::two_records}) {
        CAPTURE(form);
        surplus_server peer(form);
        identity_client client(context.get_executor(), at(peer, *this));
        CHECK(run(client.get_token(user, scope::chat)).value().token() == "token-1-1");
        CHECK(run(client.get_token(user, scope::chat)).value().token() == "token-2-1");
        CHECK(run(client.get_token(user, scope::chat)).value().token() == "token-2-2");
        CHECK(peer.connections() == 2);
    }
}

TEST_CASE_FIXTURE(client_fixture, "surplus: an answer too many, while the next call waits for the connection")
{
    for (const auto form : {surplus_server::form::one_record, surplus_server::form::two_records}) {
        CAPTURE(form);
        surplus_server peer(form);
        identity_client client(context.get_executor(), at(peer, *this));
        const auto first = start(client.get_token(user, scope::chat));
        const auto second = start(client.get_token(user, scope::chat));
        const auto third = start(client.get_token(user, scope::chat));
        run_until([&] { return third->done(); });
        CHECK(first->result->value().token() == "token-1-1");
        CHECK(second->result->value().token() == "token-2-1");
        CHECK(third->result->value().token() == "token-2-2");
        CHECK(peer.connections() == 2);
    }
}
