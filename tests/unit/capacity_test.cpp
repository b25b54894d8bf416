#include <acs/capacity.hpp>
#include <acs/quota.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>

using namespace acs;
using namespace std::chrono_literals;
using std::chrono::seconds;

namespace {

constexpr rate published = published_rate(operation::get_token);
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double largest = std::numeric_limits<double>::max();
constexpr double smallest = std::numeric_limits<double>::min();

constexpr renewal_slots slots_for(double per_second)
{
    return plan_slots({per_second, 1});
}

void check_slots(double per_second, seconds length, unsigned capacity, unsigned most)
{
    CAPTURE(per_second);
    const renewal_slots slots = slots_for(per_second);
    CHECK(slots.length == length);
    CHECK(slots.capacity == capacity);
    CHECK(slots.most == most);
}

} // namespace

TEST_CASE("capacity: the published figures")
{
    static_assert(plan_slots(published).capacity == 19);
    static_assert(identities_that_fit(published, 1h) == 54'720);
    CHECK(planned_rate(published) == 19);
    CHECK(identities_that_fit(published, 24h) == 1'313'280);
    CHECK(minimum_lifetime(published, 54'720) == 1h);
    CHECK(minimum_lifetime(published, 54'721) == 1h + 1s);
    CHECK(cold_fill_time(published, 54'720) == 48min);
    CHECK(outage_tolerance(1h) == 523s);
    CHECK(outage_tolerance(24h) == 12'943s);
    CHECK(steady_renewals(54'720, 1h) == doctest::Approx(19));
}

TEST_CASE("capacity: slots are the shortest that hold ten renewals")
{
    check_slots(28, 1s, 19, 28);
    check_slots(14, 2s, 19, 28);
    check_slots(7, 4s, 19, 28);
    check_slots(2.8, 8s, 15, 22);
    check_slots(90, 1s, 63, 90); // 0.7 * 90 is 62.999... in binary
    check_slots(10 / 0.7, 1s, 10, 14);
    check_slots(1, 16s, 11, 16);
    check_slots(0.25, 64s, 11, 16);
    check_slots(0.2, 64s, 8, 12);
    check_slots(1.0 / 64, 64s, 1, 1);
    check_slots(1e-9, 64s, 1, 1);
    check_slots(60'000, 1s, 42'000, 60'000);
    check_slots(80'000, 1s, 56'000, 60'000);
    for (const double huge : {1e5, 1e300, largest, infinity})
        check_slots(huge, 1s, 60'000, 60'000);
    for (const double bad : {0.0, -0.0, -1.0, -infinity, not_a_number})
        check_slots(bad, 64s, 1, 1);
}

TEST_CASE("capacity: any rate has slots of the promised shape")
{
    std::mt19937 random(1);
    std::uniform_real_distribution<double> exponent(-3, 5);
    for (int i = 0; i < 20'000; ++i) {
        const double r = std::pow(10, exponent(random));
        CAPTURE(r);
        const renewal_slots slots = slots_for(r);
        const auto length = static_cast<double>(slots.length.count());
        REQUIRE((slots.length.count() & (slots.length.count() - 1)) == 0);
        REQUIRE(slots.length <= 64s);
        REQUIRE(slots.capacity >= 1);
        REQUIRE(slots.most >= slots.capacity);
        REQUIRE(slots.most <= std::max(1.0, r * length + 1e-6));
        if (slots.length > 1s)
            REQUIRE(planned_fraction * r * length / 2 < 10);
        if (slots.length < 64s)
            REQUIRE(slots.capacity >= 10);
        REQUIRE(planned_rate({r, 1}) <= planned_fraction * r + 1e-6);
        if (slots.capacity >= 10 && slots.capacity < 60'000)
            REQUIRE(planned_rate({r, 1}) >= 0.9 * planned_fraction * r);
    }
}

TEST_CASE("capacity: the shortest lifetime is one that fits, and a second less is not")
{
    std::mt19937_64 random(2);
    for (int i = 0; i < 20'000; ++i) {
        const rate limit{std::pow(10, static_cast<double>(random() % 5000) / 1000 - 1), 1};
        const std::uint64_t population = random() >> (34 + random() % 30);
        CAPTURE(limit.per_second);
        CAPTURE(population);
        const seconds life = minimum_lifetime(limit, population);
        REQUIRE(identities_that_fit(limit, life) >= population);
        if (life > 0s)
            REQUIRE(identities_that_fit(limit, life - 1s) < population);
        const seconds fill = cold_fill_time(limit, population);
        const auto filled = planned_rate(limit) * static_cast<double>(fill.count());
        REQUIRE(filled >= static_cast<double>(population) * (1 - 1e-11));
        REQUIRE(filled - planned_rate(limit) < static_cast<double>(population));
    }
}

TEST_CASE("capacity: what makes no sense fits nothing")
{
    for (const double bad : {0.0, -1.0, -infinity, not_a_number}) {
        CAPTURE(bad);
        CHECK(planned_rate({bad, 1}) == 0);
        CHECK(identities_that_fit({bad, 1}, 24h) == 0);
        CHECK(minimum_lifetime({bad, 1}, 1) == seconds::max());
        CHECK(cold_fill_time({bad, 1}, 1) == seconds::max());
        CHECK(minimum_lifetime({bad, 1}, 0) == 0s);
        CHECK(cold_fill_time({bad, 1}, 0) == 0s);
    }
    for (const seconds bad : {0s, -1s, seconds::min()}) {
        CHECK(identities_that_fit(published, bad) == 0);
        CHECK(outage_tolerance(bad) == 0s);
        CHECK(steady_renewals(1000, bad) == 0);
    }
    CHECK(outage_tolerance(1s) == 0s);
    CHECK(outage_tolerance(113s) == 0s);
    CHECK(outage_tolerance(120s) == 1s);
    CHECK(outage_tolerance(seconds::max()) > 24h * 365);
    CHECK(identities_that_fit(infinite_rate, 1h) == 172'800'000);
    CHECK(identities_that_fit(infinite_rate, seconds::max()) > 1'000'000'000'000);
    CHECK(identities_that_fit({smallest, 1}, 24h) == 0);
    CHECK(minimum_lifetime({smallest, 1}, 1) == seconds::max());
    CHECK(minimum_lifetime(published, std::numeric_limits<std::uint64_t>::max()) > 24h);
    CHECK(minimum_lifetime(infinite_rate, 1) == 1s);
    CHECK(steady_renewals(0, 1h) == 0);
}

TEST_CASE("capacity: of a quota's operation")
{
    const quota half = quota::published(0.5);
    CHECK(identities_that_fit(half, operation::get_token, 1h) == 27'360);
    CHECK(minimum_lifetime(half, operation::get_token, 27'360) == 1h);
    CHECK(cold_fill_time(half, operation::get_token, 27'360) == 48min);
    CHECK(identities_that_fit(half, operation::get_token_for_teams_user, 1h) == 13'680);
    CHECK(identities_that_fit(quota(), operation::get_token, 1h) == 172'800'000);
}
