#include "cache/refresh_scheduler.hpp"

#include <doctest/doctest.h>

#include <map>
#include <random>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

using namespace acs;
using namespace std::chrono_literals;
using cache::entry_index;
using cache::refresh_scheduler;

namespace {

constexpr boot_time start{5000s};

boot_time rounded(boot_time when)
{
    return when == boot_time::max() ? when : when - (when - start) % cache::due_heap::unit;
}

// Random operations in any state; a multimap each for the calendar and the backlog says what must come out.
// Which slot is right is the calendar's own test.
class walk
{
public:
    walk(unsigned seed, entry_index entries) : entries_(entries), random_(seed) {}

    void step()
    {
        const auto entry = static_cast<entry_index>(random_() % entries_);
        switch (random_() % 12) {
        case 0:
        case 1:
            now_ += std::chrono::milliseconds(random_() % 1500);
            break;
        case 2:
            if (random_() % 50 == 0)
                now_ += std::chrono::hours(random_() % 80);
            break;
        case 3:
            return take();
        case 4:
            return pop();
        case 5:
            leave(entry);
            scheduler_.forget(entry);
            break;
        case 6:
        case 7:
            enqueue(entry);
            break;
        case 8:
            leave(entry);
            scheduler_.plan_look(entry, now_ + std::chrono::milliseconds(random_() % 100'000));
            note(entry);
            break;
        case 9:
            leave(entry);
            scheduler_.plan_fill(entry, now_);
            note(entry);
            break;
        default:
            leave(entry);
            scheduler_.plan_renewal(entry, now_ - 60s, now_ + 120s, random_(), now_);
            note(entry);
        }
        compare(entry);
    }

    std::string wrong;
    std::size_t taken_count = 0;
    std::size_t popped_count = 0;

private:
    using order = std::pair<boot_time, boot_time>; // expiry, planned

    void expect(bool holds, const char* what)
    {
        if (!holds && wrong.empty())
            wrong = what;
    }

    template <typename Map>
    static void erase(Map& from, typename Map::key_type key, entry_index entry)
    {
        auto found = from.lower_bound(key);
        while (found->second != entry)
            ++found;
        from.erase(found);
    }

    void leave(entry_index entry)
    {
        if (const auto found = planned_.find(entry); found != planned_.end()) {
            erase(calendar_, found->second, entry);
            planned_.erase(found);
        }
        if (const auto found = due_.find(entry); found != due_.end()) {
            erase(backlog_, found->second, entry);
            due_.erase(found);
        }
        taken_.erase(entry);
    }

    void note(entry_index entry)
    {
        const auto when = scheduler_.calendar().planned_for(entry);
        expect(when.has_value(), "planned, and yet nowhere");
        planned_[entry] = when.value_or(start);
        calendar_.emplace(when.value_or(start), entry);
    }

    void enqueue(entry_index entry)
    {
        leave(entry);
        const boot_time planned = now_ - std::chrono::milliseconds(random_() % 3000);
        const boot_time expiry = random_() % 4 == 0
                                     ? boot_time::max()
                                     : now_ + std::chrono::milliseconds(random_() % 100'000) - 1s;
        scheduler_.enqueue(entry, planned, expiry);
        due_[entry] = {rounded(expiry), std::max(rounded(planned), start)};
        backlog_.emplace(due_[entry], entry);
    }

    void take()
    {
        std::vector<refresh_scheduler::taken> into(random_() % 20);
        const std::size_t count = scheduler_.take(now_, into);
        for (std::size_t i = 0; i < count; ++i) {
            const auto [entry, planned] = into[i];
            expect(!calendar_.empty() && planned == calendar_.begin()->first, "not the earliest");
            expect(planned <= now_, "before its time");
            const auto found = planned_.find(entry);
            if (found == planned_.end() || found->second != planned)
                return expect(false, "taken from nowhere");
            leave(entry);
            taken_[entry] = true;
        }
        if (count > 0)
            compare(into[count - 1].entry);
        if (count < into.size())
            expect(calendar_.empty() || calendar_.begin()->first > now_, "not all");
        taken_count += count;
    }

    void pop()
    {
        if (const auto front = scheduler_.front()) {
            leave(front->entry);
            ++popped_count;
            scheduler_.pop();
            compare(front->entry);
        } else {
            scheduler_.pop();
        }
    }

    void compare(entry_index entry)
    {
        expect(scheduler_.planned() == calendar_.size(), "planned()");
        expect(scheduler_.backlog() == backlog_.size(), "backlog()");
        expect(scheduler_.is_taken(entry) == (taken_.count(entry) != 0), "is_taken()");
        expect(
            scheduler_.next(now_) ==
                (calendar_.empty() ? boot_time::max() : std::max(now_, calendar_.begin()->first)),
            "next()");
        const auto front = scheduler_.front();
        expect(front.has_value() == !backlog_.empty(), "front(), or none");
        if (!front)
            return;
        const auto found = due_.find(front->entry);
        const order least = backlog_.begin()->first;
        expect(found != due_.end() && found->second == least, "front()");
        expect(front->planned == least.second, "front's planned");
        expect(scheduler_.earliest_expiry().value_or(boot_time::max()) == least.first, "earliest_expiry()");
    }

    entry_index entries_;
    std::mt19937_64 random_;
    boot_time now_ = start;
    refresh_scheduler scheduler_{rate{28, 60}, start};
    std::unordered_map<entry_index, boot_time> planned_;
    std::unordered_map<entry_index, order> due_;
    std::unordered_map<entry_index, bool> taken_;
    std::multimap<boot_time, entry_index> calendar_;
    std::multimap<order, entry_index> backlog_;
};

} // namespace

TEST_CASE("the scheduler agrees with sorted maps, whatever is done in whatever state")
{
    for (const entry_index entries : {3U, 50U, 5000U}) {
        for (const unsigned seed : {1U, 2U, 3U}) {
            CAPTURE(entries);
            CAPTURE(seed);
            walk test(seed, entries);
            for (int i = 0; i < 40'000 && test.wrong.empty(); ++i)
                test.step();
            CHECK(test.wrong == "");
            CHECK(test.taken_count > 100);
            CHECK(test.popped_count > 100);
        }
    }
}
