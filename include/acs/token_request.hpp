#ifndef ACS_TOKEN_REQUEST_HPP
#define ACS_TOKEN_REQUEST_HPP

#include <acs/access_token.hpp>
#include <acs/call_options.hpp>
#include <acs/identifier.hpp>
#include <acs/result.hpp>
#include <acs/scope.hpp>

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <functional>
#include <optional>

namespace acs {

/// What a \ref token_cache asks for when it needs a token.
struct token_request
{
    communication_user user;
    scope_set scopes;
    /// As given to the cache; none stands for the issuer's default.
    std::optional<std::chrono::minutes> lifetime;
    /// To be passed on to the \ref identity_client's operation: lane, quota, deadline, retries and what ends
    /// the call when the cache stops. A source that asks somebody else heeds the deadline itself.
    call_options call;
};

/**
 * \brief Where a \ref token_cache gets tokens from, if not from an identity_client alone.
 * \details `fetch` is called on the cache's executor, for any number of entries at a time. For the same entry
 * it is not called again before it has ended, unless that was given up: after a revoke or an invalidation, or
 * 10 s after the deadline. It must be an ordinary function or a lambda that calls a coroutine function with
 * copies of what it captured (g++ 12 frees the captures of a coroutine lambda too early or twice). What it
 * throws counts as errc::internal.
 */
struct token_source
{
    using fetcher = std::function<boost::asio::awaitable<result<access_token>>(token_request)>;
    using user_operation =
        std::function<boost::asio::awaitable<result<void>>(communication_user, call_options)>;

    fetcher fetch;         ///< gets a token; required
    user_operation revoke; ///< what token_cache::revoke calls; without it that is refused
    user_operation remove; ///< what token_cache::remove calls; without it that is refused
};

} // namespace acs

#endif
