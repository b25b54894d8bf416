#include "cache_fixture.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <doctest/doctest.h>

#include <utility>

using namespace std::chrono_literals;

// A fetch belongs to the cache: whoever asked first may go.

namespace {

using asked_token = acs::result<acs::access_token>;
const acs::communication_user ada("8:acs:ada");

boost::asio::awaitable<void> wait_for_ever()
{
    boost::asio::steady_timer timer(
        co_await boost::asio::this_coro::executor, boost::asio::steady_timer::time_point::max());
    co_await timer.async_wait(boost::asio::use_awaitable);
}

boost::asio::awaitable<asked_token> fetch_for_ever(int& calls)
{
    ++calls;
    co_await wait_for_ever();
    co_return acs::error(acs::errc::internal);
}

boost::asio::awaitable<acs::result<void>> revoke_for_ever()
{
    co_await wait_for_ever();
    co_return acs::error(acs::errc::internal);
}

} // namespace

TEST_CASE_FIXTURE(
    cache_fixture, "a leader that is destroyed with its context leaves the followers their token")
{
    acs::token_cache cache = make_cache();
    hold = true;
    bool leader_ended = false;
    auto other = std::make_unique<boost::asio::io_context>();
    boost::asio::co_spawn(*other, cache.get(ada, acs::scope::chat), [&](std::exception_ptr, asked_token) {
        leader_ended = true;
    });
    other->poll();
    settle();
    REQUIRE(requests.size() == 1); // its call is under way
    const auto follower = start(cache.get(ada, acs::scope::chat));
    settle();
    other.reset();
    CHECK(!leader_ended);
    CHECK(!follower->done());
    release_all();
    REQUIRE(follower->done());
    CHECK(follower->result->value().token() == "token 1");
    CHECK(requests.size() == 1);
    CHECK(cache.try_get(ada, acs::scope::chat).token() == "token 1");
}

TEST_CASE_FIXTURE(cache_fixture, "a leader destroyed before its call began leaves the followers their token")
{
    acs::token_cache cache = make_cache();
    auto other = std::make_unique<boost::asio::io_context>();
    boost::asio::co_spawn(*other, cache.get(ada, acs::scope::chat), [](std::exception_ptr, asked_token) {});
    other->poll(); // the cache's own context has not run since
    REQUIRE(requests.empty());
    other.reset();
    const auto follower = start(cache.get(ada, acs::scope::chat));
    settle();
    REQUIRE(follower->done());
    CHECK(follower->result->value().token() == "token 1");
    CHECK(requests.size() == 1);
}

TEST_CASE_FIXTURE(cache_fixture, "all who wait may go, one after the other, and the token is kept")
{
    acs::token_cache cache = make_cache();
    hold = true;
    std::vector<std::shared_ptr<pending<asked_token>>> asked;
    for (int i = 0; i < 20; ++i) {
        asked.push_back(start(cache.get(ada, acs::scope::chat)));
        settle();
    }
    for (std::size_t i : {3u, 0u, 19u, 1u, 18u, 10u})
        asked[i]->cancel.emit(boost::asio::cancellation_type::terminal);
    settle();
    std::size_t gone = 0;
    for (const auto& each : asked)
        if (each->done()) {
            CHECK(each->result->error() == acs::errc::canceled);
            ++gone;
        }
    CHECK(gone == 6);
    for (const auto& each : asked)
        each->cancel.emit(boost::asio::cancellation_type::terminal);
    settle();
    for (const auto& each : asked)
        CHECK(each->done());
    release_all();
    CHECK(requests.size() == 1);
    CHECK(cache.try_get(ada, acs::scope::chat).token() == "token 1");
}

TEST_CASE_FIXTURE(
    cache_fixture, "a request that is cancelled before it starts asks for nothing that others pay for")
{
    acs::token_cache cache = make_cache();
    const auto asked = start(cache.get(ada, acs::scope::chat));
    asked->cancel.emit(boost::asio::cancellation_type::terminal);
    settle();
    REQUIRE(asked->done());
    CHECK(requests.size() <= 1);
    CHECK(run(cache.get(ada, acs::scope::chat)).has_value());
    CHECK(requests.size() <= 2);
}

