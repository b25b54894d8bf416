#include "cache/refresh_calendar.hpp"

#include "naive_calendar.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace acs;
using namespace std::chrono_literals;
using cache::entry_index;
using cache::entry_places;
using cache::refresh_calendar;

namespace {

// Random operations on a calendar; after each it must be as the naive one says.
class walk
{
public:
    walk(unsigned seed, renewal_slots size, entry_index entries)
        : entries_(entries), random_(seed), now_(start_), calendar_(places_, size, start_),
          naive_(size, start_)
    {
        places_.grow_to(entries);
    }

    void step()
    {
        const auto entry = static_cast<entry_index>(random_() % entries_);
        const auto dice = random_() % 100;
        if (dice < 12)
            move_clock();
        else if (dice < 15)
            take(random_() % 1000);
        else if (naive_.has(entry) && dice < 40)
            remove(entry);
        else if (naive_.has(entry))
            return;
        else if (dice < 80)
            plan_renewal(entry);
        else if (dice < 92)
            plan_fill(entry);
        else
            plan_look(entry);
        compare();
    }

    void finish()
    {
        now_ += 2 * naive_calendar::reach * calendar_.slot_size().length;
        take(entries_);
        CHECK(calendar_.size() == 0);
        CHECK(calendar_.next(now_) == boot_time::max());
        compare();
    }

    std::string wrong;

private:
    std::chrono::nanoseconds up_to(std::chrono::nanoseconds most)
    {
        return std::chrono::nanoseconds(random_() % static_cast<std::uint64_t>(most.count() + 1));
    }

    // Another thread may have read the clock a moment ago.
    boot_time somewhat_late() { return random_() % 10 == 0 ? now_ - up_to(100ms) : now_; }

    void expect(bool holds, const std::string& what)
    {
        if (!holds && wrong.empty())
            wrong = what;
    }

    void move_clock()
    {
        const auto dice = random_() % 1000;
        if (dice < 800)
            now_ += up_to(3s);
        else if (dice < 990)
            now_ += up_to(60s);
        else if (dice < 999)
            now_ += up_to(8h);
        else
            now_ += up_to(24h * 5); // a long suspend
    }

    naive_calendar::slot chosen(entry_index entry)
    {
        const auto when = calendar_.planned_for(entry);
        expect(when.has_value(), "planned, and yet nowhere");
        return when ? naive_.begun_by(*when) : 0;
    }

    void note(entry_index entry, const std::string& problem, bool look)
    {
        expect(problem.empty(), problem);
        naive_.add(entry, chosen(entry), look);
    }

    void plan_renewal(entry_index entry)
    {
        static constexpr std::chrono::seconds lives[] = {20s, 60s, 400s, 1h, 24h, 24h * 30};
        const std::chrono::nanoseconds life = lives[std::min<std::uint64_t>(random_() % 40, 5)];
        const boot_time now = somewhat_late();
        const boot_time issued = now - (random_() % 3 == 0 ? up_to(life) : up_to(2s));
        calendar_.plan_renewal(entry, issued, issued + life, random_(), now);
        naive_.see(now);
        note(entry, naive_.wrong_renewal(chosen(entry), issued, issued + life, now), false);
    }

    void plan_fill(entry_index entry)
    {
        const boot_time now = somewhat_late();
        calendar_.plan_fill(entry, now);
        naive_.see(now);
        note(entry, naive_.wrong_fill(chosen(entry), now), false);
    }

    void plan_look(entry_index entry)
    {
        const boot_time when = now_ - 10s + up_to(random_() % 20 == 0 ? 100h : 100s);
        calendar_.plan_look(entry, when);
        note(entry, naive_.wrong_look(chosen(entry), when), true);
    }

    void remove(entry_index entry)
    {
        calendar_.remove(entry);
        naive_.remove(entry);
        expect(!calendar_.planned_for(entry), "removed, and yet planned");
    }

    void take(std::size_t most)
    {
        for (std::size_t i = 0; i < most; ++i) {
            const auto taken = calendar_.take(now_);
            naive_.see(now_);
            const bool expected = !naive_.empty() && naive_.earliest() <= naive_.begun_by(now_);
            expect(taken.has_value() == expected, "taken, or not, at the wrong time");
            if (!taken || !naive_.has(taken->entry))
                return expect(!taken, "taken from nowhere");
            expect(naive_.slot_of(taken->entry) == naive_.earliest(), "not the earliest");
            expect(taken->planned == naive_.start_of(naive_.earliest()), "planned for another time");
            naive_.take(taken->entry);
        }
    }

    void compare()
    {
        expect(calendar_.size() == naive_.size(), "size");
        expect(calendar_.overcommitted() == naive_.overcommitted, "overcommitted");
        const boot_time next =
            naive_.empty() ? boot_time::max() : std::max(now_, naive_.start_of(naive_.earliest()));
        expect(calendar_.next(now_) == next, "next");
        const boot_time some = now_ + up_to(random_() % 2 == 0 ? 60s : 1h);
        const auto slot = naive_.begun_by(some);
        if (slot >= naive_.present(now_) && slot <= naive_.last())
            expect(calendar_.occupancy(some) == naive_.occupancy(slot), "occupancy");
    }

    const boot_time start_{12345s + 678ms};
    entry_index entries_;
    std::mt19937_64 random_;
    boot_time now_;
    entry_places places_;
    refresh_calendar calendar_;
    naive_calendar naive_;
};

} // namespace

TEST_CASE("the calendar keeps its promises, whatever is planned, taken and removed")
{
    struct variant
    {
        renewal_slots size;
        entry_index entries;
        int steps;
    };
    const variant variants[] = {
        {{1s, 1, 2}, 300, 40'000},    // crowded
        {{1s, 3, 4}, 1000, 40'000},   // full at times
        {{1s, 19, 28}, 4000, 40'000}, // as with the published limits
        {{2s, 2, 2}, 300, 20'000},    {{64s, 1, 1}, 100, 20'000},
    };
    for (const variant& one : variants) {
        for (const unsigned seed : {1U, 2U, 3U}) {
            CAPTURE(one.size.capacity);
            CAPTURE(one.size.length.count());
            CAPTURE(seed);
            walk test(seed, one.size, one.entries);
            for (int i = 0; i < one.steps && test.wrong.empty(); ++i) {
                test.step();
                if (!test.wrong.empty())
                    MESSAGE("step " << i);
            }
            CHECK(test.wrong == "");
            test.finish();
            CHECK(test.wrong == "");
        }
    }
}
