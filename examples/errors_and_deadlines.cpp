// What an error says and what to do about it: retries, a deadline, an outcome that nobody knows.
#include "demo_resource.hpp"

#include <acs/identity.hpp>
#include <boost/asio.hpp>
#include <iostream>

namespace asio = boost::asio;
using namespace std::chrono_literals;

// Errors compare with codes; docs/errors.md has them all.
const char* plan(const acs::error& error)
{
    if (error == acs::errc::service_unavailable || error == acs::errc::deadline_exceeded)
        return "ask again later: the client has tried as long as it may";
    if (error == acs::errc::outcome_unknown) // only of calls that create
        return "create another, if an unused identity does no harm";
    return error == acs::errc::identity_not_found ? "create it anew" : "give up";
}

void tell(const char* what, const acs::error& error)
{
    std::cout << '\n' << what << ": " << (error.code() ? error.message() : "it worked") << '\n';
    if (error.code())
        std::cout << "  status " << error.http_status() << ", the service's code '" << error.service().code
                  << "', requests " << error.attempts() << "\n  what we do: " << plan(error) << '\n';
}

asio::awaitable<void> fail_on_purpose(acs::client_options options, demo_resource* resource)
{
    acs::identity_client client(co_await asio::this_coro::executor, options.retry_base_delay(50ms));
    const acs::communication_user user = (co_await client.create_user()).value(); // throws if there is none
    resource->fail(R"({"kind":"status","status":503,"times":6})"); // the emulator: a real one goes on well
    tell("The service is down", (co_await client.get_token(user, acs::scope::chat)).error());
    tell("Down for two more requests", (co_await client.get_token(user, acs::scope::chat)).error());
    resource->fail(R"({"kind":"delay","op":"get_token","milliseconds":2000,"times":1})");
    const auto hurried = acs::call_options().deadline(5ms); // for everything: DNS, TLS, waiting, retries
    tell("At most 5 ms", (co_await client.get_token(user, acs::scope::chat, hurried)).error());
    resource->fail(R"({"kind":"reset_inside","op":"create_user","times":1})");
    const auto created = co_await client.create_user(); // repeating it might make two identities
    tell("Created, but the answer is lost", created.error());
    if (created)
        (co_await client.delete_user(*created)).value();
    (co_await client.delete_user(user)).value();
    tell("A deleted identity", (co_await client.get_token(user, acs::scope::chat)).error());
}

int main()
try {
    demo_resource resource;
    asio::io_context context;
    auto done = asio::co_spawn(context, fail_on_purpose(resource.options(), &resource), asio::use_future);
    context.run();
    done.get(); // throws what the coroutine threw
} catch (const std::exception& failed) {
    std::cerr << failed.what() << '\n';
    return 1;
}
