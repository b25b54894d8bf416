// The access token quickstart of Azure Communication Services: identities and their tokens, from creation to
// deletion.
//
// COMMUNICATION_SERVICES_CONNECTION_STRING selects a resource; without it, an emulator in this process
// serves.

#include <acs/emulator.hpp>
#include <acs/identity.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/this_coro.hpp>
#include <chrono>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <optional>
#include <string>

namespace asio = boost::asio;
using namespace std::chrono_literals;

void print_issued(const acs::access_token& token)
{
    std::cout << "\nIssued an access token with 'voip' scope that expires at "
              << acs::to_string(token.expires_on()) << ":\n"
              << token.token() << '\n';
}

asio::awaitable<void> quickstart(acs::client_options options)
{
    acs::identity_client client(co_await asio::this_coro::executor, std::move(options));

    // Create an identity. An operation gives a result: a value or an error.
    const acs::result<acs::communication_user> created = co_await client.create_user();
    if (!created) {
        if (created.error() == acs::errc::authentication_failed)
            std::cerr << "Is the access key the one of this resource?\n";
        throw acs::request_failed(created.error());
    }
    const acs::communication_user& user = *created;
    std::cout << "\nCreated an identity with ID: " << user.id() << '\n';

    // Issue an access token. Who prefers exceptions takes the value: without one, value() throws
    // acs::request_failed.
    const acs::access_token token = (co_await client.get_token(user, acs::scope::voip)).value();
    print_issued(token);

    // Create an identity and issue a token in one call.
    const acs::user_and_token both = (co_await client.create_user_and_token(acs::scope::voip)).value();
    std::cout << "\nCreated an identity with ID: " << both.user.id() << '\n';
    print_issued(both.token);

    // Renew a token: rebuild the identity from the id that you stored, and ask again; here for a token of one
    // hour.
    const acs::communication_user stored(user.id());
    const acs::access_token renewed = (co_await client.get_token(stored, acs::scope::voip, 60min)).value();

    // Revoke all tokens of the identity, then delete it.
    (co_await client.revoke_tokens(user)).value();
    std::cout << "\nSuccessfully revoked all access tokens for identity with ID: " << user.id() << '\n';
    (co_await client.delete_user(user)).value();
    std::cout << "\nDeleted the identity with ID: " << user.id() << '\n';
}

int main()
{
    std::cout << "\nAzure Communication Services - Access Tokens Quickstart\n";
    try {
        std::optional<acs::emulator> emulator;
        const char* const configured = std::getenv("COMMUNICATION_SERVICES_CONNECTION_STRING");
        if (!configured)
            emulator.emplace();
        auto options = acs::client_options::from_connection_string(
                           configured ? configured : emulator->connection_string())
                           .value();
        if (emulator) // in this process: not through a proxy of the environment
            options.ca_file(emulator->ca_file()).proxy("");

        std::exception_ptr failure;
        asio::io_context context;
        asio::co_spawn(
            context, quickstart(std::move(options)), [&](std::exception_ptr thrown) { failure = thrown; });
        context.run();
        if (failure)
            std::rethrow_exception(failure);
        return EXIT_SUCCESS;
    } catch (const std::exception& exception) { // acs::request_failed says what happened and what to do next
        std::cerr << "\nEncountered an error\n" << exception.what() << '\n';
        return EXIT_FAILURE;
    }
}
