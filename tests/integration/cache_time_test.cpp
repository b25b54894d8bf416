#include "cache_fixture.hpp"

#include <doctest/doctest.h>

#include <map>
#include <random>

using namespace std::chrono_literals;

// Whatever the clocks do, no token is served that has expired: the boot clock is what counts, and the civil
// clock only at the moment when a token that knows nothing else arrives.

namespace {

const acs::communication_user ada("8:acs:ada");

} // namespace

TEST_CASE_FIXTURE(cache_fixture, "after a suspend of eight hours no token of before is served")
{
    acs::token_cache cache = make_cache();
    const acs::token_handle handle = cache.handle(ada, acs::scope::chat);
    REQUIRE(cache.keep_fresh(user(1), acs::scope::chat).has_value());
    REQUIRE(run(cache.get(ada, acs::scope::chat)).has_value());
    pass(2s);
    REQUIRE(!cache.try_get(user(1), acs::scope::chat).empty());
    REQUIRE(!cache.try_get(handle).empty());
    clock->advance(8h); // and no timer has run since
    CHECK(cache.try_get(ada, acs::scope::chat).empty());
    CHECK(cache.try_get(handle).empty());
    CHECK(cache.try_get(user(1), acs::scope::chat).empty());
    const auto fetched = run(cache.get(ada, acs::scope::chat));
    REQUIRE(fetched.has_value());
    CHECK(fetched->usable_until() > clock->now_boottime() + 10s);
    pass(30s);
    CHECK(!cache.try_get(user(1), acs::scope::chat).empty()); // it came back by itself
}

TEST_CASE_FIXTURE(
    cache_fixture, "a suspend shorter than the life leaves the token, and its renewal catches up")
{
    life = 24h;
    acs::token_cache cache = make_cache();
    REQUIRE(cache.keep_fresh(ada, acs::scope::chat).has_value());
    pass(2s);
    clock->advance(8h);
    CHECK(cache.try_get(ada, acs::scope::chat).token() == "token 1");
    clock->advance(15h);
    CHECK(cache.try_get(ada, acs::scope::chat).token() == "token 1");
    settle();
    pass(1s);
    CHECK(cache.try_get(ada, acs::scope::chat).token() == "token 2");
    CHECK(requests.size() == 2);
}

TEST_CASE_FIXTURE(cache_fixture, "the moment chosen by the source counts, not its civil expiry")
{
    acs::token_cache cache = make_cache();
    answer = [this](const acs::token_request&) {
        return acs::access_token("short", clock->now_utc() + 24h, clock->now_boottime() + 100s);
    };
    REQUIRE(run(cache.get(ada, acs::scope::chat)).has_value());
    CHECK(!cache.try_get(ada, acs::scope::chat).empty());
    answer = [](const acs::token_request&) {
        return acs::error(acs::errc::service_unavailable);
    };
    pass(89s);
    CHECK(!cache.try_get(ada, acs::scope::chat).empty());
    pass(1s); // 10 s are left
    CHECK(cache.try_get(ada, acs::scope::chat).empty());
    CHECK(!run(cache.get(ada, acs::scope::chat)).has_value());
}

TEST_CASE_FIXTURE(
    cache_fixture, "a step of the civil clock by an hour neither shortens nor lengthens what is at hand")
{
    for (const nanoseconds step : {nanoseconds(1h), nanoseconds(-1h)}) {
        for (const bool knows_boot_time : {true, false}) {
            requests.clear();
            acs::token_cache cache = make_cache();
            answer = [&](const acs::token_request&) {
                return knows_boot_time ? make_token(50min) : make_foreign_token(50min);
            };
            const acs::boot_time issued = clock->now_boottime();
            REQUIRE(run(cache.get(ada, acs::scope::chat)).has_value());
            clock->step_utc(step);
            answer = [](const acs::token_request&) {
                return acs::error(acs::errc::service_unavailable);
            };
            for (int second = 0; second < 3100; second += 20) {
                const bool served = !cache.try_get(ada, acs::scope::chat).empty();
                const auto left = issued + 50min - clock->now_boottime();
                if (left <= 10s)
                    CHECK(!served);
                if (left >= 15s)
                    CHECK(served);
                pass(20s, 20s);
            }
        }
    }
}

TEST_CASE_FIXTURE(
    cache_fixture, "a civil clock that is corrected while a token is on its way does not lengthen it")
{
    // The issuer's clock is right; this machine's was an hour slow when the call began.
    acs::token_cache cache = make_cache();
    hold = true;
    const auto asked = start(cache.get(ada, acs::scope::chat));
    settle();
    answer = [this](const acs::token_request&) {
        return make_foreign_token(30min);
    };
    clock->step_utc(1h);
    release_all();
    REQUIRE(asked->done());
    answer = [](const acs::token_request&) {
        return acs::error(acs::errc::service_unavailable);
    };
    pass(30min, 20s);
    CHECK(cache.try_get(ada, acs::scope::chat).empty());
}

TEST_CASE_FIXTURE(cache_fixture, "no expired token is served, whatever steps the clocks make")
{
    for (unsigned seed = 1; seed <= 6; ++seed) {
        std::mt19937 random(seed);
        const auto below = [&](int limit) {
            return static_cast<int>(random() % static_cast<unsigned>(limit));
        };
        std::map<std::string, acs::boot_time, std::less<>> ends; // by text: when it expires in truth
        acs::token_cache cache = make_cache();
        std::vector<acs::token_handle> handles;
        for (int i = 0; i < 5; ++i)
            handles.push_back(cache.handle(user(i), acs::scope::chat));
        nanoseconds wrong{}; // how far the civil clock is off; the issuer's never is
        answer = [&](const acs::token_request&) -> acs::result<acs::access_token> {
            if (below(4) == 0)
                return acs::error(acs::errc::service_unavailable);
            const nanoseconds lives = std::chrono::seconds(1 + below(5000));
            // What knows only its civil expiry is right only if the clock is.
            const bool foreign = wrong == nanoseconds(0) && below(2) == 0;
            auto made = foreign ? make_foreign_token(lives) : make_token(lives);
            ends.emplace(made.token(), clock->now_boottime() + lives);
            return made;
        };
        std::size_t served = 0;
        const auto check = [&](const acs::access_token& token) {
            if (token.empty())
                return;
            ++served;
            REQUIRE(ends.find(token.token())->second > clock->now_boottime() + 10s);
        };
        for (int i = 0; i < 1500; ++i) {
            const acs::communication_user who = user(below(5));
            switch (below(8)) {
            case 0: {
                const nanoseconds step = below(2) == 0 ? 1h : -1h;
                wrong += step;
                clock->step_utc(step);
                break;
            }
            case 1:
                clock->step_utc(-wrong);
                wrong = {};
                break;
            case 2:
                clock->advance(
                    below(20) == 0 ? nanoseconds(8h) : nanoseconds(std::chrono::seconds(below(900))));
                break;
            case 3:
                pass(std::chrono::seconds(below(300)), 10s);
                break;
            case 4:
                if (const auto got = run(cache.get(who, acs::scope::chat)); got.has_value())
                    check(*got);
                break;
            case 5:
                check(cache.try_get(handles[static_cast<std::size_t>(below(5))]));
                break;
            case 6:
                if (below(4) == 0)
                    static_cast<void>(cache.keep_fresh(who, acs::scope::chat));
                [[fallthrough]];
            default:
                check(cache.try_get(who, acs::scope::chat));
            }
        }
        CHECK(served > 100);
    }
}
