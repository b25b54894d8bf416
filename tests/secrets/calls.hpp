#ifndef TESTS_SECRETS_CALLS_HPP
#define TESTS_SECRETS_CALLS_HPP

#include "given_secrets.hpp"
#include "memory_scan.hpp"

#include <acs/identity.hpp>

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <memory>
#include <string>
#include <string_view>

// A server's day: calls that succeed and calls that fail, with an access key, with a wrong one and with Entra
// tokens. The emulator's fault plan is that of run.bash. When the object is gone, so is everything of the
// clients.
class calls
{
public:
    // Where the emulator is to be found, and the Teams user's ids: nothing secret.
    struct place
    {
        std::string ca_file;
        std::string app_id;
        std::string user_id;
    };

    calls(memory_scan& scan, const given_secrets& given, place where);
    calls(const calls&) = delete;
    calls& operator=(const calls&) = delete;
    ~calls();

    // In this order.
    void with_key();
    void with_wrong_key();
    void with_bearer_token();
    void through_proxy();
    void on_threads();
    void destroyed_in_flight();

    // Whether the token that was got last is seen where it lives: if not, a scan is worth nothing.
    bool token_is_found();
    // Whether a line of the log has had a part of a secret. (An error that has one throws.)
    bool log_shows_secret() const;

private:
    template <class T>
    using operation = boost::asio::awaitable<acs::result<T>>;

    boost::asio::awaitable<void> use_key();
    boost::asio::awaitable<void> use_faults();
    boost::asio::awaitable<void> use_teams();
    boost::asio::awaitable<void> use_wrong_key();
    boost::asio::awaitable<void> use_bearer_token();
    boost::asio::awaitable<void> use_proxy();
    boost::asio::awaitable<void> use_thread(acs::identity_client& client);
    boost::asio::awaitable<void> be_destroyed(operation<acs::access_token> call);

    acs::client_options options(acs::result<acs::client_options> made);
    void watch(const acs::access_token& token);
    void expect(const acs::error& why, acs::errc expected);
    void run(boost::asio::awaitable<void> work);

    memory_scan& scan_;
    std::atomic<bool> log_shows_ = false;
    place where_;
    acs::secret teams_token_;
    acs::client_options with_key_;
    acs::client_options watched_;
    acs::client_options wrong_key_;
    acs::client_options bearer_;
    acs::client_options proxy_;
    acs::communication_user user_;
    acs::access_token last_;
    boost::asio::io_context context_;
};

#endif
