#ifndef ACS_CACHE_TOKEN_HOLDER_HPP
#define ACS_CACHE_TOKEN_HOLDER_HPP

#include "cache/fetch_report.hpp"
#include "cache/renewal_rule.hpp"
#include "cache/token_fetch.hpp"
#include "cache/token_flight.hpp"
#include "cache/token_state.hpp"
#include "wire/issued_token.hpp"

#include <acs/access_token.hpp>
#include <acs/result.hpp>
#include <acs/time_source.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace acs::cache {

// One token, fetched once for all who ask at a time, and renewed ahead of its end by whoever uses it. The old
// token is given out while it can be used, without waiting. token_state says what is to be done; this does
// it. Thread-safe.
class token_holder : public std::enable_shared_from_this<token_holder>
{
public:
    struct settings
    {
        renewal_rule rule = &renewed_by_life;
        std::chrono::nanoseconds reserve = std::chrono::seconds(10);  // as cache_entry's
        std::chrono::nanoseconds last_moments{};                      // as held_token's
        std::chrono::nanoseconds deadline = std::chrono::seconds(60); // of a fetch; then it is cancelled
        bool outlives_waiters = true;   // a fetch goes on when nobody waits for it any more
        bool keeps = true;              // else a token serves only those who waited for it
        std::function<double()> random; // from [0, 1), from any thread; empty: a generator of the library's
        std::function<void()> changed;  // a fetch has ended; called without a mutex held, from any thread
        std::shared_ptr<const fetch_report> report; // of all fetches, but of those whose token isn't kept
                                                    // only the failures; null: none
    };

    token_holder(token_fetcher fetch, settings how);
    ~token_holder();

    // True if a token can be used and nothing is to be done for it now: get() would not begin a fetch.
    bool is_ready(boot_time now) const noexcept;
    // The token at hand, if it has not expired.
    access_token usable(boot_time now) const noexcept;
    // When it is to be got or renewed, or that tried again; in the past if it is to be got at once. Max if
    // that is under way, or will never be.
    boot_time renew_at() const noexcept;

    // A token that can be used. Begins a renewal if it is due, and waits for it only if there is no usable
    // token, or it is in its last moments.
    // Fetches run on `runs_on`, with this clock. Cancelling the awaiting coroutine gives errc::canceled.
    static boost::asio::awaitable<result<access_token>> get(
        std::shared_ptr<token_holder> self, boost::asio::any_io_executor runs_on,
        std::shared_ptr<time_source> time);

    // Begins a fetch if none is under way, whether it is due or not. Nobody waits.
    void renew(const boost::asio::any_io_executor& runs_on, std::shared_ptr<time_source> time);

    // Takes a token that came from elsewhere. False if it can't be used.
    bool put(wire::issued_token token, const std::shared_ptr<time_source>& time);

    // The service refused this token: it goes. What was got meanwhile stays.
    void drop(std::string_view token) noexcept;
    // The service refused this token, for it wants one with these claims; no token: whichever is at hand
    // lacks them. The next fetch asks for them; if it fails, later ones don't. A token that was got with
    // claims meanwhile stays, for it may do; one that was only renewed goes.
    void demand(std::string_view token, std::string claims);

    // No token any more, and no fetches: what is under way is cancelled, and who waits gets
    // errc::client_stopped, as do all who ask later.
    void stop() noexcept;

private:
    class interest;
    using flight = token_state::flight;
    using answer = token_state::answer;

    answer ask(const boost::asio::any_io_executor& runs_on, const std::shared_ptr<time_source>& time);
    void launch(answer& begun);
    void end_overdue(boot_time now);
    void land(const flight& landed, result<wire::issued_token> fetched, bool abandoned = false);
    void left(const flight& by) noexcept;
    double draw() const noexcept;

    const token_fetcher fetch_;
    settings settings_;

    mutable std::mutex mutex_; // of what follows, and of the flights' part that is guarded
    token_state state_;
};

} // namespace acs::cache

#endif
