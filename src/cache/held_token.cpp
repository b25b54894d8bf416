#include "cache/held_token.hpp"

#include "cache/entry_backoff.hpp"
#include "cache/token_life.hpp"

#include <algorithm>
#include <utility>

namespace acs::cache {

namespace {

// Entra's own throttling asks for a few minutes at most; a wrong header must not stop everything for longer.
constexpr std::chrono::minutes longest_closure(5);

error expired(const char* what)
{
    error_details details;
    details.what = what;
    return {errc::token_expired, std::move(details)};
}

} // namespace

held_token::need held_token::ask(boot_time now) const noexcept
{
    if (!is_usable(now))
        return need::token;
    if (now < renew_at_)
        return need::nothing;
    return until_ - now > reserve_ + last_moments_ ? need::renewal : need::another;
}

std::optional<error> held_token::put(
    wire::issued_token issued, boot_time asked, wall_time asked_utc, boot_time now, double random)
{
    if (issued.token.token().empty())
        return expired("the issuer gave no token");
    const boot_time until = usable_until(issued.token, asked, asked_utc);
    if (until - now <= reserve_)
        return expired("the token that was issued is expired, or about to");
    failures_ = 0;
    rejected_ = false;
    closed_by_.reset();
    if (is_usable(now) && (until <= until_ || issued.token.token() == token_.token())) {
        renew_at_ = rule_(now, until_, std::nullopt, random);
        return std::nullopt;
    }
    token_ = std::move(issued.token);
    until_ = until;
    renew_at_ = rule_(asked, until, issued.refresh_in, random);
    // An issuer may have given it out before, when it was younger.
    if (renew_at_ <= now)
        renew_at_ = rule_(now, until, std::nullopt, random);
    return std::nullopt;
}

std::optional<error> held_token::take(
    wire::issued_token issued, boot_time asked, wall_time asked_utc, boot_time now, double random)
{
    auto unusable = put(std::move(issued), asked, asked_utc, now, random);
    if (unusable)
        fail(*unusable, now, random);
    return unusable;
}

void held_token::fail(const error& why, boot_time now, double random)
{
    ++failures_;
    std::optional<std::chrono::nanoseconds> remaining;
    if (is_usable(now))
        remaining = until_ - reserve_ - now;
    auto wait = why.retry_after();
    if (wait)
        wait = std::clamp<std::chrono::milliseconds>(*wait, std::chrono::milliseconds(0), longest_closure);
    renew_at_ = now + entry_backoff(failures_, wait, remaining, random);
    if (wait && wait->count() > 0) {
        closed_until_ = now + *wait;
        closed_by_ = why;
    }
}

std::optional<error> held_token::refusal(boot_time now) const
{
    return closed_by_ && now < closed_until_ ? closed_by_ : std::nullopt;
}

void held_token::drop() noexcept
{
    token_ = access_token();
    renew_at_ = boot_time{};
    failures_ = 0;
}

void held_token::reject() noexcept
{
    rejected_ = rejected_ || !token_.empty();
    drop();
}

token_fetch_reason held_token::reason(boot_time now) const noexcept
{
    if (token_.empty())
        return rejected_ ? token_fetch_reason::rejected : token_fetch_reason::first;
    return is_usable(now) ? token_fetch_reason::ahead : token_fetch_reason::expired;
}

std::chrono::nanoseconds held_token::remaining(boot_time now) const noexcept
{
    return has_expired(now) ? std::chrono::nanoseconds::zero() : until_ - now;
}

} // namespace acs::cache
