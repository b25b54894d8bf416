#include "simulation/permit_seeker.hpp"

#include <algorithm>

namespace simulation {

namespace {

constexpr auto operation = acs::operation::get_token;

} // namespace

permit_seeker::outcome permit_seeker::ask(acs::boot_time now, acs::boot_time latest)
{
    using verdict = acs::pipeline::permit_answer::verdict;
    if (in_line_ && !woken_ && now < look_at_)
        return outcome::waits;
    woken_ = false;
    const acs::pipeline::permit_answer answer = in_line_ ? quota_.look_again(operation, *this, now, latest)
                                                         : quota_.enter(operation, *this, now, latest);
    in_line_ = answer.what == verdict::wait;
    look_at_ = answer.look_at;
    if (in_line_)
        return outcome::waits;
    return answer.what == verdict::granted ? outcome::granted : outcome::refused;
}

acs::boot_time permit_seeker::next(acs::boot_time now) const
{
    if (!in_line_)
        return acs::boot_time::max();
    return woken_ ? now : std::max(now, look_at_);
}

void permit_seeker::leave(acs::boot_time now)
{
    if (in_line_)
        quota_.leave(operation, *this, now);
    in_line_ = false;
    woken_ = false;
}

} // namespace simulation
