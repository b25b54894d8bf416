// proxy_client [PROXY]: creates an identity at COMMUNICATION_SERVICES_CONNECTION_STRING, through the proxy
// given or the environment's, without retries. Prints its id, or what went wrong; then the exit status is 1.
// Started by tests/proxy/run.bash.

#include <acs/identity.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <cstdlib>
#include <exception>
#include <iostream>

namespace {

boost::asio::awaitable<acs::result<acs::communication_user>> create(acs::identity_client client)
{
    co_return co_await client.create_user();
}

} // namespace

int main(int argc, char** argv)
{
    const char* const service = std::getenv("COMMUNICATION_SERVICES_CONNECTION_STRING");
    if (!service || argc > 2) {
        std::cerr << "usage: COMMUNICATION_SERVICES_CONNECTION_STRING=... proxy_client [PROXY]\n";
        return 2;
    }
    int status = EXIT_FAILURE;
    try {
        auto options = acs::client_options::from_connection_string(service).value();
        options.max_retries(0);
        if (argc == 2)
            options.proxy(argv[1]);
        boost::asio::io_context context;
        boost::asio::co_spawn(
            context, create(acs::identity_client(context.get_executor(), options)),
            [&](std::exception_ptr thrown, const acs::result<acs::communication_user>& created) {
                if (thrown)
                    std::rethrow_exception(thrown);
                if (created)
                    status = EXIT_SUCCESS;
                if (created)
                    std::cout << "created " << created->id() << '\n';
                else
                    std::cout << created.error() << '\n';
            });
        context.run();
    } catch (const std::exception& exception) {
        std::cout << exception.what() << '\n';
    }
    return status;
}
