#include "wire/token_expiry.hpp"

#include "wire/clock_skew.hpp"
#include "wire/http_date.hpp"

#include <algorithm>

namespace acs::wire {

namespace {

using std::chrono::nanoseconds;

// Expiries may be as far away as the clock's ends.
nanoseconds saturated_sum(nanoseconds a, nanoseconds b)
{
    nanoseconds::rep sum = 0;
    if (__builtin_add_overflow(a.count(), b.count(), &sum))
        return a < nanoseconds::zero() ? nanoseconds::min() : nanoseconds::max();
    return nanoseconds(sum);
}

nanoseconds saturated_difference(wall_time a, wall_time b)
{
    nanoseconds::rep difference = 0;
    if (__builtin_sub_overflow(a.time_since_epoch().count(), b.time_since_epoch().count(), &difference))
        return a < b ? nanoseconds::min() : nanoseconds::max();
    return nanoseconds(difference);
}

wall_time estimated_time(const response& answer)
{
    return wall_time(saturated_sum(answer.asked.utc.time_since_epoch(), answer.asked.correction));
}

std::optional<wall_time> date_of(const response& answer)
{
    const auto text = answer.find("Date");
    return text ? parse_http_date(trim(*text)) : std::nullopt;
}

} // namespace

boot_time usable_until(wall_time expires_on, const response& answer)
{
    constexpr std::chrono::minutes doubtful(15);
    constexpr std::chrono::seconds safety(1); // the Date has no fractions
    nanoseconds life = saturated_difference(expires_on, estimated_time(answer));
    if (answer.asked.correction >= -doubtful && answer.asked.correction <= doubtful)
        life = std::min(life, saturated_difference(expires_on, answer.asked.utc));
    if (const auto date = date_of(answer))
        life = std::min(life, saturated_difference(expires_on, *date));
    if (answer.token_lifetime)
        life = std::min<nanoseconds>(life, *answer.token_lifetime);
    return boot_time(saturated_sum(answer.asked.boot.time_since_epoch(), saturated_sum(life, -safety)));
}

std::optional<nanoseconds> date_skew(const response& answer, nanoseconds took)
{
    const wall_time asked = estimated_time(answer);
    if (const auto ahead = clock_skew(answer, asked); ahead && *ahead > nanoseconds::zero())
        return -*ahead;
    const wall_time answered(saturated_sum(asked.time_since_epoch(), took));
    if (const auto ahead = clock_skew(answer, answered); ahead && *ahead < nanoseconds::zero())
        return -*ahead;
    return std::nullopt;
}

} // namespace acs::wire
