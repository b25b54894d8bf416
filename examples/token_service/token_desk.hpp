#ifndef EXAMPLES_TOKEN_SERVICE_TOKEN_DESK_HPP
#define EXAMPLES_TOKEN_SERVICE_TOKEN_DESK_HPP

#include "http/http_answer.hpp"
#include "token_terms.hpp"

#include <acs/access_token.hpp>
#include <acs/error.hpp>
#include <acs/token_cache.hpp>

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <string>
#include <string_view>

namespace token_service {

class admission;
class user_directory;

/// Gives users their tokens. `at_hand` may be called on any thread; the coroutines run on the client's
/// executor.
class token_desk
{
public:
    /// \param deadline of a request that has to wait.
    token_desk(
        user_directory& users, acs::token_cache& cache, const admission& door, token_terms terms,
        std::chrono::nanoseconds deadline);

    /// Writes the user's token, if it is in the cache. False, with `body` untouched, if not.
    bool at_hand(std::string_view user, std::string& body);

    /// The user's token, fetched if need be; the identity too.
    boost::asio::awaitable<http_answer> issue(std::string user);
    /// One that is issued now, instead of what is in the cache.
    boost::asio::awaitable<http_answer> refresh(std::string user);
    /// Deletes the user's identity, with all that the identity service has of it.
    boost::asio::awaitable<http_answer> remove(std::string user);

private:
    boost::asio::awaitable<http_answer> get(std::string user, acs::token_options options);
    http_answer failure(const acs::error& why) const;

    user_directory& users_;
    acs::token_cache& cache_;
    const admission& door_;
    const token_terms terms_;
    const std::chrono::nanoseconds deadline_;
};

} // namespace token_service

#endif
