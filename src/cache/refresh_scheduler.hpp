#ifndef ACS_CACHE_REFRESH_SCHEDULER_HPP
#define ACS_CACHE_REFRESH_SCHEDULER_HPP

#include "cache/due_heap.hpp"
#include "cache/entry_index.hpp"
#include "cache/entry_place.hpp"
#include "cache/planned_entry.hpp"
#include "cache/refresh_calendar.hpp"

#include <acs/rate.hpp>
#include <acs/time_source.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace acs::cache {

// When each entry's token is renewed: planned on a calendar of which no second holds more than the quota
// allows, and once due in the order of hard expiry. An entry is nowhere, on the calendar, taken (its owner
// decides what becomes of it) or due; whatever is done with it takes it out of where it was. Planning and
// enqueueing may throw std::bad_alloc, and then change nothing. Sans-IO; not thread-safe.
class refresh_scheduler
{
public:
    // `limit` is the quota's rate of the operation, its share applied. `start`: no later moment is before it.
    refresh_scheduler(rate limit, boot_time start);

    refresh_scheduler(const refresh_scheduler&) = delete;
    refresh_scheduler& operator=(const refresh_scheduler&) = delete;

    // A token was issued at `issued` and expires at `expiry`: its renewal is planned in [0.70, 0.85] of that
    // life, at the emptier of two slots that `draw` picks (any 64 bits; equal ones pick equal slots). If both
    // are full, the first slot with room from 0.50 of the life to 0.85; if there is none, the emptier of the
    // two all the same. Never before `now` and never after 0.85: what is past that is due now. A renewal that
    // is further away than the calendar reaches (2^17 slots: 36 h or more) is planned towards its end, so who
    // takes an entry asks its token whether it is time, and if not, plans it again.
    void plan_renewal(
        entry_index entry, boot_time issued, boot_time expiry, std::uint64_t draw, boot_time now);

    // A token is wanted that nobody waits for: the first slot from `now` on that is not full.
    void plan_fill(entry_index entry, boot_time now);

    // To be looked at then, whatever else is planned: a retry after a failure, or the end of a token that is
    // not renewed. Takes no capacity. Up to a slot's length after `when`, and not before it unless that is
    // further away than the calendar reaches.
    void plan_look(entry_index entry, boot_time when);

    // The entry is nowhere afterwards. It may be nowhere already.
    void forget(entry_index entry);

    // Takes what the calendar has up to `now`, as many as fit, earliest first; gives how many. Each is to be
    // enqueued, planned anew or forgotten by the caller.
    using taken = planned_entry;
    std::size_t take(boot_time now, std::span<taken> into);
    // True if the entry was taken, and nothing else has been done with it since.
    bool is_taken(entry_index entry) const;

    // Due: to be renewed as soon as the quota permits, in the order of hard expiry. Entries without a token
    // (`expiry` is boot_time::max()) come last, in the order of `planned`.
    void enqueue(entry_index entry, boot_time planned, boot_time expiry);
    // The most urgent one. Its `planned` is rounded down to due_heap::unit.
    std::optional<taken> front() const;
    void pop(); // the front, if any; it is nowhere afterwards

    // When the calendar has something next, `now` or later; boot_time::max() if never.
    boot_time next(boot_time now) const;

    std::size_t planned() const { return calendar_.size(); } // on the calendar
    std::size_t backlog() const { return due_.size(); }      // due
    // The earliest hard expiry of those that are due, rounded down to due_heap::unit; nothing if none of them
    // has a token.
    std::optional<boot_time> earliest_expiry() const { return due_.earliest_expiry(); }
    // How many were placed into slots that were full already.
    std::uint64_t overcommitted() const { return calendar_.overcommitted(); }
    const refresh_calendar& calendar() const { return calendar_; }

    // Memory to plan so many entries without further allocation. What is due takes 12 bytes an entry more,
    // as long as the backlog lasts.
    void reserve(std::size_t entries);
    std::size_t memory() const; // bytes

private:
    void make_free(entry_index entry);

    entry_places places_;
    refresh_calendar calendar_;
    due_heap due_;
};

} // namespace acs::cache

#endif
