#ifndef ACS_CACHE_SHARED_SCHEDULE_HPP
#define ACS_CACHE_SHARED_SCHEDULE_HPP

#include "cache/coarse_time.hpp"
#include "cache/refresh_scheduler.hpp"

#include <acs/cache_plan.hpp>
#include <acs/rate.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <span>

namespace acs::cache {

// The refresh scheduler and the account of what is kept fresh, under one mutex, which comes after the shards'
// locks. It wakes the driver when something is due earlier than that expects. Thread-safe.
class shared_schedule
{
public:
    // `seed` makes different caches draw different slots.
    shared_schedule(rate limit, boot_time start, std::uint64_t seed);

    // Called when the driver should look again; must only wake it up. Set before the first use.
    void on_earlier(std::function<void()> wake) { wake_ = std::move(wake); }

    // See refresh_scheduler. `generation` makes an entry's draws differ from one token to the next.
    void plan_renewal(
        entry_index entry, std::uint32_t hash, std::uint16_t generation, boot_time issued, boot_time expiry,
        boot_time now);
    void plan_fill(entry_index entry, boot_time now);
    void plan_look(entry_index entry, boot_time when, boot_time now);
    void enqueue(entry_index entry, boot_time planned, boot_time expiry, boot_time now);
    void forget(entry_index entry);
    std::size_t take(boot_time now, std::span<planned_entry> into);
    bool is_taken(entry_index entry) const;
    std::optional<planned_entry> front() const;
    bool is_front(entry_index entry) const;
    // Takes the front if it is this one still.
    bool pop(entry_index expected);
    void reserve(std::size_t entries);

    // When the driver has to look again for what is planned, not later than `latest`; it is told if something
    // comes earlier. What is due already is the driver's own business, unless it is `idle`: it has seen
    // nothing due.
    boot_time sleep_until(boot_time now, boot_time latest, bool idle);

    // Puts a life, in seconds, on the account of what is kept fresh. False if it doesn't fit, unless `force`.
    bool commit(coarse_time life, bool force = false);
    void release(coarse_time life);
    // How many more tokens of this life fit.
    std::size_t room(coarse_time life) const;
    std::size_t kept() const;
    // The shortest life among them, to the minute, in seconds; none without any.
    std::optional<coarse_time> shortest_life() const;

    // The parts of a plan and of the statistics that are known here.
    void describe(cache_plan& plan, boot_time now) const;
    std::size_t planned() const;
    std::size_t backlog() const;
    std::uint64_t overcommitted() const;
    std::optional<boot_time> earliest_expiry() const;
    std::size_t memory() const;

private:
    // Renewals per second of one entry, in units so small that sums are exact.
    static std::uint64_t charge(coarse_time life);
    static constexpr double units = 1e12;

    // With the mutex held; wakes the driver if `when` is before it looks again.
    void sooner(boot_time when);

    const rate limit_;
    const std::uint64_t seed_;
    const std::uint64_t budget_;
    std::function<void()> wake_;

    mutable std::mutex mutex_; // of what follows
    refresh_scheduler scheduler_;
    // The driver; min if it is awake, max if it has not been started yet.
    boot_time asleep_until_ = boot_time::max();
    std::uint64_t committed_ = 0;
    std::size_t kept_ = 0;
    std::map<coarse_time, std::size_t> lives_; // of what is kept fresh, in minutes
};

} // namespace acs::cache

#endif
