#include "cache_fixture.hpp"

#include <acs/cache_observer.hpp>

#include <doctest/doctest.h>

#include <memory>
#include <stdexcept>

using namespace std::chrono_literals;

// What the program's own functions throw, and ones that never return.

namespace {

using asked_token = acs::result<acs::access_token>;
const acs::communication_user ada("8:acs:ada");
const acs::communication_user bob("8:acs:bob");

} // namespace

TEST_CASE_FIXTURE(cache_fixture, "what the fetch function throws is an internal error for all who wait")
{
    acs::token_cache cache = make_cache();
    answer = [](const acs::token_request&) -> asked_token {
        throw std::runtime_error("no issuer today");
    };
    hold = true;
    const auto one = start(cache.get(ada, acs::scope::chat));
    const auto other = start(cache.get(ada, acs::scope::chat));
    settle();
    release_all();
    for (const auto& each : {one, other}) {
        REQUIRE(each->done());
        CHECK(each->result->error() == acs::errc::internal);
        CHECK(each->result->error().message().find("no issuer today") != std::string::npos);
    }
    answer = [](const acs::token_request&) -> asked_token {
        throw 42;
    };
    CHECK(run(cache.get(ada, acs::scope::chat)).error() == acs::errc::internal);
    answer = nullptr;
    CHECK(run(cache.get(ada, acs::scope::chat)).has_value());
    CHECK(cache.stats().in_flight == 0);
}

TEST_CASE_FIXTURE(cache_fixture, "a fetch function may throw before it is a coroutine")
{
    acs::token_source made = source();
    bool throws = true;
    made.fetch = [&, inner = made.fetch](acs::token_request wanted) {
        if (throws)
            throw std::runtime_error("at once");
        return inner(std::move(wanted));
    };
    made.revoke = [](acs::communication_user,
                     acs::call_options) -> boost::asio::awaitable<acs::result<void>> {
        throw std::runtime_error("at once, too");
    };
    acs::token_cache cache(context.get_executor(), made, options());
    CHECK(run(cache.get(ada, acs::scope::chat)).error() == acs::errc::internal);
    REQUIRE(cache.keep_fresh(ada, acs::scope::chat).has_value());
    pass(1min);
    throws = false;
    pass(61s);
    CHECK(!cache.try_get(ada, acs::scope::chat).empty());
    CHECK(run(cache.revoke(ada)).error() == acs::errc::internal);
    pass(2s);
    CHECK(!cache.try_get(ada, acs::scope::chat).empty()); // it came back
}

TEST_CASE_FIXTURE(cache_fixture, "a renewal that throws leaves the token at hand, and is tried again")
{
    acs::token_cache cache = make_cache();
    REQUIRE(cache.keep_fresh(ada, acs::scope::chat).has_value());
    pass(2s);
    answer = [](const acs::token_request&) -> asked_token {
        throw std::runtime_error("now and then");
    };
    pass(56min, 1s);
    CHECK(!cache.try_get(ada, acs::scope::chat).empty());
    CHECK(requests.size() > 3);
    CHECK(requests.size() < 200);
    answer = nullptr;
    pass(1min);
    pass(5min);
    CHECK(!cache.try_get(ada, acs::scope::chat).empty());
    CHECK(cache.stats().lapsed == 0);
}

TEST_CASE_FIXTURE(cache_fixture, "jitter that throws is no jitter")
{
    acs::token_cache cache =
        make_cache(options().max_entries(10).jitter([]() -> double { throw std::runtime_error("no dice"); }));
    REQUIRE(cache.keep_fresh(ada, acs::scope::chat).has_value());
    for (int i = 0; i < 30; ++i)
        CHECK(run(cache.get(user(i), acs::scope::chat)).has_value());
    answer = [](const acs::token_request&) {
        return acs::error(acs::errc::throttled);
    };
    pass(55min, 5s);
    answer = nullptr;
    pass(3min);
    CHECK(!cache.try_get(ada, acs::scope::chat).empty());
    CHECK(cache.stats().entries <= 10);
}

