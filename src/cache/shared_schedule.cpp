#include "cache/shared_schedule.hpp"

#include <acs/capacity.hpp>

#include <algorithm>
#include <cmath>

namespace acs::cache {

shared_schedule::shared_schedule(rate limit, boot_time start, std::uint64_t seed)
    : limit_(limit), seed_(seed), budget_(static_cast<std::uint64_t>(planned_rate(limit) * units)),
      scheduler_(limit, start)
{}

void shared_schedule::sooner(boot_time when)
{
    if (when >= asleep_until_)
        return;
    asleep_until_ = boot_time::min(); // it is told once
    if (wake_)
        wake_();
}

void shared_schedule::plan_renewal(
    entry_index entry, std::uint32_t hash, std::uint16_t generation, boot_time issued, boot_time expiry,
    boot_time now)
{
    const std::uint64_t draw = seed_ ^ (std::uint64_t(hash) << 32) ^ (std::uint64_t(generation) << 16) ^
                               static_cast<std::uint64_t>(expiry.time_since_epoch().count());
    const std::lock_guard lock(mutex_);
    scheduler_.plan_renewal(entry, issued, expiry, draw, now);
    // The driver looks again within half a minute, and half of the life is still to go: no need to ask the
    // calendar for every token, but for short ones.
    if (asleep_until_ == boot_time::max() ||
        expiry - now < std::max<std::chrono::nanoseconds>(std::chrono::minutes(2), (expiry - issued) / 2))
        sooner(scheduler_.next(now));
}

void shared_schedule::plan_fill(entry_index entry, boot_time now)
{
    const std::lock_guard lock(mutex_);
    scheduler_.plan_fill(entry, now);
    if (asleep_until_ > now)
        sooner(scheduler_.next(now));
}

void shared_schedule::plan_look(entry_index entry, boot_time when, boot_time now)
{
    const std::lock_guard lock(mutex_);
    scheduler_.plan_look(entry, when);
    if (asleep_until_ > now)
        sooner(scheduler_.next(now));
}

void shared_schedule::enqueue(entry_index entry, boot_time planned, boot_time expiry, boot_time now)
{
    const std::lock_guard lock(mutex_);
    scheduler_.enqueue(entry, planned, expiry);
    sooner(now);
}

void shared_schedule::forget(entry_index entry)
{
    const std::lock_guard lock(mutex_);
    scheduler_.forget(entry);
}

std::size_t shared_schedule::take(boot_time now, std::span<planned_entry> into)
{
    const std::lock_guard lock(mutex_);
    return scheduler_.take(now, into);
}

bool shared_schedule::is_taken(entry_index entry) const
{
    const std::lock_guard lock(mutex_);
    return scheduler_.is_taken(entry);
}

std::optional<planned_entry> shared_schedule::front() const
{
    const std::lock_guard lock(mutex_);
    return scheduler_.front();
}

bool shared_schedule::is_front(entry_index entry) const
{
    const std::lock_guard lock(mutex_);
    const auto first = scheduler_.front();
    return first && first->entry == entry;
}

bool shared_schedule::pop(entry_index expected)
{
    const std::lock_guard lock(mutex_);
    const auto first = scheduler_.front();
    if (!first || first->entry != expected)
        return false;
    scheduler_.pop();
    return true;
}

void shared_schedule::reserve(std::size_t entries)
{
    const std::lock_guard lock(mutex_);
    scheduler_.reserve(entries);
}

boot_time shared_schedule::sleep_until(boot_time now, boot_time latest, bool idle)
{
    const std::lock_guard lock(mutex_);
    if (idle && scheduler_.backlog() > 0)
        return now; // it came since the driver looked
    asleep_until_ = std::min(scheduler_.next(now), latest);
    return asleep_until_;
}

std::uint64_t shared_schedule::charge(coarse_time life)
{
    // By whole minutes: a token that was asked for with an hour lives a second less, and must not cost more.
    const std::uint64_t seconds = (std::uint64_t(life) + 59) / 60 * 60;
    return static_cast<std::uint64_t>(
        units / (used_fraction * static_cast<double>(std::max<std::uint64_t>(seconds, 60))));
}

bool shared_schedule::commit(coarse_time life, bool force)
{
    const std::lock_guard lock(mutex_);
    if (!force && committed_ + charge(life) > budget_)
        return false;
    ++lives_[(life + 59) / 60];
    committed_ += charge(life);
    ++kept_;
    return true;
}

void shared_schedule::release(coarse_time life)
{
    const std::lock_guard lock(mutex_);
    committed_ -= std::min(committed_, charge(life));
    --kept_;
    if (const auto found = lives_.find((life + 59) / 60); found != lives_.end() && --found->second == 0)
        lives_.erase(found);
}

std::size_t shared_schedule::room(coarse_time life) const
{
    const std::lock_guard lock(mutex_);
    return committed_ >= budget_ ? 0 : (budget_ - committed_) / charge(life);
}

std::size_t shared_schedule::kept() const
{
    const std::lock_guard lock(mutex_);
    return kept_;
}

std::optional<coarse_time> shared_schedule::shortest_life() const
{
    const std::lock_guard lock(mutex_);
    if (lives_.empty())
        return std::nullopt;
    return lives_.begin()->first * 60;
}

void shared_schedule::describe(cache_plan& plan, boot_time now) const
{
    constexpr std::size_t windows = 120;
    const std::lock_guard lock(mutex_);
    plan.calls_per_second = planned_rate(limit_);
    plan.committed_per_second = static_cast<double>(committed_) / units;
    plan.kept_fresh = kept_;
    plan.backlog = scheduler_.backlog();
    plan.overcommitted = scheduler_.overcommitted();
    plan.upcoming.assign(windows, 0);
    const auto length = scheduler_.calendar().slot_size().length;
    for (boot_time at = now; at < now + windows * std::chrono::seconds(30); at += length)
        plan.upcoming[static_cast<std::size_t>((at - now) / std::chrono::seconds(30))] +=
            scheduler_.calendar().occupancy(at);
}

std::size_t shared_schedule::planned() const
{
    const std::lock_guard lock(mutex_);
    return scheduler_.planned();
}

std::size_t shared_schedule::backlog() const
{
    const std::lock_guard lock(mutex_);
    return scheduler_.backlog();
}

std::uint64_t shared_schedule::overcommitted() const
{
    const std::lock_guard lock(mutex_);
    return scheduler_.overcommitted();
}

std::optional<boot_time> shared_schedule::earliest_expiry() const
{
    const std::lock_guard lock(mutex_);
    return scheduler_.earliest_expiry();
}

std::size_t shared_schedule::memory() const
{
    const std::lock_guard lock(mutex_);
    return scheduler_.memory();
}

} // namespace acs::cache
