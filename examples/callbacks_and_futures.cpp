// Calls without a coroutine of one's own: with a callback, with a future, and from threads that may block.
#include "demo_resource.hpp"

#include <acs/identity.hpp>
#include <boost/asio.hpp>
#include <iostream>
#include <syncstream>
#include <thread>

namespace asio = boost::asio;
using token_result = acs::result<acs::access_token>;

void tell(const char* who, const token_result& token)
{
    std::osyncstream line(std::cout);
    if (token)
        line << who << ": a token that expires at " << acs::to_string(token->expires_on()) << '\n';
    else
        line << who << ": " << token.error() << '\n';
}

int main()
try {
    demo_resource resource;
    asio::thread_pool pool(1); // runs the client and the callbacks; nothing may block it
    acs::identity_client client(pool.get_executor(), resource.options());

    // A future. Waiting for it blocks this thread, which isn't the pool's.
    auto created = asio::co_spawn(pool, client.create_user(), asio::use_future);
    const acs::communication_user user = created.get().value(); // get() throws what broke, value() the error

    // A callback, which runs in the pool. The operation has copies of its arguments.
    std::promise<void> called;
    asio::co_spawn(
        pool, client.get_token(user, acs::scope::chat),
        [&called](std::exception_ptr thrown, token_result token) {
            tell("In a callback", thrown ? token_result(acs::errc::internal) : token);
            called.set_value();
        });

    // Calls at the same time from threads that block: each waits for a future of its own.
    std::vector<std::jthread> threads;
    for (const char* name : {"In a first thread", "In a second thread"})
        threads.emplace_back([&, name] {
            auto token = asio::co_spawn(pool, client.get_token(user, acs::scope::voip), asio::use_future);
            tell(name, token.get());
        });
    threads.clear(); // waits for them
    called.get_future().wait();

    asio::co_spawn(pool, client.delete_user(user), asio::use_future).get().value();
    std::cout << "Deleted the identity.\n";
} catch (const std::exception& failed) {
    std::cerr << failed.what() << '\n';
    return 1;
}
