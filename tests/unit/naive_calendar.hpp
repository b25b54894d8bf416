#ifndef TESTS_NAIVE_CALENDAR_HPP
#define TESTS_NAIVE_CALENDAR_HPP

#include "cache/entry_index.hpp"

#include <acs/capacity.hpp>
#include <acs/time_source.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>

// What the refresh calendar promises, written down with maps and loops: which slots it may choose, and what
// is in them. Slots are counted from the start and never end.
class naive_calendar
{
public:
    using slot = std::int64_t;

    static constexpr slot reach = 1 << 17;

    naive_calendar(acs::renewal_slots size, acs::boot_time start) : size_(size), start_(start) {}

    slot begun_by(acs::boot_time when) const { return when <= start_ ? 0 : (when - start_) / size_.length; }
    slot from(acs::boot_time when) const
    {
        return when <= start_ ? 0
                              : (when - start_ + size_.length - std::chrono::nanoseconds(1)) / size_.length;
    }
    acs::boot_time start_of(slot number) const { return start_ + number * size_.length; }
    slot last() const { return first_ + reach - 1; }
    slot present(acs::boot_time now) const { return std::clamp(begun_by(now), first_, last()); }

    // The clock has moved on: what is empty and past is forgotten.
    void see(acs::boot_time now)
    {
        while (first_ < begun_by(now) && members_.count(first_) == 0) {
            counts_.erase(first_);
            first_ = members_.empty() ? begun_by(now) : std::min(begun_by(now), members_.begin()->first);
        }
    }

    // Why a renewal must not be in that slot; nothing if it may.
    std::string wrong_renewal(slot chosen, acs::boot_time issued, acs::boot_time expiry, acs::boot_time now)
    {
        const auto life = expiry - issued;
        const slot until = begun_by(issued + life / 20 * 17);
        if (until > last())
            return chosen >= last() - reach / 2 && chosen <= last() ? "" : "not at the end";
        if (until < present(now) || issued + life / 20 * 17 < start_)
            return chosen == present(now) ? "" : "too late, and not due at once";
        if (chosen > until || start_of(chosen) > issued + life / 20 * 17)
            return "after 0.85";
        if (chosen < present(now))
            return "before now";
        const slot widened = std::min(std::max(from(issued + life / 2), present(now)), until);
        const slot early = std::min(std::max(from(issued + life / 10 * 7), present(now)), until);
        if (chosen < widened)
            return "before 0.50";
        const bool room = occupancy(chosen) < size_.capacity;
        for (slot other = widened; other <= until; ++other) {
            if (occupancy(other) >= size_.capacity)
                continue;
            if (!room)
                return "full, although there is room elsewhere";
            return chosen == other || chosen >= early ? "" : "not the first with room";
        }
        return "";
    }

    std::string wrong_fill(slot chosen, acs::boot_time now)
    {
        for (slot other = present(now); other <= last(); ++other) {
            if (occupancy(other) < size_.capacity)
                return chosen == other ? "" : "not the first with room";
        }
        return chosen >= present(now) && chosen <= last() ? "" : "out of reach";
    }

    std::string wrong_look(slot chosen, acs::boot_time when) const
    {
        return chosen == std::clamp(from(when), first_, last()) ? "" : "not then";
    }

    void add(acs::cache::entry_index entry, slot chosen, bool look)
    {
        if (!look && counts_[chosen]++ >= size_.capacity)
            ++overcommitted;
        members_.emplace(chosen, entry);
        entries_[entry] = {chosen, look};
    }

    bool has(acs::cache::entry_index entry) const { return entries_.count(entry) != 0; }

    void remove(acs::cache::entry_index entry)
    {
        if (!entries_.at(entry).look)
            --counts_[entries_.at(entry).chosen];
        take(entry);
    }

    // Its slot has begun, and it stays counted there.
    void take(acs::cache::entry_index entry)
    {
        auto [member, end] = members_.equal_range(entries_.at(entry).chosen);
        while (member->second != entry)
            ++member;
        members_.erase(member);
        entries_.erase(entry);
    }

    std::uint32_t occupancy(slot number) const
    {
        const auto found = counts_.find(number);
        return found == counts_.end() ? 0 : found->second;
    }

    std::size_t size() const { return members_.size(); }
    bool empty() const { return members_.empty(); }
    slot earliest() const { return members_.begin()->first; }
    slot slot_of(acs::cache::entry_index entry) const { return entries_.at(entry).chosen; }

    std::uint64_t overcommitted = 0;

private:
    struct place
    {
        slot chosen = 0;
        bool look = false;
    };

    acs::renewal_slots size_;
    acs::boot_time start_;
    slot first_ = 0;
    std::multimap<slot, acs::cache::entry_index> members_;
    std::unordered_map<acs::cache::entry_index, place> entries_;
    std::map<slot, std::uint32_t> counts_;
};

#endif
