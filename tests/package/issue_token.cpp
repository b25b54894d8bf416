#include "issue_token.hpp"

#include <acs/identity.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

namespace {

boost::asio::awaitable<std::string> create_and_issue(acs::identity_client client)
{
    const acs::communication_user user = (co_await client.create_user()).value();
    const acs::access_token token =
        (co_await client.get_token(user, acs::scope::chat | acs::scope::voip)).value();
    co_return user.id() + (token.empty() ? " got no token" : " got a token");
}

} // namespace

std::string issue_token(const acs::emulator& service)
{
    auto options = acs::client_options::from_connection_string(service.connection_string()).value();
    options.ca_file(service.ca_file());

    boost::asio::io_context io;
    auto text = boost::asio::co_spawn(
        io, create_and_issue(acs::identity_client(io.get_executor(), options)), boost::asio::use_future);
    io.run();
    return text.get();
}
