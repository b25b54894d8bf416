#include "cache/renewal_rule.hpp"

#include <algorithm>

namespace acs::cache {

namespace {

using std::chrono::nanoseconds;

nanoseconds fraction_of(nanoseconds life, double fraction)
{
    return nanoseconds(static_cast<nanoseconds::rep>(static_cast<double>(life.count()) * fraction));
}

} // namespace

boot_time renewed_by_life(
    boot_time asked, boot_time until, std::optional<nanoseconds> refresh_in, double random)
{
    constexpr nanoseconds most_jitter = std::chrono::minutes(1);
    constexpr nanoseconds least = std::chrono::seconds(30);
    if (until <= asked)
        return asked;
    const nanoseconds life = until - asked;
    nanoseconds wait = fraction_of(life, 0.70 + 0.15 * random);
    if (refresh_in && *refresh_in > nanoseconds::zero() && *refresh_in < life)
        wait = *refresh_in +
               std::min(fraction_of(life - *refresh_in, 0.5 * random), fraction_of(most_jitter, random));
    return asked + std::max(wait, std::min(least, life / 2));
}

boot_time renewed_before_end(boot_time asked, boot_time until, std::optional<nanoseconds>, double random)
{
    // The constant of all four SDKs; making it an option was rejected there (Azure/azure-sdk issue 3712).
    constexpr nanoseconds window = std::chrono::minutes(10);
    constexpr nanoseconds least = std::chrono::seconds(1);
    if (until <= asked)
        return asked;
    const nanoseconds life = until - asked;
    const nanoseconds ahead =
        life > window ? window : std::max(life - std::max(life / 2, least), nanoseconds::zero());
    // Later, not sooner: a token that comes back the same has then been in the window.
    return until - ahead + fraction_of(ahead, 0.1 * random);
}

} // namespace acs::cache
