#include "comparison/service_process.hpp"

#include <acs/identity.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <utility>

service_process::service_process(std::vector<std::string> options) : emulator_(std::move(options))
{
    boost::asio::io_context context;
    auto settings = acs::client_options::from_connection_string(connection_string()).value();
    acs::identity_client client(context.get_executor(), settings.ca_file(ca_file()).proxy(""));
    auto made = boost::asio::co_spawn(
        context, client.create_user_and_token(acs::scope::voip), boost::asio::use_future);
    context.run();
    const auto identity = made.get().value();
    user_ = identity.user.id();
    token_bytes_ = identity.token.token().size();
}
