#include "cache/refresh_calendar.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using namespace acs;
using namespace std::chrono_literals;
using cache::entry_index;
using cache::entry_place;
using cache::entry_places;
using cache::refresh_calendar;

namespace {

constexpr boot_time start{1000s + 250ms};

struct fixture
{
    explicit fixture(renewal_slots size, std::size_t entries = 10'000) : calendar(places, size, start)
    {
        places.grow_to(entries);
    }

    boot_time planned_for(entry_index entry) const
    {
        const auto when = calendar.planned_for(entry);
        REQUIRE(when.has_value());
        return *when;
    }

    boot_time renewal(boot_time issued, std::chrono::nanoseconds life, std::uint64_t draw, boot_time now)
    {
        calendar.plan_renewal(next_, issued, issued + life, draw, now);
        return planned_for(next_++);
    }

    boot_time fill(boot_time now)
    {
        calendar.plan_fill(next_, now);
        return planned_for(next_++);
    }

    std::size_t take_all(boot_time now)
    {
        std::size_t count = 0;
        while (calendar.take(now))
            ++count;
        return count;
    }

    entry_places places;
    refresh_calendar calendar;
    entry_index next_ = 0;
};

} // namespace

TEST_CASE("renewals are spread over 0.70 to 0.85 of the life, both included")
{
    fixture f({1s, 1000, 1000});
    std::set<boot_time> seen;
    for (std::uint64_t draw = 0; draw < 2000; ++draw) // neighbouring numbers are as good as random ones
        seen.insert(f.renewal(start, 100s, draw, start));
    CHECK(*seen.begin() == start + 70s);
    CHECK(*seen.rbegin() == start + 85s);
    CHECK(seen.size() == 16);
    for (int second = 70; second <= 85; ++second) // two draws: 125 on average, and never far from it
        CHECK(f.calendar.occupancy(start + second * 1s) == doctest::Approx(125).epsilon(0.1));
    CHECK(f.calendar.overcommitted() == 0);
}

TEST_CASE("a renewal's slot never begins after 0.85 of the life, to the nanosecond")
{
    fixture f({1s, 60'000, 60'000}, 100'000);
    for (const std::chrono::nanoseconds life :
         {20s + 0ns, 20s - 1ns, 3600s - 1ns, 3600s + 1ns, 86'399'999'999'999ns}) {
        for (const std::chrono::nanoseconds after : {0ns, 1ns, 999'999'999ns, 500'000'000ns}) {
            const boot_time issued = start + after;
            const boot_time latest = issued + life / 20 * 17 + life % 20 * 17 / 20;
            boot_time last = start;
            for (std::uint64_t draw = 0; draw < 300; ++draw) {
                const boot_time when = f.renewal(issued, life, draw, issued);
                CHECK(when <= latest);
                CHECK(when >= issued + life / 20 * 14);
                last = std::max(last, when);
            }
            if (life < 60s)
                CHECK(last > latest - 1s);
        }
    }
}

TEST_CASE("equal draws pick equal slots, and others take the emptier of the two")
{
    fixture f({1s, 100, 100});
    std::set<boot_time> seen;
    for (int i = 0; i < 50; ++i)
        seen.insert(f.renewal(start, 1h, 42, start));
    CHECK(seen.size() == 2);
    for (const boot_time when : seen)
        CHECK(f.calendar.occupancy(when) == 25);
}

TEST_CASE("what finds both slots full goes to the first with room from 0.50 on")
{
    fixture f({1s, 2, 3});
    for (std::uint64_t draw = 0; draw < 72; ++draw) // the 36 slots from 50 s to 85 s have room for them all
        f.renewal(start, 100s, draw, start);
    CHECK(f.calendar.overcommitted() == 0);
    for (int second = 50; second <= 85; ++second)
        CHECK(f.calendar.occupancy(start + second * 1s) == 2);
    CHECK(f.calendar.occupancy(start + 49s) == 0);
    CHECK(f.calendar.occupancy(start + 86s) == 0);

    for (std::uint64_t draw = 0; draw < 20; ++draw) { // now more than there should be, but not lost
        const boot_time when = f.renewal(start, 100s, draw, start);
        CHECK(when >= start + 50s);
        CHECK(when <= start + 85s);
        CHECK(f.calendar.occupancy(when) == 3);
    }
    CHECK(f.calendar.overcommitted() == 20);
    for (std::uint64_t draw = 0; draw < 300; ++draw)
        f.renewal(start, 100s, draw, start);
    CHECK(f.calendar.overcommitted() == 320);
    CHECK(f.calendar.size() == 392);
    for (int second = 50; second <= 85; ++second)
        CHECK(f.calendar.occupancy(start + second * 1s) <= 15); // 11 on average
}

TEST_CASE("what is late is planned for what is left of its window, then at once")
{
    fixture f({1s, 2, 3});
    const boot_time issued = start - 80s;
    for (int i = 0; i < 12; ++i) { // 0.80 of the life is over: 6 slots are left
        const boot_time when = f.renewal(issued, 100s, static_cast<std::uint64_t>(i), start);
        CHECK(when >= start);
        CHECK(when <= start + 5s);
    }
    CHECK(f.calendar.overcommitted() == 0);
    f.renewal(issued, 100s, 0, start);
    CHECK(f.calendar.overcommitted() == 1);
    for (const auto age : {86s, 99s, 100s, 5000s})
        CHECK(f.renewal(start - age, 100s, 7, start + 300ms) == start);
    CHECK(f.renewal(start + 5s, -3s, 7, start + 2s) == start + 5s); // no life at all
    CHECK(f.renewal(start, 0s, 7, start + 2s) == start + 2s);
    CHECK(f.calendar.next(start + 300ms) == start + 300ms);
}

TEST_CASE("fills take the first slot with room from now on")
{
    fixture f({1s, 3, 4});
    for (int i = 0; i < 30; ++i)
        CHECK(f.fill(start + 10s + 500ms) == start + 10s + (i / 3) * 1s);
    CHECK(f.fill(start + 12s) == start + 20s);
    f.calendar.remove(14); // of the fifth slot
    CHECK(f.fill(start + 12s) == start + 14s);
    CHECK(f.calendar.overcommitted() == 0);
}

TEST_CASE("what was taken from a slot uses its capacity until it is past")
{
    fixture f({1s, 3, 4});
    for (int i = 0; i < 3; ++i)
        f.fill(start);
    CHECK(f.take_all(start) == 3);
    CHECK(f.places[0].slot == entry_place::taken);
    CHECK(f.calendar.occupancy(start) == 3);
    CHECK(f.fill(start + 900ms) == start + 1s);
    CHECK(f.fill(start + 1s) == start + 1s);
    CHECK(f.take_all(start + 1s) == 2);
    CHECK(f.fill(start + 1s) == start + 1s); // the third of this second
    f.calendar.remove(f.next_ - 1);
    CHECK(f.calendar.occupancy(start + 1s) == 2);
    CHECK(f.fill(start + 1s) == start + 1s);
    CHECK(f.fill(start + 1s) == start + 2s);
}

TEST_CASE("looks take no capacity and come no earlier than they should")
{
    fixture f({1s, 1, 1});
    for (entry_index i = 0; i < 100; ++i)
        f.calendar.plan_look(i, start + 5s);
    f.calendar.plan_look(100, start + 4s + 1ns);
    CHECK(f.planned_for(100) == start + 5s);
    CHECK(f.calendar.occupancy(start + 5s) == 0);
    f.next_ = 101;
    CHECK(f.fill(start + 5s) == start + 5s);
    CHECK(f.calendar.overcommitted() == 0);
    f.calendar.remove(50);
    CHECK(f.calendar.occupancy(start + 5s) == 1);
    CHECK(f.take_all(start + 5s - 1ns) == 0);
    CHECK(f.take_all(start + 5s) == 101);
    f.calendar.plan_look(0, start - 100h); // long ago: at once
    CHECK(f.calendar.next(start + 5s) == start + 5s);
    f.calendar.plan_look(1, boot_time::max());
    CHECK(f.planned_for(1) == start + 5s + 131'071s);
}

TEST_CASE("what is due beyond the calendar's reach is put at its end, and spread")
{
    fixture f({1s, 19, 28}, 60'000);
    const boot_time end = start + 131'071s;
    boot_time earliest = end;
    for (std::uint64_t draw = 0; draw < 50'000; ++draw) {
        const boot_time when = f.renewal(start, 24h * 90, draw, start);
        CHECK(when <= end);
        earliest = std::min(earliest, when);
    }
    CHECK(earliest >= end - 32'768s);
    CHECK(f.calendar.overcommitted() == 0);
    CHECK(f.renewal(start, boot_time::max() - start, 1, start) <= end);
}

TEST_CASE("more fills than the whole calendar holds are spread over it")
{
    constexpr entry_index room = refresh_calendar::slots;
    fixture f({1s, 1, 2}, 3 * room);
    for (entry_index i = 0; i < room; ++i)
        f.fill(start);
    CHECK(f.calendar.overcommitted() == 0);
    for (entry_index i = 0; i < room / 2; ++i)
        f.fill(start);
    CHECK(f.calendar.overcommitted() == room / 2);
    std::uint32_t most = 0;
    for (entry_index i = 0; i < room; ++i)
        most = std::max(most, f.calendar.occupancy(start + i * 1s));
    CHECK(most <= 3);
    CHECK(f.calendar.take(start + 131'070s).has_value());
    CHECK(f.calendar.size() == room + room / 2 - 1);
}

TEST_CASE("a slot with more entries than it can count stays full until it is empty or past")
{
    constexpr entry_index entries = 70'000;
    fixture f({1s, 19, 28}, entries + 100);
    for (entry_index i = 0; i < entries; ++i)
        f.calendar.plan_renewal(i, start - 2h, start - 1h, i, start);
    CHECK(f.calendar.size() == entries);
    CHECK(f.calendar.occupancy(start) == 0xffff);
    for (entry_index i = 0; i < entries - 1; ++i)
        f.calendar.remove(i);
    f.next_ = entries;
    CHECK(f.fill(start) == start + 1s); // it may have had more
    CHECK(f.take_all(start) == 1);
    CHECK(f.fill(start + 1s) == start + 1s);
    CHECK(f.calendar.occupancy(start) == 0);

    fixture g({64s, 1, 1}, entries);
    for (entry_index i = 0; i < entries; ++i) // one slot is the whole window
        g.calendar.plan_renewal(i, start, start + 90s, i, start);
    CHECK(g.calendar.occupancy(start + 64s) == 0xffff);
    for (entry_index i = 0; i < entries; ++i)
        g.calendar.remove(i);
    CHECK(g.calendar.occupancy(start + 64s) == 0);
    CHECK(g.calendar.next(start) == boot_time::max());
}

TEST_CASE("after days without a look the calendar is as good as new")
{
    fixture f({1s, 2, 3});
    f.fill(start);
    const boot_time later = start + 24h * 9 + 3s;
    CHECK(f.calendar.next(later) == later);
    // What is planned before the old entries are taken cannot be further than the ring reaches from them.
    CHECK(f.renewal(later, 1h, 1, later) <= start + 131'071s);
    CHECK(f.take_all(later) == 2);
    const boot_time when = f.renewal(later, 24h, 1, later);
    CHECK(when >= later + 16h + 48min);
    CHECK(when <= later + 20h + 24min);
    CHECK(f.calendar.next(later) == when);
    CHECK(f.calendar.take(when - 1ns).has_value() == false);
    CHECK(f.calendar.take(when)->planned == when);
    CHECK(f.calendar.occupancy(when) == 1);
    CHECK(f.calendar.occupancy(when - 131'072s) == 0); // the same cell of the ring
    CHECK(f.calendar.occupancy(when + 131'072s) == 0);
}

TEST_CASE("the calendar needs 6 bytes a slot, and two bits")
{
    fixture f({1s, 2, 3});
    CHECK(f.calendar.memory() <= refresh_calendar::slots * 13 / 2);
    CHECK(f.calendar.memory() >= refresh_calendar::slots * 6);
}
