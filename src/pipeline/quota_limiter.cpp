#include "pipeline/quota_limiter.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace acs {

namespace {

// 90 % of the published limits in any 30 s: 28 * 30 + 60 = 900 of 1000, and 14 * 30 + 30 = 450 of 500.
constexpr rate of_1000{28, 60};
constexpr rate of_500{14, 30};

rate published_rate(operation what)
{
    switch (what) {
    case operation::create_user:
    case operation::create_user_and_token:
    case operation::get_token:
        return of_1000;
    case operation::get_token_for_teams_user:
    case operation::revoke_tokens:
    case operation::delete_user:
        return of_500;
    }
    return of_500;
}

template <std::size_t... I>
std::array<pipeline::rate_limiter, operation_count> make_limiters(
    const pipeline::operation_rates& limits, std::index_sequence<I...>)
{
    return {pipeline::rate_limiter(limits[I])...};
}

} // namespace

quota::limiter::limiter(const pipeline::operation_rates& limits)
    : limiters_(make_limiters(limits, std::make_index_sequence<operation_count>()))
{}

std::optional<boot_time> quota::limiter::reserve(operation what, boot_time now, boot_time latest)
{
    const std::lock_guard lock(mutex_);
    pipeline::rate_limiter& permits = limiters_[static_cast<std::size_t>(what)];
    if (permits.next(now) > latest)
        return std::nullopt;
    return permits.reserve(now);
}

void quota::limiter::give_back(operation what, boot_time when)
{
    const std::lock_guard lock(mutex_);
    limiters_[static_cast<std::size_t>(what)].give_back(when);
}

quota quota::published()
{
    pipeline::operation_rates rates{};
    for (std::size_t i = 0; i < operation_count; ++i)
        rates[i] = published_rate(static_cast<operation>(i));
    quota made;
    made.limiter_ = std::make_shared<limiter>(rates);
    return made;
}

quota quota::uniform(rate limit)
{
    // The bounds keep the limiter's arithmetic in range: one call in 30 years, a burst that lasts 30 years.
    constexpr double longest = 1e9;
    if (!(limit.per_second >= 1 / longest) || !(limit.burst >= 1) ||
        !(limit.burst * std::max(1 / limit.per_second, 1e-9) <= longest) || !std::isfinite(limit.per_second))
        throw std::invalid_argument(
            "acs::quota: per_second must be more than 0, burst at least 1, and both of a "
            "size that makes sense");
    pipeline::operation_rates rates{};
    rates.fill(limit);
    quota made;
    made.limiter_ = std::make_shared<limiter>(rates);
    return made;
}

} // namespace acs
