#ifndef ACS_CACHE_REFRESH_CALENDAR_HPP
#define ACS_CACHE_REFRESH_CALENDAR_HPP

#include "cache/entry_place.hpp"
#include "cache/planned_entry.hpp"
#include "cache/slot_bitmap.hpp"

#include <acs/capacity.hpp>
#include <acs/time_source.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace acs::cache {

// A ring of time slots, each with the list of the entries that are due in it and their number, so that
// renewals can be placed where the quota has room. 12 bytes an entry (its place) and 6 a slot. What is due
// later than the ring reaches (36 h with slots of 1 s) is put at its end. The entries of one slot come in no
// particular order. Sans-IO; not thread-safe.
//
// Every entry that is planned must be nowhere and have a place.
class refresh_calendar
{
public:
    using slot_number = std::int64_t; // from `start` on; its cell in the ring are the lower bits

    static constexpr std::uint32_t slots = 1U << 17;
    // In entry_place::slot: this entry takes no capacity.
    static constexpr std::uint32_t look_flag = 0x8000'0000;

    refresh_calendar(entry_places& places, renewal_slots size, boot_time start);

    // See refresh_scheduler.
    void plan_renewal(
        entry_index entry, boot_time issued, boot_time expiry, std::uint64_t draw, boot_time now);
    void plan_fill(entry_index entry, boot_time now);
    void plan_look(entry_index entry, boot_time when);

    // The entry must be on the calendar. It is nowhere afterwards.
    void remove(entry_index entry);

    // Takes one of the earliest slot's entries, if that slot has begun.
    std::optional<planned_entry> take(boot_time now);

    // When the earliest slot with an entry begins, but no earlier than `now`; boot_time::max() if none has.
    boot_time next(boot_time now) const;

    std::size_t size() const { return size_; }
    // How many were placed into slots that were full already.
    std::uint64_t overcommitted() const { return overcommitted_; }
    const renewal_slots& slot_size() const { return slot_size_; }
    // The beginning of the entry's slot, if the entry is on the calendar.
    std::optional<boot_time> planned_for(entry_index entry) const;
    // How many renewals and fills the slot of that moment has or had, those that were taken from it included.
    std::uint32_t occupancy(boot_time when) const;
    std::size_t memory() const; // bytes

private:
    static constexpr std::uint16_t many = 0xffff; // "so many or more": such a count stays until its slot ends

    static std::size_t cell(slot_number slot) { return static_cast<std::size_t>(slot) % slots; }

    slot_number begun_by(boot_time when) const;
    slot_number from(boot_time when) const;
    boot_time start_of(slot_number slot) const { return start_ + slot * slot_size_.length; }
    slot_number last() const { return first_ + slots - 1; }
    slot_number slot_in(std::size_t cell) const;
    slot_number present(boot_time now);
    void leave(slot_number until);
    std::optional<slot_number> find(const slot_bitmap& in, slot_number from, slot_number to) const;
    slot_number emptier(slot_number one, slot_number other) const;
    slot_number crowded(slot_number best, slot_number from, slot_number to, std::uint64_t draw);
    void insert(entry_index entry, slot_number slot);
    void link(entry_index entry, slot_number slot, std::uint32_t flag);
    entry_place unlink(entry_index entry);
    void reopen(std::size_t cell);

    entry_places& places_;
    renewal_slots slot_size_;
    boot_time start_;
    slot_number first_ = 0; // the earliest slot of the ring; it may have begun
    std::size_t size_ = 0;
    std::uint64_t overcommitted_ = 0;
    std::vector<entry_index> heads_;
    std::vector<std::uint16_t> counts_;
    slot_bitmap used_; // slots with entries
    slot_bitmap open_; // slots with room
};

} // namespace acs::cache

#endif
