#include "cache_fixture.hpp"

#include <doctest/doctest.h>

using namespace std::chrono_literals;

// The last part of a token's life. With more than M left (here 71 s, 2 % of an hour less a second) it is
// served at once; with more than S (10 s and what the caller wants besides) its renewal is joined, as long as
// the caller can wait, and the old one served if that fails; with less it is not served.

namespace {

using asked_token = acs::result<acs::access_token>;
const acs::communication_user ada("8:acs:ada");
constexpr auto margin = 71s;

struct last_minute : cache_fixture
{
    // A token with so much left, and nobody who renews it.
    acs::token_cache cache_with(nanoseconds left)
    {
        acs::token_cache cache = make_cache();
        REQUIRE(run(cache.get(ada, acs::scope::chat)).has_value());
        held_back = true;
        answer = [this](const acs::token_request&) -> asked_token {
            if (held_back)
                return acs::error(acs::errc::throttled);
            return make_token(life);
        };
        pass(life - 1s - left, 1s);
        held_back = false;
        requests.clear();
        return cache;
    }
    bool held_back = false;
};

} // namespace

TEST_CASE_FIXTURE(cache_fixture, "a token with more than the margin left is served at once")
{
    acs::token_cache cache = make_cache();
    REQUIRE(cache.put(ada, acs::scope::chat, make_token(1h)));
    clock->advance(1h - 1s - margin - 1s);
    hold = true; // its renewal may be under way
    const auto asked = start(cache.get(ada, acs::scope::chat));
    settle();
    REQUIRE(asked->done());
    CHECK(asked->result->value().token() == "token 1");
    CHECK(count(cache, acs::cache_result::hit) == 1);
}

TEST_CASE_FIXTURE(cache_fixture, "in the margin a request waits for the new token")
{
    acs::token_cache cache = make_cache();
    REQUIRE(cache.put(ada, acs::scope::chat, make_token(1h)));
    clock->advance(1h - 1s - margin);
    hold = true;
    const auto asked = start(cache.get(ada, acs::scope::chat));
    const auto joined = start(cache.get(ada, acs::scope::chat));
    settle();
    CHECK(!asked->done());
    CHECK(requests.size() == 1);
    CHECK(cache.try_get(ada, acs::scope::chat).token() == "token 1"); // who can't wait has the old one
    release_all();
    REQUIRE(asked->done());
    REQUIRE(joined->done());
    CHECK(asked->result->value().token() == "token 2");
    CHECK(joined->result->value().token() == "token 2");
    CHECK(count(cache, acs::cache_result::miss) + count(cache, acs::cache_result::join) == 2);
    CHECK(count(cache, acs::cache_result::stale) == 1);
}

TEST_CASE_FIXTURE(cache_fixture, "in the margin a request whose deadline passes has the old token")
{
    acs::token_cache cache = make_cache();
    REQUIRE(cache.put(ada, acs::scope::chat, make_token(1h)));
    clock->advance(1h - 1s - margin);
    hold = true;
    const auto asked = start(cache.get(ada, acs::scope::chat, acs::token_options().deadline(3s)));
    pass(2s);
    CHECK(!asked->done());
    pass(1s);
    REQUIRE(asked->done());
    CHECK(asked->result->value().token() == "token 1");
    CHECK(count(cache, acs::cache_result::stale) == 1);
    release_all();
    CHECK(cache.try_get(ada, acs::scope::chat).token() == "token 2");
}

TEST_CASE_FIXTURE(cache_fixture, "in the margin a request has the old token if the fetch fails")
{
    acs::token_cache cache = make_cache();
    REQUIRE(cache.put(ada, acs::scope::chat, make_token(1h)));
    clock->advance(1h - 1s - margin);
    answer = [](const acs::token_request&) {
        return acs::error(acs::errc::service_unavailable);
    };
    CHECK(run(cache.get(ada, acs::scope::chat))->token() == "token 1");
    // It has just failed: the next one has the old one without a call.
    CHECK(run(cache.get(ada, acs::scope::chat))->token() == "token 1");
    CHECK(requests.size() == 1);
    CHECK(count(cache, acs::cache_result::stale) == 2);
}

