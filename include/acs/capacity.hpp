#ifndef ACS_CAPACITY_HPP
#define ACS_CAPACITY_HPP

#include <acs/rate.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <limits>

/// \file
/// How many identities a quota keeps warm: arithmetic, without a clock and without state. docs/capacity.md
/// has its tables.
///
/// All functions are constexpr and never fail. What makes no sense as a rate or a lifetime (zero, less, not a
/// number) counts as none at all: nothing fits, and filling never ends (std::chrono::seconds::max()). An
/// infinite rate counts as the largest that is planned, 60,000/s.

namespace acs {

/// The fraction of a quota's rate that is planned for renewals. The rest is for calls somebody waits for, and
/// for catching up after an outage.
inline constexpr double planned_fraction = 0.70;

/// A token is renewed between these fractions of its life. Earlier would be renewing more often than needed;
/// what is left after the last is how long an outage may take.
inline constexpr double earliest_renewal = 0.70;
inline constexpr double latest_renewal = 0.85;

/// How much of its life a token serves before it is renewed, for the question how many fit: between the two
/// above, since tokens are renewed later as the slots fill up.
inline constexpr double used_fraction = 0.80;

/// The rate of no limit.
inline constexpr rate infinite_rate{std::numeric_limits<double>::infinity(), 1};

/// A token with no more left than this is not handed out: it may expire on its way.
inline constexpr std::chrono::seconds unusable_remainder{10};

/// While the service doesn't answer it is asked again this often at most.
inline constexpr std::chrono::seconds probe_interval{5};

/// What an outage's end takes besides: the probe's answer, and the first renewals.
inline constexpr std::chrono::seconds recovery_allowance{2};

/// \brief The time slots on which renewals are planned: each at most `capacity`, in need up to `most`.
struct renewal_slots
{
    std::chrono::seconds length{64}; ///< a power of two, 1 s to 64 s
    std::uint32_t capacity = 1;      ///< 1 to 60,000; 70 % of what the quota gives in that time
    std::uint32_t most = 1;          ///< `capacity` to 60,000; all that the quota gives in that time
};

/**
 * \brief The slots for a quota's rate.
 * \details The shortest slots of 1, 2, 4 ... 64 s that hold 10 renewals or more, so that rounding down loses
 * less than 10 %: 1 s with 19 renewals for 28/s. If not even 64 s hold 10: slots of 64 s with at least one.
 */
constexpr renewal_slots plan_slots(rate limit) noexcept
{
    constexpr double enough = 10;
    constexpr double upper = 60'000; // fits in 16 bits; also what infinity becomes
    constexpr double exact = 1e-9;   // 0.7 * 90 is a little below 63 in binary
    if (!(limit.per_second > 0))
        return {};
    const double per_second = std::min(limit.per_second, 2 * upper);
    renewal_slots made{std::chrono::seconds(1), 1, 1};
    const auto slot = [&] {
        return per_second * static_cast<double>(made.length.count());
    };
    while (planned_fraction * slot() + exact < enough && made.length < std::chrono::seconds(64))
        made.length *= 2;
    made.capacity = static_cast<std::uint32_t>(std::clamp(planned_fraction * slot() + exact, 1.0, upper));
    made.most = static_cast<std::uint32_t>(std::clamp(slot() + exact, 1.0, upper));
    return made;
}

/**
 * \brief Renewals per second that are planned for a quota's rate: c = `capacity / length` of its slots.
 * \details At most 70 % of the rate, and more than 63 % unless that is less than 10 in 64 s. 19/s for 28/s.
 */
constexpr double planned_rate(rate limit) noexcept
{
    if (!(limit.per_second > 0))
        return 0;
    const renewal_slots slots = plan_slots(limit);
    const double c = static_cast<double>(slots.capacity) / static_cast<double>(slots.length.count());
    const double allowed = planned_fraction * limit.per_second;
    return c > allowed * (1 + 1e-12) ? allowed : c; // one in 64 s may be too much
}

namespace detail {

// Down to a whole number, which binary fractions may miss by a little; as many as fit in the result.
constexpr std::uint64_t whole(double value) noexcept
{
    constexpr double most = 9.2e18;
    const double near = value + value * 1e-12;
    return near > 0 ? static_cast<std::uint64_t>(std::min(near, most)) : 0;
}

// How long so many take at so many per second, in whole seconds, rounded up.
constexpr std::chrono::seconds time_of(std::uint64_t count, double per_second) noexcept
{
    constexpr double longest = 9.2e18;
    const auto all = static_cast<double>(count);
    if (count == 0)
        return std::chrono::seconds(0);
    if (!(all < longest * per_second))
        return std::chrono::seconds::max();
    const double near = all / per_second * (1 - 1e-12);
    const auto down = static_cast<std::int64_t>(near);
    return std::chrono::seconds(static_cast<double>(down) < near ? down + 1 : down);
}

} // namespace detail

/**
 * \brief How many identities can be kept warm, each with one token of this lifetime: c * 0.80 * lifetime.
 * \details With the published limits (28/s) 54,720 for 1 h and 1,313,280 for 24 h. More than that is
 * infeasible whatever the order of renewals, and the cache says so.
 */
constexpr std::uint64_t identities_that_fit(rate limit, std::chrono::seconds lifetime) noexcept
{
    return detail::whole(planned_rate(limit) * used_fraction * static_cast<double>(lifetime.count()));
}

/// \brief The shortest lifetime with which so many identities can be kept warm; the service issues tokens of
/// 1 h to 24 h. std::chrono::seconds::max() if there is none.
constexpr std::chrono::seconds minimum_lifetime(rate limit, std::uint64_t population) noexcept
{
    return detail::time_of(population, planned_rate(limit) * used_fraction);
}

/// \brief How long the first tokens of so many identities take: they are issued at c, as renewals are, since
/// filling any faster would only make them fall due faster than they can be renewed.
constexpr std::chrono::seconds cold_fill_time(rate limit, std::uint64_t population) noexcept
{
    return detail::time_of(population, planned_rate(limit));
}

/// \brief How long the service may be away without any kept token becoming unusable: 0.15 of the lifetime,
/// less \ref unusable_remainder, \ref probe_interval and \ref recovery_allowance; 0 for lifetimes that leave
/// nothing. 523 s for 1 h. Renewals that an outage held up are made up for in the order of expiry.
constexpr std::chrono::seconds outage_tolerance(std::chrono::seconds lifetime) noexcept
{
    constexpr std::chrono::seconds lost = unusable_remainder + probe_interval + recovery_allowance;
    if (lifetime <= std::chrono::seconds(0))
        return std::chrono::seconds(0);
    const double rest = (1 - latest_renewal) * static_cast<double>(lifetime.count());
    return std::max(std::chrono::seconds(detail::whole(rest)) - lost, std::chrono::seconds(0));
}

/// \brief Renewals per second, on average, of so many identities with tokens of this lifetime.
/// 0 if there is nothing to renew.
constexpr double steady_renewals(std::uint64_t population, std::chrono::seconds lifetime) noexcept
{
    if (lifetime <= std::chrono::seconds(0))
        return 0;
    return static_cast<double>(population) / (used_fraction * static_cast<double>(lifetime.count()));
}

} // namespace acs

#endif
