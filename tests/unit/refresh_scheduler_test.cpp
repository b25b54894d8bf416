#include "cache/refresh_scheduler.hpp"

#include <doctest/doctest.h>

#include <array>
#include <vector>

using namespace acs;
using namespace std::chrono_literals;
using cache::entry_index;
using cache::refresh_scheduler;

namespace {

constexpr rate published{28, 60};
constexpr boot_time start{1000s};
constexpr boot_time no_token = boot_time::max();

struct fixture
{
    std::vector<entry_index> take(boot_time now, std::size_t most = 1000)
    {
        std::vector<refresh_scheduler::taken> into(most);
        into.resize(scheduler.take(now, into));
        std::vector<entry_index> entries;
        for (const auto& one : into)
            entries.push_back(one.entry);
        return entries;
    }

    bool is_nowhere(entry_index entry)
    {
        return scheduler.planned() == 0 && scheduler.backlog() == 0 && !scheduler.is_taken(entry);
    }

    refresh_scheduler scheduler{published, start};
};

} // namespace

TEST_CASE("an empty scheduler has nothing to do, ever")
{
    fixture f;
    CHECK(f.take(start + 1000h).empty());
    CHECK(f.scheduler.next(start) == boot_time::max());
    CHECK(!f.scheduler.front().has_value());
    CHECK(!f.scheduler.earliest_expiry().has_value());
    CHECK(!f.scheduler.is_taken(5));
    f.scheduler.pop();
    f.scheduler.forget(5);
    f.scheduler.forget(cache::no_entry);
    CHECK(!f.scheduler.is_taken(cache::no_entry));
    CHECK(f.is_nowhere(5));
}

TEST_CASE("an entry's way: planned, taken, due, planned again")
{
    fixture f;
    f.scheduler.plan_fill(3, start);
    CHECK(f.scheduler.planned() == 1);
    CHECK(!f.scheduler.is_taken(3));
    CHECK(f.scheduler.next(start) == start);
    CHECK(f.take(start) == std::vector<entry_index>{3});
    CHECK(f.scheduler.is_taken(3));
    CHECK(f.scheduler.planned() == 0);
    f.scheduler.enqueue(3, start, no_token);
    CHECK(!f.scheduler.is_taken(3));
    CHECK(f.scheduler.backlog() == 1);
    CHECK(f.scheduler.front()->entry == 3);
    CHECK(f.scheduler.front()->planned == start);
    f.scheduler.pop();
    CHECK(f.is_nowhere(3));
    f.scheduler.plan_renewal(3, start, start + 1h, 99, start);
    CHECK(f.scheduler.planned() == 1);
    const boot_time when = f.scheduler.next(start);
    CHECK(when >= start + 42min);
    CHECK(when <= start + 51min);
    CHECK(f.take(when - 1ns).empty());
    CHECK(f.take(when).size() == 1);
}

TEST_CASE("whatever is done with an entry takes it out of where it was")
{
    using step = void (*)(refresh_scheduler&);
    struct place
    {
        const char* name;
        step go;
        std::size_t planned, backlog;
        bool taken;
    };
    static constexpr entry_index entry = 4097; // in the second block
    const place places[] = {
        {"nowhere", [](refresh_scheduler& s) { s.forget(entry); }, 0, 0, false},
        {"renewal", [](refresh_scheduler& s) { s.plan_renewal(entry, start, start + 1h, 1, start); }, 1, 0,
         false},
        {"fill", [](refresh_scheduler& s) { s.plan_fill(entry, start); }, 1, 0, false},
        {"look", [](refresh_scheduler& s) { s.plan_look(entry, start + 9s); }, 1, 0, false},
        {"taken",
         [](refresh_scheduler& s) {
             std::array<refresh_scheduler::taken, 1> into;
             s.plan_look(entry, start);
             CHECK(s.take(start, into) == 1);
             CHECK(into[0].entry == entry);
         },
         0, 0, true},
        {"due", [](refresh_scheduler& s) { s.enqueue(entry, start, start + 9s); }, 0, 1, false},
        {"due without a token", [](refresh_scheduler& s) { s.enqueue(entry, start + 1s, no_token); }, 0, 1,
         false},
    };
    for (const place& before : places) {
        for (const place& after : places) {
            CAPTURE(before.name);
            CAPTURE(after.name);
            fixture f;
            before.go(f.scheduler);
            after.go(f.scheduler);
            CHECK(f.scheduler.planned() == after.planned);
            CHECK(f.scheduler.backlog() == after.backlog);
            CHECK(f.scheduler.is_taken(entry) == after.taken);
            CHECK(f.scheduler.front().has_value() == (after.backlog != 0));
            CHECK((f.scheduler.next(start) != boot_time::max()) == (after.planned != 0));
            f.scheduler.forget(entry);
            CHECK(f.is_nowhere(entry));
            CHECK(f.take(start + 100h).empty());
        }
    }
}

