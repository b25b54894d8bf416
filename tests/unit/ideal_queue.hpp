#ifndef TESTS_UNIT_IDEAL_QUEUE_HPP
#define TESTS_UNIT_IDEAL_QUEUE_HPP

#include "numbered_waiter.hpp"
#include "pipeline/slowed_time.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

/// A permit_queue's rules, told once more without positions, estimates and wakes: at every moment it grants
/// what may be granted, foreground first.
class ideal_queue
{
public:
    ideal_queue(std::chrono::nanoseconds interval, double burst)
        : interval_(interval),
          tolerance_(static_cast<std::int64_t>((burst - 1) * static_cast<double>(interval.count())))
    {}

    void enter(const numbered_waiter& one) { line(one.who).push_back(one.number); }
    void leave(const numbered_waiter& one) { std::erase(line(one.who), one.number); }

    std::vector<int> grant(acs::boot_time now)
    {
        std::vector<int> granted;
        for (auto next = who_is_next(); next && moment(*next, now) <= now; next = who_is_next()) {
            granted.push_back(line(*next).front());
            line(*next).pop_front();
            arrival_ = std::max(arrival_, time_.at(now)) + interval_;
        }
        return granted;
    }

    // When the next one is granted, if nothing happens.
    acs::boot_time next_grant(acs::boot_time now) const
    {
        const auto next = who_is_next();
        return next ? moment(*next, now) : acs::boot_time::max();
    }

    void stop(acs::boot_time now, acs::boot_time until)
    {
        if (!time_.stopped(now))
            arrival_ = std::max(arrival_, time_.at(now) + tolerance_);
        time_.stop(now, until);
    }
    void slow_down(double most) { time_.slow_down(most); }
    double speed(acs::boot_time now) const { return time_.speed(now); }
    std::size_t size(acs::lane who) const { return lines_[static_cast<std::size_t>(who)].size(); }

private:
    std::deque<int>& line(acs::lane who) { return lines_[static_cast<std::size_t>(who)]; }
    std::optional<acs::lane> who_is_next() const
    {
        if (!lines_[0].empty())
            return acs::lane::foreground;
        return lines_[1].empty() ? std::nullopt : std::optional(acs::lane::background);
    }
    acs::boot_time moment(acs::lane who, acs::boot_time now) const
    {
        return time_.earliest(arrival_ - (who == acs::lane::foreground ? tolerance_ : tolerance_ / 2), now);
    }

    std::chrono::nanoseconds interval_;
    std::chrono::nanoseconds tolerance_;
    acs::boot_time arrival_{};
    acs::pipeline::slowed_time time_;
    std::deque<int> lines_[2];
};

#endif