TEST_CASE_FIXTURE(cache_fixture, "a cache that is destroyed while people wait says so to all of them")
{
    auto cache = std::make_unique<acs::token_cache>(make_cache());
    hold = true;
    std::vector<std::shared_ptr<pending<asked_token>>> asked;
    for (int i = 0; i < 100; ++i)
        asked.push_back(start(cache->get(user(i % 10), acs::scope::chat)));
    settle();
    const auto revoking = start(cache->revoke(user(1)));
    std::vector<acs::communication_user> many{user(50), user(51)};
    const auto fetched = start(cache->prefetch(many, acs::scope::chat));
    settle();
    cache.reset();
    settle();
    for (const auto& each : asked) {
        REQUIRE(each->done());
        CHECK(each->result->error() == acs::errc::client_stopped);
    }
    REQUIRE(revoking->done());
    CHECK(revoking->result->error() == acs::errc::client_stopped);
    REQUIRE(fetched->done());
    CHECK(fetched->result->error() == acs::errc::client_stopped);
    release_all(); // answers that nobody wants any more
    pass(2h, 30s);
    CHECK(clock->pending() == 0);
}

TEST_CASE_FIXTURE(cache_fixture, "a cache that another is moved over ends; the one that moved lives on")
{
    acs::token_cache kept = make_cache();
    REQUIRE(run(kept.get(ada, acs::scope::chat)).has_value());
    acs::token_cache over = make_cache();
    hold = true;
    const auto lost = start(over.get(ada, acs::scope::chat));
    const auto alive = start(kept.get(user(1), acs::scope::chat));
    settle();
    over = std::move(kept);
    settle();
    REQUIRE(lost->done());
    CHECK(lost->result->error() == acs::errc::client_stopped);
    CHECK(!alive->done());
    release_all();
    REQUIRE(alive->done());
    CHECK(alive->result->has_value());
    CHECK(over.try_get(ada, acs::scope::chat).token() == "token 1");
}

TEST_CASE_FIXTURE(cache_fixture, "a cache that was moved from is an ended one")
{
    acs::token_cache cache = make_cache();
    const acs::token_handle handle = cache.handle(ada, acs::scope::chat);
    acs::token_cache other = std::move(cache);
    CHECK(run(cache.get(ada, acs::scope::chat)).error() == acs::errc::client_stopped);
    CHECK(run(cache.get(handle)).error() == acs::errc::client_stopped);
    CHECK(run(cache.revoke(ada)).error() == acs::errc::client_stopped);
    CHECK(run(cache.remove(ada)).error() == acs::errc::client_stopped);
    CHECK(cache.keep_fresh(ada, acs::scope::chat).error() == acs::errc::client_stopped);
    CHECK(cache.try_get(ada, acs::scope::chat).empty());
    CHECK(cache.try_get(handle).empty());
    CHECK(!cache.put(ada, acs::scope::chat, make_token(1h)));
    CHECK(!cache.invalidate(ada, acs::scope::chat));
    CHECK(cache.invalidate(ada) == 0);
    cache.invalidate_all();
    CHECK(cache.stats().entries == 0);
    CHECK(run(other.get(ada, acs::scope::chat)).has_value());
}

TEST_CASE_FIXTURE(cache_fixture, "a context that is destroyed with flights in the air frees them all")
{
    auto own = std::make_unique<boost::asio::io_context>();
    int calls = 0;
    acs::token_source endless;
    endless.fetch = [&calls](acs::token_request) {
        return fetch_for_ever(calls);
    };
    endless.revoke = [](acs::communication_user, acs::call_options) {
        return revoke_for_ever();
    };
    auto cache = std::make_unique<acs::token_cache>(own->get_executor(), endless, options());
    for (int i = 0; i < 10; ++i)
        boost::asio::co_spawn(*own, cache->get(user(i), acs::scope::chat), boost::asio::detached);
    boost::asio::co_spawn(*own, cache->revoke(user(3)), boost::asio::detached);
    own->poll();
    CHECK(calls == 10);
    cache.reset(); // before its context, like every object that does I/O
    own.reset();   // the sanitizers look at what is left
}