TEST_CASE("planning anew gives the old slot's capacity back first")
{
    fixture f;
    for (entry_index entry = 0; entry < 19; ++entry)
        f.scheduler.plan_fill(entry, start);
    CHECK(f.scheduler.calendar().occupancy(start) == 19);
    f.scheduler.plan_fill(7, start); // its own place is free again
    CHECK(f.scheduler.calendar().planned_for(7) == start);
    CHECK(f.scheduler.calendar().occupancy(start) == 19);
    CHECK(f.scheduler.overcommitted() == 0);
    f.scheduler.plan_fill(19, start);
    CHECK(f.scheduler.calendar().planned_for(19) == start + 1s);
}

TEST_CASE("no more is taken than fits, and the earliest first")
{
    fixture f;
    for (entry_index entry = 0; entry < 100; ++entry)
        f.scheduler.plan_look(entry, start + (100 - entry) * 1s);
    CHECK(f.take(start + 1000s, 0).empty());
    entry_index expected = 100;
    for (const std::size_t most : {1, 2, 30, 67}) {
        for (const entry_index entry : f.take(start + 1000s, most)) {
            CHECK(entry == --expected);
            CHECK(f.scheduler.is_taken(entry));
        }
    }
    CHECK(expected == 0);
    CHECK(f.take(start + 1000s).empty());
}

TEST_CASE("the slots follow from the quota's rate")
{
    CHECK(refresh_scheduler(published, start).calendar().slot_size().capacity == 19);
    CHECK(refresh_scheduler(published, start).calendar().slot_size().length == 1s);
    CHECK(refresh_scheduler(rate{14, 30}, start).calendar().slot_size().length == 2s);

    // Next to no quota: slots of 64 s, and an hour of life is planned with them all the same.
    fixture f;
    refresh_scheduler slow(rate{0.01, 1}, start);
    CHECK(slow.calendar().slot_size().length == 64s);
    slow.plan_renewal(0, start, start + 1h, 1, start);
    CHECK(slow.next(start) >= start + 42min);
    CHECK(slow.next(start) <= start + 51min);

    // The limiter is off: as many as wished go into one slot.
    refresh_scheduler fast(rate{1e9, 1}, start);
    for (entry_index entry = 0; entry < 50'000; ++entry)
        fast.plan_fill(entry, start);
    CHECK(fast.calendar().occupancy(start) == 50'000);
    CHECK(fast.overcommitted() == 0);
}

TEST_CASE("a million entries cost 13 bytes each at most, the slots included")
{
    constexpr entry_index entries = 1'000'000;
    fixture f;
    const std::size_t empty = f.scheduler.memory();
    CHECK(empty < 900'000);
    f.scheduler.reserve(entries);
    const std::size_t reserved = f.scheduler.memory();
    CHECK(reserved <= 13 * entries);
    CHECK(reserved >= 12 * entries);
    for (entry_index entry = 0; entry < entries; entry += 10)
        f.scheduler.plan_fill(entry, start);
    CHECK(f.scheduler.memory() == reserved);

    fixture grown; // by itself, no worse
    grown.scheduler.plan_fill(entries - 1, start);
    CHECK(grown.scheduler.memory() == reserved);

    // The backlog takes 12 more, and gives them back.
    for (entry_index entry = 0; entry < entries / 10; ++entry)
        f.scheduler.enqueue(entry, start, start + 1h);
    CHECK(f.scheduler.memory() <= reserved + 12 * entries / 10 + 50'000);
    while (f.scheduler.backlog() != 0)
        f.scheduler.pop();
    CHECK(f.scheduler.memory() <= 13 * entries);
}
