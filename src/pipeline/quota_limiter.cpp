#include "pipeline/quota_limiter.hpp"

#include <algorithm>
#include <utility>

namespace acs {

using pipeline::permit_answer;
using pipeline::permit_place;

template <std::size_t... I>
quota::limiter::operation_states quota::limiter::make_states(
    const quota_options& options, std::index_sequence<I...>)
{
    return {operation_state{
        {options.limit(static_cast<operation>(I)), options.max_waiting()}, boot_time::min()}...};
}

quota::limiter::limiter(const quota_options& options)
    : states_(make_states(options, std::make_index_sequence<operation_count>()))
{
    for (std::size_t i = 0; i < operation_count; ++i)
        rates_[i] = options.limit(static_cast<operation>(i));
}

bool quota::limiter::take_now(operation what, lane who, boot_time now)
{
    const std::lock_guard lock(mutex_);
    return of(what).take_now(who, now);
}

boot_time quota::limiter::next_turn(operation what, lane who, boot_time now, std::size_t more) const
{
    const std::lock_guard lock(mutex_);
    return of(what).next_turn(who, now, more);
}

double quota::limiter::utilisation(operation what, boot_time now)
{
    const std::lock_guard lock(mutex_);
    return of(what).utilisation(now);
}

permit_answer quota::limiter::enter(operation what, permit_place& place, boot_time now, boot_time latest)
{
    const std::lock_guard lock(mutex_);
    return of(what).enter(place, now, latest);
}

permit_answer quota::limiter::look_again(operation what, permit_place& place, boot_time now, boot_time latest)
{
    const std::lock_guard lock(mutex_);
    return of(what).look_again(place, now, latest);
}

void quota::limiter::leave(operation what, permit_place& place, boot_time now)
{
    const std::lock_guard lock(mutex_);
    of(what).leave(place, now);
}

boot_time quota::limiter::throttled(
    operation what, std::optional<std::chrono::milliseconds> retry_after, boot_time sent, boot_time now,
    double random)
{
    const std::lock_guard lock(mutex_);
    const bool anew = sent > stopped_at_;
    std::chrono::nanoseconds pause{};
    if (retry_after)
        pause = std::clamp<std::chrono::milliseconds>(
            *retry_after, std::chrono::milliseconds::zero(),
            std::chrono::duration_cast<std::chrono::milliseconds>(longest_pause));
    else if (anew)
        pause = shortest_pause + std::chrono::nanoseconds(static_cast<std::int64_t>(
                                     random * static_cast<double>(shortest_pause.count())));
    const boot_time until = pause > boot_time::max() - now ? boot_time::max() : now + pause;

    if (anew)
        stopped_at_ = now;
    if (anew || until > std::max(goes_on_at_, now)) {
        goes_on_at_ = std::max(goes_on_at_, until);
        for (operation_state& state : states_)
            state.permits.stop(now, until);
    }
    operation_state& rejected = states_[static_cast<std::size_t>(what)];
    if (sent > rejected.slowed_at) {
        rejected.slowed_at = now;
        rejected.permits.stop(now, now); // if it goes already, it is slow from now on
        rejected.permits.slow_down(now);
    }
    return std::max(goes_on_at_, now);
}

} // namespace acs
