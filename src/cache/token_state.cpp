#include "cache/token_state.hpp"

#include "wire/credential_end.hpp"

#include <algorithm>
#include <utility>

namespace acs::cache {

namespace {

error holder_stopped()
{
    return wire::credential_end(errc::client_stopped);
}

} // namespace

bool token_state::is_ready(boot_time now) const noexcept
{
    if (stopped_ || !claims_.empty() || !held_.is_usable(now))
        return false;
    return flight_ || held_.ask(now) == held_token::need::nothing;
}

token_state::answer token_state::ask(
    const boost::asio::any_io_executor& runs_on, const std::shared_ptr<time_source>& time, boot_time now)
{
    answer made;
    if (stopped_) {
        made.at_once = holder_stopped();
        return made;
    }
    const held_token::need need = held_.ask(now);
    const bool waits = need == held_token::need::token || need == held_token::need::another;
    if (!waits)
        made.at_once = held_.token();
    if (need == held_token::need::nothing)
        return made;
    if (!flight_) {
        if (need == held_token::need::token)
            if (auto refused = held_.refusal(now)) {
                // One in its last moments is better than none.
                made.at_once = held_.has_expired(now) ? result<access_token>(std::move(*refused))
                                                      : result<access_token>(held_.token());
                return made;
            }
        begin(made, runs_on, time, now, !waits);
    }
    if (waits) {
        made.joined = flight_;
        ++flight_->waiters;
    }
    return made;
}

token_state::answer token_state::renew(
    const boost::asio::any_io_executor& runs_on, const std::shared_ptr<time_source>& time, boot_time now)
{
    answer made;
    if (!stopped_ && !flight_)
        begin(made, runs_on, time, now, true);
    return made;
}

void token_state::begin(
    answer& made, const boost::asio::any_io_executor& runs_on, const std::shared_ptr<time_source>& time,
    boot_time now, bool unattended)
{
    made.run_of = std::make_shared<token_run>(runs_on);
    flight_ = std::make_shared<token_flight>(made.run_of, time, claims_, unattended, held_.reason(now));
    made.launch = flight_;
}

std::optional<fetch_landing> token_state::land(
    const flight& landed, result<wire::issued_token> fetched, boot_time now, double random, bool abandoned,
    bool keeps)
{
    if (std::exchange(landed->over, true))
        return std::nullopt;
    // Another one may have taken its place.
    const bool current = flight_ == landed;
    if (current)
        flight_.reset();
    landed->superseded = landed->claims != claims_ && !stopped_;
    if (!fetched) {
        landed->outcome = fetched.error();
        if (current && !abandoned) {
            claims_.clear(); // that can't be had must not keep everybody from any token
            held_.fail(fetched.error(), now, random);
        }
        return landing(*landed, now);
    }
    const std::string_view member = fetched->member;
    const access_token fetched_token = fetched->token;
    const bool wanted = current && !stopped_ && !landed->superseded;
    landed->outcome = stopped_ ? result<access_token>(holder_stopped()) : result<access_token>(fetched_token);
    if (wanted) {
        if (const auto unusable =
                held_.take(std::move(*fetched), landed->began, landed->began_utc, now, random))
            landed->outcome = *unusable;
        else {
            claims_.clear();
            if (held_.token().token() == fetched_token.token())
                has_claims_ = !landed->claims.empty();
        }
    }
    fetch_landing made = landing(*landed, now);
    made.member = member;
    made.kept = wanted && landed->outcome.has_value();
    if (wanted && !keeps)
        held_.drop();
    return made;
}

fetch_landing token_state::landing(const token_flight& landed, boot_time now) const
{
    fetch_landing made;
    made.took = now - landed.began;
    made.remaining = held_.remaining(now);
    if (!stopped_)
        made.due_in = std::max(held_.renew_at() - now, std::chrono::nanoseconds::zero());
    return made;
}

bool token_state::put(wire::issued_token token, boot_time now, wall_time now_utc, double random)
{
    const access_token given = token.token;
    if (stopped_ || held_.put(std::move(token), now, now_utc, now, random))
        return false;
    if (held_.token().token() == given.token())
        has_claims_ = false;
    return true;
}

void token_state::drop(std::string_view token) noexcept
{
    if (!token.empty() && held_.token().token() == token)
        held_.reject();
}

void token_state::demand(std::string_view token, std::string claims)
{
    const bool whichever = token.empty();
    if (!whichever && has_claims_ && !held_.token().empty() && held_.token().token() != token)
        return; // there is one already that somebody else was refused for: it may do
    if ((whichever || held_.token().empty()) && flight_ && flight_->claims == claims)
        return; // somebody else was refused, too
    held_.reject();
    claims_ = std::move(claims);
    // What is under way lacks them: the next request begins anew.
    flight_.reset();
}

token_state::flight token_state::stop() noexcept
{
    stopped_ = true;
    held_.drop();
    return flight_;
}

} // namespace acs::cache
