#include "wire/token_expiry.hpp"

#include "wire/http_date.hpp"

#include <doctest/doctest.h>

#include <initializer_list>
#include <string>

using namespace acs;
using namespace std::chrono;

namespace {

const boot_time asked_boot = boot_time(72h);
const wall_time noon = sys_days(2026y / January / 1) + 12h;

// An answer to a request of noon, by the machine's clock, with the Date header of that moment or none.
wire::response answer(std::optional<wall_time> date = std::nullopt, nanoseconds correction = 0s)
{
    wire::response made;
    made.asked.boot = asked_boot;
    made.asked.utc = noon;
    made.asked.correction = correction;
    if (date) {
        const auto text = wire::format_http_date(*date);
        made.headers.add("Date", std::string(text.begin(), text.end()));
    }
    return made;
}

// How long the token may be used after it was asked for.
nanoseconds life(wall_time expires_on, const wire::response& from)
{
    return wire::usable_until(expires_on, from) - asked_boot;
}

} // namespace

TEST_CASE("token expiry: a second less than what is left, if all clocks agree")
{
    CHECK(life(noon + 1h, answer(noon)) == 1h - 1s);
    CHECK(life(noon + 1h + 100ns, answer(noon)) == 1h - 1s + 100ns);
    CHECK(life(noon + 24h, answer(noon)) == 24h - 1s);
    CHECK(life(noon + 2s, answer(noon)) == 1s);
}

TEST_CASE("token expiry: the shortest life counts")
{
    CHECK(life(noon + 24h, answer(noon + 1h)) == 23h - 1s); // by Date
    CHECK(life(noon + 24h, answer(noon - 1h)) == 24h - 1s); // by the machine's clock
    CHECK(life(noon + 24h, answer()) == 24h - 1s);          // without a Date
    CHECK(life(noon + 24h, answer(noon, 1h)) == 23h - 1s);  // by its corrected time
    CHECK(life(noon + 24h, answer(noon - 9h, 1h)) == 23h - 1s);

    wire::response requested = answer(noon);
    requested.token_lifetime = 60min;
    CHECK(life(noon + 24h, requested) == 1h - 1s);
    CHECK(life(noon + 1h, requested) == 1h - 1s);
    CHECK(life(noon + 10min, requested) == 10min - 1s); // a token that came shorter than asked for
    requested.token_lifetime = 24h;
    CHECK(life(noon + 24h + 5s, requested) == 24h - 1s); // issued while the answer was awaited
}

TEST_CASE("token expiry: a Date that can't be read is none")
{
    for (const char* date :
         {"", "yesterday", "2026-01-01T13:00:00Z", "Thu, 01 Jan 2026 25:00:00 GMT",
          "Thu, 01 Jan 2262 12:00:00 GMT"}) {
        CAPTURE(date);
        wire::response from = answer();
        from.headers.add("Date", date);
        CHECK(life(noon + 24h, from) == 24h - 1s);
    }
    wire::response from = answer();
    from.headers.add("date", " Thu, 01 Jan 2026 13:00:00 GMT\t");
    CHECK(life(noon + 24h, from) == 23h - 1s);
}

TEST_CASE("token expiry: a small correction is trusted only where it makes lives shorter")
{
    // The machine's clock is said to be ahead.
    CHECK(life(noon + 24h, answer(noon - 16min, -16min)) == 24h + 15min + 59s);
    CHECK(life(noon + 24h, answer(noon - 15min, -15min)) == 24h - 1s);
    CHECK(life(noon + 24h, answer(noon - 2min, -2min)) == 24h - 1s);
    // Behind.
    CHECK(life(noon + 24h, answer(noon + 2min, 2min)) == 24h - 2min - 1s);
    CHECK(life(noon + 24h, answer(noon + 15min, 15min)) == 24h - 15min - 1s);
    CHECK(life(noon + 24h, answer(noon + 16min, 16min)) == 24h - 16min - 1s);
}

TEST_CASE("token expiry: an expired token is not usable after it was asked for")
{
    for (const nanoseconds ago :
         {nanoseconds(0ns), nanoseconds(1ns), nanoseconds(1h), nanoseconds(24h * 365)}) {
        CHECK(wire::usable_until(noon - ago, answer(noon)) <= asked_boot);
        CHECK(wire::usable_until(noon - ago, answer()) <= asked_boot);
        CHECK(wire::usable_until(noon + 1h - ago, answer(noon + 1h)) <= asked_boot);
        CHECK(wire::usable_until(noon + 1h - ago, answer(noon, 1h)) <= asked_boot);
    }
    CHECK(wire::usable_until(noon + 1s, answer(noon)) <= asked_boot);
    CHECK(
        wire::usable_until(noon + 24h, wire::response()) < boot_time()); // nobody said when it was asked for
}

