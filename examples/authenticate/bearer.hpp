#ifndef EXAMPLES_AUTHENTICATE_BEARER_HPP
#define EXAMPLES_AUTHENTICATE_BEARER_HPP

#include "client_secret.hpp"

#include <acs/bearer_credential.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <memory>
#include <utility>

// Whatever gets a token: a broker of your own, a file, a vault. Here it is another credential.
inline boost::asio::awaitable<acs::result<acs::access_token>> ask_broker(
    std::shared_ptr<acs::token_credential> broker, acs::entra_token_request request)
{
    co_return co_await broker->get_token(std::move(request));
}

inline std::shared_ptr<acs::token_credential> by_coroutine(
    boost::asio::any_io_executor executor, const acs::entra_options& options)
{
    auto ask = [broker = by_client_secret(executor, options)](acs::entra_token_request request) {
        return ask_broker(broker, std::move(request)); // not itself a coroutine
    };
    return std::make_shared<acs::bearer_credential>(ask);
}

#endif
