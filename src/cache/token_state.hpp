#ifndef ACS_CACHE_TOKEN_STATE_HPP
#define ACS_CACHE_TOKEN_STATE_HPP

#include "cache/fetch_landing.hpp"
#include "cache/held_token.hpp"
#include "cache/token_flight.hpp"
#include "wire/issued_token.hpp"

#include <acs/access_token.hpp>
#include <acs/result.hpp>
#include <acs/time_source.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace acs::cache {

// What a token_holder knows, and what is to be done: the token at hand, the fetch under way, and the claims
// that the next token has to have. It only decides: it starts and waits for nothing, and reads a clock only
// to date a new flight. Not thread-safe.
class token_state
{
public:
    using flight = std::shared_ptr<token_flight>;

    // What to do for a request.
    struct answer
    {
        std::optional<result<access_token>> at_once;
        flight joined;                     // else
        flight launch;                     // a new one; it may be `joined`
        std::shared_ptr<token_run> run_of; // that new one's
    };

    // As held_token's.
    token_state(renewal_rule rule, std::chrono::nanoseconds reserve, std::chrono::nanoseconds last_moments)
        : held_(rule, reserve, last_moments)
    {}

    // A token can be used, and nothing is to be done for it now.
    bool is_ready(boot_time now) const noexcept;
    access_token usable(boot_time now) const noexcept
    {
        return held_.has_expired(now) ? access_token() : held_.token();
    }
    // Max if a fetch is under way, or will never be.
    boot_time renew_at() const noexcept { return stopped_ || flight_ ? boot_time::max() : held_.renew_at(); }
    const flight& under_way() const noexcept { return flight_; }

    // Somebody wants a token.
    answer ask(
        const boost::asio::any_io_executor& runs_on, const std::shared_ptr<time_source>& time, boot_time now);
    // It is to be fetched though nobody asked. Nothing to launch if that is under way.
    answer renew(
        const boost::asio::any_io_executor& runs_on, const std::shared_ptr<time_source>& time, boot_time now);

    // What came of a flight; this writes its outcome. `abandoned`: nobody waited for it any more, so it says
    // nothing about the issuer. `keeps`: the token stays at hand. Nothing if the flight was over before.
    std::optional<fetch_landing> land(
        const flight& landed, result<wire::issued_token> fetched, boot_time now, double random,
        bool abandoned, bool keeps);

    // Takes a token that came from elsewhere. False if it can't be used.
    bool put(wire::issued_token token, boot_time now, wall_time now_utc, double random);
    // As token_holder's.
    void drop(std::string_view token) noexcept;
    void demand(std::string_view token, std::string claims);
    // The flight that is to be ended.
    flight stop() noexcept;

private:
    void begin(
        answer& made, const boost::asio::any_io_executor& runs_on, const std::shared_ptr<time_source>& time,
        boot_time now, bool unattended);
    fetch_landing landing(const token_flight& landed, boot_time now) const;

    held_token held_;
    flight flight_;
    std::string claims_;      // that the next token has to have
    bool has_claims_ = false; // the one at hand was got with some
    bool stopped_ = false;
};

} // namespace acs::cache

#endif
