#include "pipeline/quota_limiter.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace acs {

namespace {

// The service counts in windows of this length.
constexpr double window_seconds = 30;

rate in_range(rate limit)
{
    // The bounds keep the limiter's arithmetic in range: one call in 30 years, a burst that lasts 30 years.
    constexpr double longest = 1e9;
    if (!(limit.per_second >= 1 / longest) || !(limit.burst >= 1) ||
        !(limit.burst * std::max(1 / limit.per_second, 1e-9) <= longest) || !std::isfinite(limit.per_second))
        throw std::invalid_argument(
            "acs::quota: per_second must be more than 0, burst at least 1, and both of a "
            "size that makes sense");
    return limit;
}

rate scaled(rate limit, double share)
{
    rate made{limit.per_second * share, limit.burst * share};
    if (made.burst < 1) { // the missing part of a call is taken from those that follow
        made.per_second -= (1 - made.burst) / window_seconds;
        made.burst = 1;
    }
    if (!(made.per_second >= 1e-9))
        throw std::invalid_argument("acs::quota: the share is so small that not one call fits in 30 s");
    return made;
}

} // namespace

quota quota::published(double share)
{
    return custom(quota_options().share(share));
}

quota quota::uniform(rate limit)
{
    return custom(quota_options().limit(limit));
}

quota quota::custom(const quota_options& options)
{
    const double share = options.share();
    if (!(share > 0 && share <= 1))
        throw std::invalid_argument("acs::quota: the share must be more than 0 and at most 1");
    quota_options own = options;
    for (std::size_t i = 0; i < operation_count; ++i) {
        const auto what = static_cast<operation>(i);
        own.limit(what, in_range(scaled(in_range(options.limit(what)), share)));
    }
    quota made;
    made.limiter_ = std::make_shared<limiter>(own);
    return made;
}

std::optional<rate> quota::limit(operation what) const noexcept
{
    return limiter_ ? std::optional<rate>(limiter_->limit(what)) : std::nullopt;
}

} // namespace acs
