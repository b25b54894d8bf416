#ifndef TESTS_INTEGRATION_CACHE_FIXTURE_HPP
#define TESTS_INTEGRATION_CACHE_FIXTURE_HPP

#include "transport/timeout_queue.hpp"

#include <acs/manual_clock.hpp>
#include <acs/token_cache.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// A context run by the test, a manual clock, and a token source that does what the test says. No sockets.
class cache_fixture
{
public:
    using nanoseconds = std::chrono::nanoseconds;

    cache_fixture();

    /// A source whose calls are recorded. They are answered at once, or when they are released if `hold` is
    /// set.
    acs::token_source source();
    acs::token_cache_options options() const;
    acs::token_cache make_cache() { return make_cache(options()); }
    acs::token_cache make_cache(acs::token_cache_options chosen)
    {
        return acs::token_cache(context.get_executor(), source(), std::move(chosen));
    }

    /// A token of this life that nobody has had before.
    acs::access_token make_token(nanoseconds life);
    /// The same of a token that says only until when the issuer's clock lets it live.
    acs::access_token make_foreign_token(nanoseconds life);

    static acs::communication_user user(int number);
    static std::uint64_t count(const acs::token_cache& cache, acs::cache_result how);
    /// How many of the calls, of the fetch function, began in the busiest stretch of this length.
    std::size_t busiest(nanoseconds window = std::chrono::seconds(30)) const;

    template <class T>
    struct pending
    {
        std::optional<T> result;
        boost::asio::cancellation_signal cancel;
        bool done() const { return result.has_value(); }
    };

    /// Starts a coroutine; its result appears while the context runs. Defined in cache_fixture.cpp for what
    /// the cache's calls give: compiled in each test, co_spawn takes a compiler longer than the rest of the
    /// test.
    template <class T>
    std::shared_ptr<pending<T>> start(boost::asio::awaitable<T> what);

    /// Runs what is ready, until nothing is.
    void settle();
    /// Runs a coroutine that needs no time to pass to its end.
    template <class T>
    T run(boost::asio::awaitable<T> what)
    {
        auto state = start(std::move(what));
        settle();
        return std::move(state->result.value());
    }
    /// Moves the clock in steps, and runs what becomes ready at each.
    void pass(nanoseconds time, nanoseconds step = std::chrono::seconds(1));

    /// Answers a call that was held back, by default the one for the longest time.
    void release_one(std::size_t which = 0);
    /// Answers all, and holds back no more.
    void release_all();
    std::size_t held() const { return held_.size(); }

    boost::asio::io_context context;
    std::shared_ptr<acs::manual_clock> clock = std::make_shared<acs::manual_clock>();
    nanoseconds life = std::chrono::hours(1);
    /// What calls are answered with; a new token of `life` if empty.
    std::function<acs::result<acs::access_token>(const acs::token_request&)> answer;
    bool hold = false;
    bool limited = false;                     ///< calls take permits of the quota, as a client's do
    std::vector<acs::token_request> requests; ///< all calls of the fetch function
    std::vector<acs::boot_time> begun;        ///< when they had their permits
    std::vector<std::string> revoked;         ///< all calls of the revoke function
    acs::result<void> revoke_answer;
    std::vector<std::string> removed;

private:
    boost::asio::awaitable<acs::result<acs::access_token>> fetch(acs::token_request wanted);
    boost::asio::awaitable<acs::result<void>> revoke(acs::communication_user user);
    boost::asio::awaitable<acs::result<void>> remove(acs::communication_user user);
    boost::asio::awaitable<void> wait_if_held();

    std::vector<std::shared_ptr<boost::asio::steady_timer>> held_;
    std::size_t tokens_ = 0;
    std::shared_ptr<acs::transport::timeout_queue> timeouts_;
};

#endif
