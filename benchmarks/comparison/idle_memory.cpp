#include "comparison/idle_memory.hpp"

#include <acs/identity.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <fstream>
#include <malloc.h>
#include <string>

namespace {

double resident_bytes()
{
    ::malloc_trim(0);
    std::ifstream status("/proc/self/status");
    for (std::string name; status >> name; status.ignore(1000, '\n'))
        if (name == "VmRSS:") {
            double kib = 0;
            status >> kib;
            return kib * 1024;
        }
    return 0;
}

boost::asio::awaitable<acs::result<void>> call_all(
    acs::identity_client* client, std::string user, std::size_t count)
{
    // One call each, so that the connections have their tickets and have had an answer.
    const auto opened = co_await client->warm_up(count);
    if (!opened)
        co_return opened.error();
    const auto token = co_await client->get_token(acs::communication_user(user), acs::scope::voip);
    if (!token)
        co_return token.error();
    co_return acs::result<void>();
}

} // namespace

double idle_connection_bytes(const service_process& service, std::size_t connections)
{
    boost::asio::io_context context(1);
    auto options = acs::client_options::from_connection_string(service.connection_string()).value();
    options.ca_file(service.ca_file()).proxy("").max_connections(connections);
    acs::identity_client client(context.get_executor(), options);
    const auto open = [&](std::size_t count) {
        auto done =
            boost::asio::co_spawn(context, call_all(&client, service.user(), count), boost::asio::use_future);
        context.restart();
        context.run();
        done.get().value();
    };
    open(1);
    const double before = resident_bytes();
    open(connections - 1);
    return (resident_bytes() - before) / static_cast<double>(connections - 1);
}
