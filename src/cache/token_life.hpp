#ifndef ACS_CACHE_TOKEN_LIFE_HPP
#define ACS_CACHE_TOKEN_LIFE_HPP

#include <acs/access_token.hpp>
#include <acs/time_source.hpp>

#include <algorithm>
#include <chrono>

namespace acs::cache {

// Until when a token can be used that was asked for, or handed over, at this moment. If the token itself
// doesn't know, nobody knows better than the local clock; a second less then, as for tokens of the service.
inline boot_time usable_until(const access_token& token, boot_time asked, wall_time asked_utc)
{
    constexpr std::chrono::hours longest(24 * 3650);
    if (token.usable_until() != boot_time::max())
        return std::max(token.usable_until(), boot_time()); // so that differences with it don't overflow
    // Before the subtraction: an expiry at the end of time must not overflow.
    const wall_time expires = std::clamp(token.expires_on(), asked_utc, asked_utc + longest);
    return asked + (expires - asked_utc) - std::chrono::seconds(1);
}

} // namespace acs::cache

#endif
