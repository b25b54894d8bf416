#include "cache/refresh_calendar.hpp"
#include "cache/refresh_scheduler.hpp"

#include <acs/capacity.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <vector>

using namespace acs;
using namespace std::chrono_literals;
using cache::entry_index;
using cache::refresh_scheduler;

namespace {

constexpr rate published{28, 60}; // 90 % of 1000 calls in 30 s
constexpr boot_time start{77s};

// A population that is filled, and renewed whenever it is due, as the seconds go by.
class population
{
public:
    population(entry_index size, std::chrono::seconds life, unsigned seed)
        : life_(life), issued_(size, boot_time::min()), random_(seed), scheduler_(published, start)
    {
        for (entry_index entry = 0; entry < size; ++entry)
            scheduler_.plan_fill(entry, start);
    }

    void run(std::chrono::seconds time)
    {
        std::vector<refresh_scheduler::taken> turn(256);
        for (const boot_time end = now_ + time; now_ < end; now_ += 1s) {
            calls_.push_back(0);
            for (std::size_t count = turn.size(); count == turn.size();) {
                count = scheduler_.take(now_, turn);
                for (std::size_t i = 0; i < count; ++i)
                    issue(turn[i]);
            }
        }
    }

    unsigned busiest(std::size_t window) const
    {
        unsigned sum = 0;
        unsigned most = 0;
        for (std::size_t i = 0; i < calls_.size(); ++i) {
            sum += calls_[i];
            if (i >= window)
                sum -= calls_[i - window];
            most = std::max(most, sum);
        }
        return most;
    }

    const refresh_scheduler& scheduler() const { return scheduler_; }
    std::size_t renewed = 0;
    std::size_t late = 0;  // or lost
    std::size_t early = 0; // before 0.70

private:
    void issue(const refresh_scheduler::taken& one)
    {
        late += one.planned != now_;
        if (issued_[one.entry] != boot_time::min()) {
            const auto age = now_ - issued_[one.entry];
            ++renewed;
            early += age < life_ * 7 / 10;
            late += age > life_ * 17 / 20 || age < life_ / 2;
        }
        issued_[one.entry] = now_;
        ++calls_.back();
        scheduler_.plan_renewal(one.entry, now_, now_ + life_, random_(), now_);
    }

    std::chrono::seconds life_;
    std::vector<boot_time> issued_;
    std::mt19937_64 random_;
    refresh_scheduler scheduler_;
    boot_time now_ = start;
    std::vector<unsigned> calls_;
};

} // namespace

TEST_CASE("50,000 one-hour tokens, filled at c and renewed for 6 h, never exceed c in any window")
{
    for (const unsigned seed : {1U, 2U}) {
        population people(50'000, 1h, seed);
        people.run(6h);
        CHECK(people.scheduler().overcommitted() == 0);
        CHECK(people.scheduler().planned() == 50'000);
        CHECK(people.late == 0);
        CHECK(people.busiest(1) <= 19);
        CHECK(people.busiest(30) <= 570);
        CHECK(people.renewed > 300'000);
        CHECK(people.renewed < 410'000); // 6.7 to 8 times each, less the hour in which they were filled
    }
}

TEST_CASE("as many identities as are said to fit do fit")
{
    const auto fit = static_cast<entry_index>(identities_that_fit(published, 1h));
    CHECK(fit == 54'720);
    population people(fit, 1h, 3);
    people.run(12h);
    CHECK(people.scheduler().overcommitted() == 0);
    CHECK(people.late == 0);
    CHECK(people.busiest(30) <= 570);
}

TEST_CASE("few identities are renewed at 0.70 or later, evenly")
{
    population people(5000, 1h, 4);
    people.run(24h);
    CHECK(people.early == 0);
    CHECK(people.late == 0);
    CHECK(people.renewed / 5000 >= 28);
    CHECK(people.renewed / 5000 <= 31);
}
