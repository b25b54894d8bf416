#ifndef EXAMPLES_AUTHENTICATE_REFRESHED_TOKEN_HPP
#define EXAMPLES_AUTHENTICATE_REFRESHED_TOKEN_HPP

#include <acs/communication_token_credential.hpp>
#include <acs/identity_client.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <memory>

// On the user's side this asks your server, which asks an identity_client or a token_cache.
inline boost::asio::awaitable<acs::result<acs::access_token>> fetch_token(
    std::shared_ptr<acs::identity_client> client, acs::communication_user user)
{
    co_return co_await client->get_token(user, acs::scope::chat);
}

inline acs::communication_token_credential by_refreshed_token(
    boost::asio::any_io_executor executor, std::shared_ptr<acs::identity_client> client,
    acs::communication_user user)
{
    return acs::communication_token_credential(
        executor, [client, user] { return fetch_token(client, user); },
        acs::communication_token_credential_options().refresh_proactively(true));
}

#endif
