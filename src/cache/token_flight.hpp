#ifndef ACS_CACHE_TOKEN_FLIGHT_HPP
#define ACS_CACHE_TOKEN_FLIGHT_HPP

#include "cache/completion.hpp"

#include <acs/access_token.hpp>
#include <acs/credential_events.hpp>
#include <acs/result.hpp>
#include <acs/time_source.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/strand.hpp>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>

namespace acs::cache {

// The part of a flight that belongs to the execution context of its fetch function. Nobody else keeps it
// alive, since waiters of another context may live longer than that one.
struct token_run
{
    explicit token_run(const boost::asio::any_io_executor& runs_on)
        : strand(boost::asio::make_strand(runs_on))
    {}

    const boost::asio::any_io_executor strand; // of the fetch function's coroutine and of what follows
    boost::asio::cancellation_signal cancel;   // once it has begun
    std::unique_ptr<pending_wait> limit;
    bool begun = false;
    bool unwanted = false; // it need not begin
};

// One call of a credential's fetch function, for any number of waiters. It belongs to the token_holder, not
// to who asked first.
struct token_flight
{
    token_flight(
        const std::shared_ptr<token_run>& what_runs, std::shared_ptr<time_source> clock, std::string wanted,
        bool ahead, token_fetch_reason why)
        : run(what_runs), time(std::move(clock)), claims(std::move(wanted)), unattended(ahead), reason(why),
          began(time->now_boottime()), began_utc(time->now_utc())
    {}

    const std::weak_ptr<token_run> run; // until its coroutine has ended

    const std::shared_ptr<time_source> time;
    const std::string claims; // that the token has to have
    const bool unattended;    // a renewal: it goes on whether anybody waits or not
    const token_fetch_reason reason;
    const boot_time began;
    const wall_time began_utc;

    // Guarded by the holder's mutex.
    std::size_t waiters = 0;
    bool over = false;

    // What came of it. Written before `landed` is finished, read afterwards.
    completion landed;
    result<access_token> outcome{error(errc::internal)};
    bool superseded = false; // its token lacks what is wanted by now: whoever waits asks again
};

} // namespace acs::cache

#endif
