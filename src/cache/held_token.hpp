#ifndef ACS_CACHE_HELD_TOKEN_HPP
#define ACS_CACHE_HELD_TOKEN_HPP

#include "cache/renewal_rule.hpp"
#include "wire/issued_token.hpp"

#include <acs/access_token.hpp>
#include <acs/credential_events.hpp>
#include <acs/error.hpp>
#include <acs/time_source.hpp>

#include <chrono>
#include <optional>

namespace acs::cache {

// The one token of a credential, by the rules of the cache's entries: two times, when it is renewed and when
// it ends; the old one stays while it can be used, whatever becomes of its renewal. Sans-IO.
class held_token
{
public:
    enum class need
    {
        nothing,
        renewal, // the token can be used, but it is time to get another
        another, // it can be used, but ends so soon that the other one is better waited for
        token,   // there is none that can be used
    };

    // `reserve`: a token is usable if it lives longer than this. `last_moments`: what it lives beyond that
    // while another one is better waited for.
    held_token(
        renewal_rule rule, std::chrono::nanoseconds reserve,
        std::chrono::nanoseconds last_moments = std::chrono::nanoseconds::zero())
        : rule_(rule), reserve_(reserve), last_moments_(last_moments)
    {}

    need ask(boot_time now) const noexcept;
    bool is_usable(boot_time now) const noexcept { return !token_.empty() && until_ - now > reserve_; }
    // Unlike is_usable() to the last moment: for what was decided a moment ago.
    bool has_expired(boot_time now) const noexcept { return token_.empty() || until_ <= now; }
    const access_token& token() const noexcept { return token_; }
    // When it is to be got or renewed, or that tried again. In the past if there is none, and nothing has
    // failed yet.
    boot_time renew_at() const noexcept { return renew_at_; }

    // Takes a token over that came from elsewhere. If it can't be used: an error, token_expired. One that
    // ends no later than the token at hand, or is the same, changes nothing but the time of the next renewal:
    // the issuer has no newer one yet.
    std::optional<error> put(
        wire::issued_token issued, boot_time asked, wall_time asked_utc, boot_time now, double random);
    // The same of one that came of a fetch. If it can't be used, the fetch has failed.
    std::optional<error> take(
        wire::issued_token issued, boot_time asked, wall_time asked_utc, boot_time now, double random);
    // A fetch failed.
    void fail(const error& why, boot_time now, double random);
    // The issuer asked not to be asked before a time that has not come: what it said then. Only matters as
    // long as there is no usable token.
    std::optional<error> refusal(boot_time now) const;
    // There is no token any more. What the issuer said of when it may be asked still counts.
    void drop() noexcept;
    // The same, since the service wants another one.
    void reject() noexcept;

    // Why another one is fetched now.
    token_fetch_reason reason(boot_time now) const noexcept;
    // How long the token lives; zero if there is none.
    std::chrono::nanoseconds remaining(boot_time now) const noexcept;

private:
    renewal_rule rule_;
    std::chrono::nanoseconds reserve_;
    std::chrono::nanoseconds last_moments_;
    access_token token_;
    boot_time until_{};
    boot_time renew_at_{};
    unsigned failures_ = 0;
    bool rejected_ = false; // the last one was
    boot_time closed_until_ = boot_time::min();
    std::optional<error> closed_by_;
};

} // namespace acs::cache

#endif