TEST_CASE_FIXTURE(cache_fixture, "a request does not hold the old token back until it can't be served")
{
    acs::token_cache cache = make_cache();
    REQUIRE(cache.put(ada, acs::scope::chat, make_token(1h)));
    clock->advance(1h - 1s - 30s);
    hold = true;
    const auto asked = start(cache.get(ada, acs::scope::chat));
    const auto wants_more = start(cache.get(ada, acs::scope::chat, acs::token_options().min_remaining(10s)));
    pass(30s);
    REQUIRE(asked->done());
    REQUIRE(asked->result->has_value());
    CHECK(asked->result->value().token() == "token 1");
    REQUIRE(wants_more->done());
    REQUIRE(wants_more->result->has_value());
    CHECK(wants_more->result->value().token() == "token 1");
}

TEST_CASE_FIXTURE(cache_fixture, "with the reserve left or less a request waits or fails")
{
    for (const nanoseconds left : {nanoseconds(10s), nanoseconds(1s), nanoseconds(-1s)}) {
        acs::token_cache cache = make_cache();
        answer = nullptr;
        hold = false;
        REQUIRE(cache.put(ada, acs::scope::chat, make_token(1h)));
        clock->advance(1h - 1s - left);
        CHECK(cache.try_get(ada, acs::scope::chat).empty());
        answer = [](const acs::token_request&) {
            return acs::error(acs::errc::service_unavailable);
        };
        CHECK(run(cache.get(ada, acs::scope::chat)).error() == acs::errc::service_unavailable);
        hold = true;
        const auto asked = start(cache.get(ada, acs::scope::chat, acs::token_options().deadline(2s)));
        pass(2s);
        REQUIRE(asked->done());
        CHECK(asked->result->error() == acs::errc::deadline_exceeded);
    }
}

TEST_CASE_FIXTURE(last_minute, "a token is served down to the last second that is promised, and no further")
{
    acs::token_cache cache = cache_with(20s);
    for (int left = 20; left > 10; --left) {
        CHECK(!cache.try_get(ada, acs::scope::chat).empty());
        clock->advance(1s);
    }
    CHECK(cache.try_get(ada, acs::scope::chat).empty());
}

TEST_CASE_FIXTURE(cache_fixture, "a caller's minimum counts beyond the reserve")
{
    acs::token_cache cache = make_cache();
    REQUIRE(cache.put(ada, acs::scope::chat, make_token(1h)));
    const auto wanting = [](nanoseconds least) {
        return acs::token_options().min_remaining(least);
    };
    CHECK(run(cache.get(ada, acs::scope::chat, wanting(58min)))->token() == "token 1");
    clock->advance(30min);
    CHECK(run(cache.get(ada, acs::scope::chat, wanting(20min)))->token() == "token 1");
    CHECK(requests.empty());
    CHECK(run(cache.get(ada, acs::scope::chat, wanting(40min)))->token() == "token 2");
    CHECK(run(cache.get(ada, acs::scope::chat))->token() == "token 2");
    CHECK(requests.size() == 1);
    CHECK(run(cache.get(ada, acs::scope::chat, wanting(-1h)))->token() == "token 2");
}

TEST_CASE_FIXTURE(cache_fixture, "a minimum that no token has is refused, and leaves the token to others")
{
    acs::token_cache cache = make_cache();
    REQUIRE(run(cache.get(ada, acs::scope::chat)).has_value());
    for (const nanoseconds least : {nanoseconds(2h), nanoseconds(24h * 3650), nanoseconds::max()}) {
        const auto refused = run(cache.get(ada, acs::scope::chat, acs::token_options().min_remaining(least)));
        REQUIRE(!refused.has_value());
        CHECK(refused.error() == acs::errc::token_expired);
        CHECK(!cache.try_get(ada, acs::scope::chat).empty());
    }
    CHECK(requests.size() <= 4); // one a request, at most
}

TEST_CASE_FIXTURE(cache_fixture, "deadlines of any size are understood")
{
    acs::token_cache cache = make_cache();
    hold = true;
    const auto patient =
        start(cache.get(ada, acs::scope::chat, acs::token_options().deadline(nanoseconds::max())));
    const auto hasty = start(cache.get(ada, acs::scope::chat, acs::token_options().deadline(nanoseconds(0))));
    const auto hastier = start(cache.get(ada, acs::scope::chat, acs::token_options().deadline(-1s)));
    pass(10h, 30s);
    CHECK(!patient->done());
    REQUIRE(hasty->done());
    CHECK(hasty->result->error() == acs::errc::deadline_exceeded);
    REQUIRE(hastier->done());
    CHECK(hastier->result->error() == acs::errc::deadline_exceeded);
    release_all();
    REQUIRE(patient->done());
    CHECK(patient->result->has_value());
}
