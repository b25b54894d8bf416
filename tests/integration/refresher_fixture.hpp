#ifndef TESTS_INTEGRATION_REFRESHER_FIXTURE_HPP
#define TESTS_INTEGRATION_REFRESHER_FIXTURE_HPP

#include <acs/access_token.hpp>
#include <acs/communication_token_credential.hpp>
#include <acs/manual_clock.hpp>
#include <acs/result.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// A context run by the test, a manual clock, and a refresher that does what the test says.
class refresher_fixture
{
public:
    using nanoseconds = std::chrono::nanoseconds;
    using token_result = acs::result<acs::access_token>;

    ~refresher_fixture();

    /// A call of get_token(), and what came of it.
    struct call
    {
        std::optional<token_result> result;
        boost::asio::cancellation_signal cancel;
        bool done() const { return result.has_value(); }
        bool failed(acs::errc why) const { return done() && !*result && result->error() == why; }
        std::string text() const { return result.value() ? std::string((*result)->token()) : "(none)"; }
    };

    std::shared_ptr<call> start(boost::asio::awaitable<token_result> what);
    /// Starts it and runs what is ready.
    std::shared_ptr<call> ask(acs::communication_token_credential& credential);
    /// The text of the token that is there without waiting.
    std::string get(acs::communication_token_credential& credential) { return ask(credential)->text(); }

    /// Options with the clock, without jitter.
    acs::communication_token_credential_options options() const;
    acs::communication_token_credential make() { return make(options()); }
    acs::communication_token_credential make(acs::communication_token_credential_options chosen);
    acs::communication_token_credential::refresher refresher();

    /// A token that nobody has had before, and that ends exactly then.
    acs::access_token make_token(nanoseconds life);

    void settle();
    /// Moves the clock in steps, and runs what becomes ready at each.
    void pass(nanoseconds time, nanoseconds step = std::chrono::seconds(1));
    /// Lets the refresher's calls that are held back go on, and holds back no more.
    void release();

    std::shared_ptr<acs::manual_clock> clock = std::make_shared<acs::manual_clock>();
    std::optional<boost::asio::io_context> context{std::in_place}; ///< may be destroyed
    nanoseconds life = std::chrono::hours(1);
    /// What the refresher gives; a new token of `life` if empty.
    std::function<token_result()> answer;
    bool hold = false;         ///< calls wait until they are released or cancelled
    bool deaf = false;         ///< they don't care about being cancelled
    std::size_t calls = 0;     ///< of the refresher
    std::size_t cancelled = 0; ///< of these, how many have been told so
    std::vector<acs::boot_time> begun;

private:
    boost::asio::awaitable<token_result> refresh();

    std::vector<std::weak_ptr<boost::asio::steady_timer>> held_; // their coroutines have them
    std::size_t tokens_ = 0;
};

#endif