TEST_CASE("token expiry: the ends of the clocks")
{
    const wall_time never = wall_time::max();
    CHECK(wire::usable_until(wall_time::min(), answer(noon)) < asked_boot);
    CHECK(wire::usable_until(wall_time::min(), answer()) < asked_boot);
    CHECK(wire::usable_until(never, answer(noon)) > asked_boot + 24h * 365 * 200);

    for (const wall_time expires : {wall_time::min(), wall_time(), noon, never})
        for (const boot_time boot : {boot_time::min(), boot_time(), boot_time::max()})
            for (const wall_time utc : {wall_time::min(), wall_time(), never})
                for (const auto correction : {nanoseconds::min(), nanoseconds(), nanoseconds::max()}) {
                    wire::response from = answer(noon, correction);
                    from.asked.boot = boot;
                    from.asked.utc = utc;
                    from.token_lifetime = 24h;
                    const boot_time until = wire::usable_until(expires, from);
                    if (boot < boot_time::max() - 24h)
                        CHECK(until < boot + 24h);
                    if (expires <= noon)
                        CHECK(until <= boot);
                }
}

namespace {

// One issue of a token, with all that can be wrong with clocks.
struct issue
{
    nanoseconds local_error{}; // the machine's clock minus the true time
    nanoseconds date_error{};  // the Date header minus the true time
    nanoseconds correction{};  // what the client has learnt, right or wrong
    nanoseconds fraction{};    // of the second in which it is asked for
    nanoseconds latency{};     // from the question to the issue
    nanoseconds lifetime{};

    // What the service accepts as a signature's date.
    bool is_accepted() const { return abs(local_error + correction) <= 5min; }
    bool one_clock_is_right() const { return local_error == 0s || date_error == 0s; }

    void check(bool requested) const
    {
        CAPTURE(local_error.count());
        CAPTURE(date_error.count());
        CAPTURE(correction.count());
        CAPTURE(latency.count());
        CAPTURE(lifetime.count());
        const wall_time asked = noon + fraction;
        wire::response from = answer(asked + latency + date_error, correction);
        from.asked.utc = asked + local_error;
        if (requested)
            from.token_lifetime = duration_cast<minutes>(lifetime);
        const nanoseconds used = life(asked + latency + lifetime, from);
        CHECK(used <= latency + lifetime); // on the boot clock it is the true expiry
        if (local_error == 0s && date_error == 0s && correction == 0s)
            CHECK(used >= lifetime - 2s);
    }
};

} // namespace

TEST_CASE("token expiry: while one clock is right, no token is used for too long")
{
    const std::initializer_list<nanoseconds> errors{-24h, -1h, -16min, -15min, -5min, -61s,  -1s, 0s,
                                                    1s,   61s, 4min,   5min,   15min, 16min, 1h,  24h};
    std::size_t checked = 0;
    issue now;
    for (const nanoseconds lifetime : {nanoseconds(1h), nanoseconds(24h)})
        for (const nanoseconds fraction : {nanoseconds(0s), nanoseconds(500ms), nanoseconds(999'999'999ns)})
            for (const nanoseconds latency : {nanoseconds(0s), nanoseconds(1ns), nanoseconds(20s)})
                for (const nanoseconds local : errors)
                    for (const nanoseconds date : errors)
                        for (const nanoseconds correction : errors) {
                            now = issue{local, date, correction, fraction, latency, lifetime};
                            if (!now.one_clock_is_right() || !now.is_accepted())
                                continue;
                            now.check(true);
                            now.check(false);
                            ++checked;
                        }
    CHECK(checked > 3'000);
}

TEST_CASE("token expiry: a Date that differs by more than a minute is a skew")
{
    CHECK_FALSE(wire::date_skew(answer(noon), 0s));
    CHECK_FALSE(wire::date_skew(answer(), 0s));
    CHECK_FALSE(wire::date_skew(answer(noon + 60s), 0s));
    CHECK_FALSE(wire::date_skew(answer(noon - 60s), 0s));
    CHECK(wire::date_skew(answer(noon + 61s), 0s) == 61s);
    CHECK(wire::date_skew(answer(noon - 61s), 0s) == -61s);
    CHECK(wire::date_skew(answer(noon + 24h), 1s) == 24h - 1s);

    // Measured from the corrected time.
    CHECK_FALSE(wire::date_skew(answer(noon + 1h, 1h), 0s));
    CHECK(wire::date_skew(answer(noon, 1h), 0s) == -1h);
}

TEST_CASE("token expiry: what the time of the answer explains is no skew")
{
    CHECK(wire::date_skew(answer(noon + 90s), 29s) == 61s);
    CHECK_FALSE(wire::date_skew(answer(noon + 90s), 30s));
    CHECK_FALSE(wire::date_skew(answer(noon + 8h), 8h)); // asked before a suspend, answered after it
    CHECK(wire::date_skew(answer(noon - 61s), 8h) == -61s);
}
