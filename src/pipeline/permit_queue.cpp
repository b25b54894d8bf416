#include "pipeline/permit_queue.hpp"

#include <algorithm>
#include <iterator>

namespace acs::pipeline {

using verdict = permit_answer::verdict;

permit_queue::permit_queue(rate limit, std::size_t max_waiting) : limit_(limit), max_waiting_(max_waiting) {}

boot_time permit_queue::due(lane who, boot_time now, std::size_t ahead) const
{
    return time_.earliest(limit_.next(time_.at(now), who, ahead), now);
}

void permit_queue::take(boot_time now)
{
    limit_.take(time_.at(now));
    recent_.add(now);
}

// How many are to be served before this one. Counted if they are few, as they are when a call's turn has
// come; else estimated from the numbers, and too large by those who left. It is exact for the first in line,
// which is enough for nobody to be forgotten.
std::size_t permit_queue::before(const permit_place& place)
{
    constexpr std::size_t few = 64;
    const line& own = line_of(place.lane_);
    std::size_t ahead = 0;
    for (auto at = own.lower_bound(place.number_); at != own.begin(); ++ahead) {
        --at;
        if (ahead == few) {
            ahead += std::min<std::size_t>(at->first - own.begin()->first, own.size());
            break;
        }
    }
    return ahead + (place.lane_ == lane::background ? line_of(lane::foreground).size() : 0);
}

void permit_queue::remove(permit_place& place)
{
    if (place.in_line_)
        line_of(place.lane_).erase(place.number_);
    place.in_line_ = false;
}

permit_answer permit_queue::wait(permit_place& place, boot_time look_at)
{
    if (!place.in_line_)
        line_of(place.lane_).emplace(place.number_, &place);
    place.in_line_ = true;
    place.look_at_ = look_at;
    return {verdict::wait, look_at};
}

void permit_queue::pass_over_late(boot_time now)
{
    for (line& waiting : lines_)
        while (!waiting.empty() && is_late(*waiting.begin()->second, now)) {
            waiting.begin()->second->in_line_ = false;
            waiting.erase(waiting.begin());
        }
}

// How many wait in a line without those that are to be passed over.
std::size_t permit_queue::waiting(lane who, boot_time now) const
{
    const line& all = line_of(who);
    const auto first =
        std::find_if(all.begin(), all.end(), [&](const auto& at) { return !is_late(*at.second, now); });
    return all.size() - static_cast<std::size_t>(std::distance(all.begin(), first));
}

// Tells the one whose turn is next, if it expects its turn later.
void permit_queue::wake_first(boot_time now)
{
    for (const lane who : {lane::foreground, lane::background}) {
        if (line_of(who).empty())
            continue;
        permit_place& first = *line_of(who).begin()->second;
        const boot_time turn = due(who, now, 0);
        if (turn < first.look_at_) {
            first.look_at_ = turn;
            first.wake();
        }
        return;
    }
}

bool permit_queue::take_now(lane who, boot_time now)
{
    std::size_t ahead = line_of(lane::foreground).size();
    if (who == lane::background)
        ahead += line_of(lane::background).size();
    if (due(who, now, ahead) > now)
        return false;
    take(now);
    return true;
}

boot_time permit_queue::next_turn(lane who, boot_time now, std::size_t more) const
{
    std::size_t ahead = waiting(lane::foreground, now);
    if (who == lane::background)
        ahead += waiting(lane::background, now);
    return due(who, now, more > SIZE_MAX - ahead ? SIZE_MAX : ahead + more);
}

permit_answer permit_queue::enter(permit_place& place, boot_time now, boot_time latest)
{
    pass_over_late(now);
    const line& own = line_of(place.lane_);
    const boot_time turn = next_turn(place.lane_, now, 0);
    permit_answer answer;
    if (turn > latest) {
        answer.what = verdict::too_late;
    } else if (turn <= now) {
        take(now);
    } else if (own.size() >= max_waiting_) {
        answer.what = verdict::full;
    } else {
        place.number_ = ++arrivals_;
        answer = wait(place, turn);
    }
    wake_first(now);
    return answer;
}

permit_answer permit_queue::look_again(permit_place& place, boot_time now, boot_time latest)
{
    pass_over_late(now);
    permit_answer answer;
    const boot_time turn = due(place.lane_, now, before(place));
    if (turn <= now) {
        remove(place);
        take(now);
    } else if (due(place.lane_, now, 0) > latest) { // even if all others left
        remove(place);
        answer.what = verdict::too_late;
    } else {
        answer = wait(place, turn);
    }
    wake_first(now);
    return answer;
}

void permit_queue::leave(permit_place& place, boot_time now)
{
    if (!place.in_line_)
        return;
    remove(place);
    wake_first(now);
}

void permit_queue::stop(boot_time now, boot_time until)
{
    if (!time_.stopped(now))
        limit_.drain(time_.at(now));
    time_.stop(now, until);
}

void permit_queue::slow_down(boot_time now)
{
    time_.slow_down(0.7 * std::min(time_.speed(now), utilisation(now)));
}

double permit_queue::utilisation(boot_time now)
{
    return recent_.per_second(now) * std::chrono::duration<double>(limit_.interval()).count();
}

} // namespace acs::pipeline