TEST_CASE_FIXTURE(cache_fixture, "observers that throw disturb nothing")
{
    auto seen = std::make_shared<acs::cache_observer>();
    int thrown = 0;
    const auto fail = [](const auto&) {
        throw std::runtime_error("observer");
    };
    seen->request_ended = fail;
    seen->fetch_ended = fail;
    seen->lapsed = fail;
    seen->given_up = fail;
    seen->health_changed = fail;
    seen->infeasible = fail;
    seen->evicted = fail;
    seen->callback_threw = [&](std::exception_ptr) {
        ++thrown;
        throw 1;
    };
    acs::token_cache cache = make_cache(options().observer(seen).max_entries(5));
    REQUIRE(cache.keep_fresh(ada, acs::scope::chat).has_value());
    for (int i = 0; i < 10; ++i)
        CHECK(run(cache.get(user(i), acs::scope::chat)).has_value());
    CHECK(!cache.try_get(user(9), acs::scope::chat).empty());
    answer = [](const acs::token_request&) {
        return acs::error(acs::errc::service_unavailable);
    };
    pass(2h, 10s);
    for (int i = 0; i < 7; ++i)
        CHECK(run(cache.get(bob, acs::scope::chat)).error() == acs::errc::service_unavailable);
    answer = [](const acs::token_request&) {
        return acs::error(acs::errc::identity_not_found);
    };
    pass(1min);
    CHECK(thrown > 20);
    CHECK(cache.stats().kept_fresh == 0);
}

TEST_CASE_FIXTURE(cache_fixture, "a progress callback that throws is dropped")
{
    acs::token_cache cache = make_cache();
    int told = 0;
    std::vector<acs::communication_user> many;
    for (int i = 0; i < 40; ++i)
        many.push_back(user(i));
    const auto fetching = start(cache.prefetch(
        many, acs::scope::chat, acs::prefetch_options().on_progress([&](const acs::prefetch_progress&) {
            ++told;
            throw std::runtime_error("progress");
        })));
    pass(5s);
    REQUIRE(fetching->done());
    CHECK(fetching->result->value().ready == 40);
    CHECK(told > 1);
}

TEST_CASE_FIXTURE(
    cache_fixture,
    "a fetch function that never returns ends by the caller's deadline, and blocks nobody for good")
{
    acs::token_cache cache = make_cache();
    hold = true;
    REQUIRE(cache.keep_fresh(bob, acs::scope::chat).has_value());
    const auto asked = start(cache.get(ada, acs::scope::chat));
    const auto hasty = start(cache.get(ada, acs::scope::chat, acs::token_options().deadline(5s)));
    pass(5s);
    REQUIRE(hasty->done());
    CHECK(hasty->result->error() == acs::errc::deadline_exceeded);
    CHECK(!asked->done());
    pass(55s);
    REQUIRE(asked->done());
    CHECK(asked->result->error() == acs::errc::deadline_exceeded);
    CHECK(requests.size() == 2);
    // The cache gives the call up; the next ones work, and what comes of it at last changes nothing.
    hold = false;
    pass(30s);
    const auto again = run(cache.get(ada, acs::scope::chat));
    REQUIRE(again.has_value());
    CHECK(!cache.try_get(bob, acs::scope::chat).empty());
    const std::string kept(cache.try_get(ada, acs::scope::chat).token());
    release_all();
    CHECK(cache.try_get(ada, acs::scope::chat).token() == kept);
}

TEST_CASE_FIXTURE(cache_fixture, "renewals that never return do not use up the renewals for good")
{
    acs::token_cache cache = make_cache(options().max_renewals(4).default_lifetime(1h));
    for (int i = 0; i < 20; ++i)
        REQUIRE(cache.put(user(i), acs::scope::chat, make_token(1h)));
    for (int i = 0; i < 20; ++i)
        REQUIRE(cache.keep_fresh(user(i), acs::scope::chat).has_value());
    hold = true;
    pass(50min, 5s);
    CHECK(requests.size() >= 4);
    hold = false;
    pass(3min, 1s);
    std::size_t there = 0;
    for (int i = 0; i < 20; ++i)
        there += cache.try_get(user(i), acs::scope::chat).empty() ? 0 : 1;
    CHECK(there == 20);
    pass(10min, 1s);
    CHECK(cache.stats().lapsed == 0);
    release_all();
    pass(2h, 5s);
    for (int i = 0; i < 20; ++i)
        CHECK(!cache.try_get(user(i), acs::scope::chat).empty());
}
