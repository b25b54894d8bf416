#ifndef ACS_PIPELINE_PERMIT_QUEUE_HPP
#define ACS_PIPELINE_PERMIT_QUEUE_HPP

#include "pipeline/permit_answer.hpp"
#include "pipeline/permit_place.hpp"
#include "pipeline/rate_limiter.hpp"
#include "pipeline/recent_permits.hpp"
#include "pipeline/slowed_time.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>

namespace acs::pipeline {

// The permits of one operation, and who waits for them. Sans-IO; not thread-safe.
//
// Nobody hands out permits: each call looks for itself, at the moment it was told, and takes a permit if
// there are enough for all who are before it and for itself. So a permit is used when it is taken, none is
// lost on the way to a call that has ended, and a call whose thread is busy holds up nobody for long. Moments
// only become later (foreground arrives, a 429) without a word: whoever looks too early is told the next one.
// If they become earlier, since somebody left, the first in line is woken, and later the one after it.
class permit_queue
{
public:
    // A call that is so late to look is not waited for any more. It keeps its number.
    static constexpr std::chrono::nanoseconds patience = std::chrono::seconds(1);

    permit_queue(rate limit, std::size_t max_waiting);

    // Takes a permit if one is free and nobody with a better claim waits.
    bool take_now(lane who, boot_time now);

    // The same, or else gets in line. `latest` is the last moment at which a permit is of use.
    permit_answer enter(permit_place& place, boot_time now, boot_time latest);

    // The place's turn may have come.
    permit_answer look_again(permit_place& place, boot_time now, boot_time latest);

    // When a call that enters now would get its permit, if nothing changes: behind all who wait before its
    // lane's end, and behind `more` others that are on their way. `now`: at once.
    boot_time next_turn(lane who, boot_time now, std::size_t more) const;

    // Gives the place up, if it still has one.
    void leave(permit_place& place, boot_time now);

    // No permits until then. Afterwards they start without a burst.
    void stop(boot_time now, boot_time until);

    // After the stop permits go on at 0.7 times the rate of the last 30 s, or of the rate allowed before the
    // stop if that is lower, and recover in 30 s.
    void slow_down(boot_time now);

    // The permits of the last 30 s as a fraction of what the full rate allows; above 1 after a burst.
    double utilisation(boot_time now);

private:
    using line = std::map<std::uint64_t, permit_place*>;

    line& line_of(lane who) { return lines_[static_cast<std::size_t>(who)]; }
    const line& line_of(lane who) const { return lines_[static_cast<std::size_t>(who)]; }
    static bool is_late(const permit_place& place, boot_time now) { return place.look_at_ < now - patience; }
    std::size_t waiting(lane who, boot_time now) const;
    std::size_t before(const permit_place& place);
    boot_time due(lane who, boot_time now, std::size_t ahead) const;
    void take(boot_time now);
    permit_answer wait(permit_place& place, boot_time look_at);
    void remove(permit_place& place);
    void pass_over_late(boot_time now);
    void wake_first(boot_time now);

    rate_limiter limit_;
    slowed_time time_;
    recent_permits recent_;
    std::size_t max_waiting_;
    std::uint64_t arrivals_ = 0;
    std::array<line, 2> lines_;
};

} // namespace acs::pipeline

#endif
