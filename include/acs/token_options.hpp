#ifndef ACS_TOKEN_OPTIONS_HPP
#define ACS_TOKEN_OPTIONS_HPP

#include <chrono>
#include <optional>

namespace acs {

/**
 * \brief What one call of a \ref token_cache asks for. Every setter returns the object:
 * `cache.get(user, scopes, acs::token_options().lifetime(60min))`.
 */
class token_options
{
public:
    using duration = std::chrono::nanoseconds;

    token_options() = default;

    /// The lifetime that the token is issued with, 60 to 1440 minutes. It is part of the entry's key: tokens
    /// of another lifetime are not looked at. Default: the issuer's, which is 24 hours.
    token_options& lifetime(std::chrono::minutes value)
    {
        lifetime_ = value;
        return *this;
    }
    const std::optional<std::chrono::minutes>& lifetime() const { return lifetime_; }

    /// How long the token must still be usable, beyond the cache's own reserve of 10 s. Default: 0.
    token_options& min_remaining(duration value)
    {
        min_remaining_ = value;
        return *this;
    }
    duration min_remaining() const { return min_remaining_; }

    /// Not the token at hand, but one of a fetch that is under way or begun now: for a client that says that
    /// its token is refused. If a renewal that is under way fails, a call with retries of its own follows.
    /// The one at hand stays until the new one is there, so a failure costs nothing. If the issuer has
    /// nothing that expires later, gives the one at hand. Default: no.
    token_options& newer(bool value)
    {
        newer_ = value;
        return *this;
    }
    bool newer() const { return newer_; }

    /// Limit of this call, measured from its start. Default: token_cache_options::deadline.
    token_options& deadline(duration value)
    {
        deadline_ = value;
        return *this;
    }
    const std::optional<duration>& deadline() const { return deadline_; }

private:
    std::optional<std::chrono::minutes> lifetime_;
    duration min_remaining_{};
    std::optional<duration> deadline_;
    bool newer_ = false;
};

} // namespace acs

#endif
