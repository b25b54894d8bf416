#ifndef EXAMPLES_TOKEN_SERVICE_USERS_USER_DIRECTORY_HPP
#define EXAMPLES_TOKEN_SERVICE_USERS_USER_DIRECTORY_HPP

#include "token_terms.hpp"
#include "users/known_users.hpp"

#include <acs/communication_user.hpp>
#include <acs/identity_client.hpp>
#include <acs/result.hpp>
#include <acs/token_cache.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace token_service {

class identity_store;

/// Which identity each user has: in memory for those who ask, in the store for the next run, and made when a
/// user comes for the first time. The coroutines run on the client's executor, which has one thread; the
/// other functions on any.
class user_directory
{
public:
    user_directory(
        known_users& known, identity_store& store, acs::identity_client& client, acs::token_cache& cache,
        token_terms terms);
    user_directory(const user_directory&) = delete;
    user_directory& operator=(const user_directory&) = delete;
    ~user_directory();

    /// As known_users::find.
    bool find(std::string_view user, std::string& identity) const { return known_.find(user, identity); }
    std::size_t size() const { return known_.size(); }

    /// The user's identity, made if there is none: once, however many ask at the same time. Its first token
    /// comes with it and goes into the cache. errc::internal if the store can't remember it; then the
    /// identity is deleted again. errc::deadline_exceeded if it takes longer than that; it is made all the
    /// same.
    boost::asio::awaitable<acs::result<acs::communication_user>> find_or_create(
        std::string user, std::chrono::steady_clock::time_point until);

    /// Until no identity is being made: one that is made by then is remembered, or deleted again.
    boost::asio::awaitable<void> settle();

    /// Afterwards the user has no identity, or another. False, and all is as before, if the store can't write
    /// it down.
    boost::asio::awaitable<bool> forget(std::string user, acs::communication_user identity);

private:
    class flight;
    using identity_result = acs::result<acs::communication_user>;

    void begin(const std::string& user, const std::shared_ptr<flight>& of);
    boost::asio::awaitable<void> create(std::string user, std::shared_ptr<flight> of);
    boost::asio::awaitable<acs::result<acs::user_and_token>> ask_service();

    known_users& known_;
    identity_store& store_;
    acs::identity_client& client_;
    acs::token_cache& cache_;
    const token_terms terms_;
    std::unordered_map<std::string, std::shared_ptr<flight>> flights_;
    boost::asio::steady_timer landed_; // cancelled whenever one is over
};

} // namespace token_service

#endif
