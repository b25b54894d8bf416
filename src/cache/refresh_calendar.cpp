#include "cache/refresh_calendar.hpp"

#include <algorithm>

namespace acs::cache {

namespace {

// Parts of a token's life in twentieths: exact, where a fraction in binary might be a slot too late.
constexpr std::uint64_t whole_life = 20;
constexpr std::uint64_t earliest_widened = 10;
constexpr std::uint64_t earliest = 14;
constexpr std::uint64_t latest = 17;
static_assert(double(earliest) / whole_life == earliest_renewal);
static_assert(double(latest) / whole_life == latest_renewal);

// How many more slots are looked at when both candidates are beyond what the quota gives.
constexpr int more_draws = 6;

// From one to the other, which may be further than a duration can tell.
std::uint64_t nanoseconds_between(boot_time from, boot_time to)
{
    return static_cast<std::uint64_t>(to.time_since_epoch().count()) -
           static_cast<std::uint64_t>(from.time_since_epoch().count());
}

boot_time part_of_life(boot_time issued, std::uint64_t life, std::uint64_t twentieths)
{
    const std::uint64_t part = life / whole_life * twentieths + life % whole_life * twentieths / whole_life;
    return issued + std::chrono::nanoseconds(static_cast<std::int64_t>(part));
}

// Spreads whatever the number has over all its bits (the finaliser of splitmix64, public domain).
std::uint64_t mix(std::uint64_t value)
{
    value += 0x9e37'79b9'7f4a'7c15;
    value = (value ^ value >> 30) * 0xbf58'476d'1ce4'e5b9;
    value = (value ^ value >> 27) * 0x94d0'49bb'1331'11eb;
    return value ^ value >> 31;
}

// From [0, range), for 32 random bits.
std::int64_t below(std::uint64_t random, std::int64_t range)
{
    return static_cast<std::int64_t>((random & 0xffff'ffff) * static_cast<std::uint64_t>(range) >> 32);
}

} // namespace

refresh_calendar::refresh_calendar(entry_places& places, renewal_slots size, boot_time start)
    : places_(places), slot_size_(size), start_(start), heads_(slots, no_entry), counts_(slots),
      used_(slots, false), open_(slots, true)
{}

// The last slot that has begun then; 0 for what is before the start.
refresh_calendar::slot_number refresh_calendar::begun_by(boot_time when) const
{
    if (when <= start_)
        return 0;
    const auto length = static_cast<std::uint64_t>(boot_time::duration(slot_size_.length).count());
    return static_cast<slot_number>(nanoseconds_between(start_, when) / length);
}

// The first slot that does not begin before then.
refresh_calendar::slot_number refresh_calendar::from(boot_time when) const
{
    if (when <= start_)
        return 0;
    const auto length = static_cast<std::uint64_t>(boot_time::duration(slot_size_.length).count());
    return static_cast<slot_number>((nanoseconds_between(start_, when) + length - 1) / length);
}

refresh_calendar::slot_number refresh_calendar::slot_in(std::size_t cell) const
{
    return first_ + static_cast<slot_number>((cell - refresh_calendar::cell(first_)) % slots);
}

// The slot that `now` is in, or the nearest one that the ring has.
refresh_calendar::slot_number refresh_calendar::present(boot_time now)
{
    const slot_number begun = begun_by(now);
    leave(begun);
    return std::clamp(begun, first_, last());
}

// Past slots make room at the end of the ring, once they are empty.
void refresh_calendar::leave(slot_number until)
{
    if (first_ >= until || heads_[cell(first_)] != no_entry)
        return;
    reopen(cell(first_));
    first_ = find(used_, first_, std::min(last(), until)).value_or(until);
}

void refresh_calendar::reopen(std::size_t cell)
{
    counts_[cell] = 0;
    open_.insert(cell);
}

std::optional<refresh_calendar::slot_number> refresh_calendar::find(
    const slot_bitmap& in, slot_number from, slot_number to) const
{
    if (from > to)
        return std::nullopt;
    const std::size_t begin = cell(from);
    const std::size_t end = begin + static_cast<std::size_t>(to - from) + 1;
    auto found = in.find(begin, std::min<std::size_t>(end, slots));
    if (!found && end > slots)
        found = in.find(0, end - slots);
    if (!found)
        return std::nullopt;
    return slot_in(*found);
}

refresh_calendar::slot_number refresh_calendar::emptier(slot_number one, slot_number other) const
{
    return counts_[cell(other)] < counts_[cell(one)] ? other : one;
}

void refresh_calendar::plan_renewal(
    entry_index entry, boot_time issued, boot_time expiry, std::uint64_t draw, boot_time now)
{
    const slot_number current = present(now);
    const std::uint64_t life = expiry > issued ? nanoseconds_between(issued, expiry) : 0;
    slot_number until = begun_by(part_of_life(issued, life, latest));
    slot_number early = from(part_of_life(issued, life, earliest));
    slot_number widened = from(part_of_life(issued, life, earliest_widened));
    if (until > last()) {
        // Too far away. As late as possible, but not all in one slot.
        const slot_number moved = until - last();
        until -= moved;
        early = std::max(early - moved, last() - slots / 4);
        widened = std::max(widened - moved, last() - slots / 2);
    }
    // From here on an outage would last too long: due at once, and the most urgent are renewed first.
    until = std::max(until, current);
    early = std::clamp(early, current, until);
    widened = std::clamp(widened, current, until);

    // The emptier of two slots: the fullest of all stays close to the average, as it would not with one.
    const std::uint64_t random = mix(draw);
    const std::int64_t range = until - early + 1;
    slot_number best = early + below(random >> 32, range);
    if (range > 1) {
        slot_number other = early + below(random, range - 1);
        if (other >= best)
            ++other;
        best = emptier(best, other);
    }
    if (!open_.contains(cell(best))) {
        const auto found = find(open_, widened, until);
        best = found ? *found : crowded(best, widened, until, random);
    }
    insert(entry, best);
}

// There is no room at all. Nothing may be lost, but what exceeds even the whole quota comes late for certain.
refresh_calendar::slot_number refresh_calendar::crowded(
    slot_number best, slot_number from, slot_number to, std::uint64_t draw)
{
    for (int i = 0; i < more_draws && counts_[cell(best)] >= slot_size_.most; ++i) {
        draw = mix(draw);
        best = emptier(best, from + below(draw, to - from + 1));
    }
    return best;
}

void refresh_calendar::plan_fill(entry_index entry, boot_time now)
{
    const slot_number current = present(now);
    const auto found = find(open_, current, last());
    insert(entry, found ? *found : crowded(last(), current, last(), entry));
}

void refresh_calendar::plan_look(entry_index entry, boot_time when)
{
    link(entry, std::clamp(from(when), first_, last()), look_flag);
}

void refresh_calendar::insert(entry_index entry, slot_number slot)
{
    std::uint16_t& count = counts_[cell(slot)];
    if (count >= slot_size_.capacity)
        ++overcommitted_;
    if (count != many)
        ++count;
    if (count >= slot_size_.capacity)
        open_.erase(cell(slot));
    link(entry, slot, 0);
}

void refresh_calendar::link(entry_index entry, slot_number slot, std::uint32_t flag)
{
    entry_index& head = heads_[cell(slot)];
    if (head == no_entry)
        used_.insert(cell(slot));
    else
        places_[head].prev = entry;
    places_[entry] = {head, no_entry, static_cast<std::uint32_t>(cell(slot)) | flag};
    head = entry;
    ++size_;
}

// The place is as it was; what it says is no longer so.
entry_place refresh_calendar::unlink(entry_index entry)
{
    const entry_place place = places_[entry];
    const std::size_t cell = place.slot & ~look_flag;
    if (place.next != no_entry)
        places_[place.next].prev = place.prev;
    if (place.prev != no_entry)
        places_[place.prev].next = place.next;
    else if ((heads_[cell] = place.next) == no_entry)
        used_.erase(cell);
    --size_;
    return place;
}

void refresh_calendar::remove(entry_index entry)
{
    const entry_place place = unlink(entry);
    places_[entry] = {};
    const std::size_t cell = place.slot & ~look_flag;
    if (heads_[cell] == no_entry && cell != refresh_calendar::cell(first_)) {
        reopen(cell); // nothing was taken from it yet
    } else if ((place.slot & look_flag) == 0 && counts_[cell] != many) {
        if (--counts_[cell] < slot_size_.capacity)
            open_.insert(cell);
    }
}

// The count stays: what was taken out uses the slot's share of the quota now.
std::optional<planned_entry> refresh_calendar::take(boot_time now)
{
    const slot_number begun = begun_by(now);
    leave(begun);
    const entry_index head = heads_[cell(first_)];
    if (first_ > begun || head == no_entry)
        return std::nullopt;
    unlink(head);
    places_[head] = {no_entry, no_entry, entry_place::taken};
    return planned_entry{head, start_of(first_)};
}

boot_time refresh_calendar::next(boot_time now) const
{
    const auto slot = find(used_, first_, last());
    return slot ? std::max(now, start_of(*slot)) : boot_time::max();
}

std::optional<boot_time> refresh_calendar::planned_for(entry_index entry) const
{
    const std::uint32_t slot = places_[entry].slot & ~look_flag;
    if (slot >= slots)
        return std::nullopt;
    return start_of(slot_in(slot));
}

std::uint32_t refresh_calendar::occupancy(boot_time when) const
{
    const slot_number slot = begun_by(when);
    return slot >= first_ && slot <= last() ? counts_[cell(slot)] : 0;
}

std::size_t refresh_calendar::memory() const
{
    return heads_.capacity() * sizeof(entry_index) + counts_.capacity() * sizeof(std::uint16_t) +
           used_.memory() + open_.memory();
}

} // namespace acs::cache
