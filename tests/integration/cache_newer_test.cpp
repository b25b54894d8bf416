#include "cache_fixture.hpp"

#include <doctest/doctest.h>

using namespace std::chrono_literals;

namespace {

const acs::communication_user ada("8:acs:ada");
const acs::token_options newer = acs::token_options().newer(true);

boost::asio::awaitable<bool> stop(acs::token_cache& cache)
{
    co_await cache.stop();
    co_return true;
}

} // namespace

TEST_CASE_FIXTURE(cache_fixture, "who asks for a newer token gets one, and so do all from then on")
{
    acs::token_cache cache = make_cache();
    CHECK(run(cache.get(ada, acs::scope::chat))->token() == "token 1");
    clock->advance(1min);
    CHECK(run(cache.get(ada, acs::scope::chat, newer))->token() == "token 2");
    CHECK(run(cache.get(ada, acs::scope::chat))->token() == "token 2");
    const acs::token_handle handle = cache.handle(ada, acs::scope::chat);
    clock->advance(1min);
    CHECK(run(cache.get(handle, newer))->token() == "token 3");
    CHECK(cache.try_get(handle).token() == "token 3");
    CHECK(requests.size() == 3);
}

TEST_CASE_FIXTURE(cache_fixture, "a token that was issued within the same second is newer too")
{
    acs::token_cache cache = make_cache();
    CHECK(run(cache.get(ada, acs::scope::chat))->token() == "token 1");
    clock->advance(100ms);
    CHECK(run(cache.get(ada, acs::scope::chat, newer))->token() == "token 2");
    clock->advance(1ns);
    CHECK(run(cache.get(ada, acs::scope::chat, newer))->token() == "token 3");
    CHECK(cache.try_get(ada, acs::scope::chat).token() == "token 3");
}

TEST_CASE_FIXTURE(cache_fixture, "while a newer token is on its way the one at hand is served")
{
    acs::token_cache cache = make_cache();
    REQUIRE(run(cache.get(ada, acs::scope::chat)).has_value());
    clock->advance(1min);
    hold = true;
    const auto asked = start(cache.get(ada, acs::scope::chat, newer));
    const auto also = start(cache.get(ada, acs::scope::chat, newer));
    settle();
    CHECK_FALSE(asked->done());
    CHECK(run(cache.get(ada, acs::scope::chat))->token() == "token 1");
    release_all();
    REQUIRE(asked->done());
    REQUIRE(also->done());
    CHECK((**asked->result).token() == "token 2");
    CHECK((**also->result).token() == "token 2");
    CHECK(requests.size() == 2);
}

TEST_CASE_FIXTURE(cache_fixture, "if there is no newer token the error says so, and nothing is lost")
{
    acs::token_cache cache = make_cache();
    REQUIRE(run(cache.get(ada, acs::scope::chat)).has_value());
    clock->advance(1min);
    answer = [](const acs::token_request&) {
        return acs::error(acs::errc::service_unavailable);
    };
    for (std::size_t tried = 2; tried < 5; ++tried) { // a back-off holds nobody back who waits
        const auto refused = run(cache.get(ada, acs::scope::chat, newer));
        REQUIRE(refused.has_error());
        CHECK(refused.error() == acs::errc::service_unavailable);
        CHECK(requests.size() == tried);
        CHECK(run(cache.get(ada, acs::scope::chat))->token() == "token 1");
    }
    const std::size_t calls = requests.size();
    pass(25min, 10s);
    CHECK(requests.size() == calls); // nor does the cache try by itself before the renewal is due
    CHECK(cache.stats().backlog == 0);
    answer = nullptr;
    pass(28min, 10s);
    CHECK(requests.size() == calls + 1);
    CHECK(run(cache.get(ada, acs::scope::chat))->token() == "token 2");
    REQUIRE(run(stop(cache)));
    const auto stopped = run(cache.get(ada, acs::scope::chat, newer));
    REQUIRE(stopped.has_error());
    CHECK(stopped.error() == acs::errc::client_stopped);
    CHECK(cache.try_get(ada, acs::scope::chat).token() == "token 2");
}

TEST_CASE_FIXTURE(cache_fixture, "a newer token that expires no later is none: the one at hand is given")
{
    acs::token_cache cache = make_cache();
    REQUIRE(run(cache.get(ada, acs::scope::chat)).has_value());
    life = 30min;
    CHECK(run(cache.get(ada, acs::scope::chat, newer))->token() == "token 1");
    CHECK(requests.size() == 2);
    CHECK(run(cache.get(acs::communication_user("8:acs:bob"), acs::scope::chat, newer)).has_value());
}

TEST_CASE_FIXTURE(cache_fixture, "a deadline that passes while a newer token is awaited ends the wait alone")
{
    acs::token_cache cache = make_cache();
    REQUIRE(run(cache.get(ada, acs::scope::chat)).has_value());
    clock->advance(1min);
    hold = true;
    acs::token_options hurried = newer;
    const auto asked = start(cache.get(ada, acs::scope::chat, hurried.deadline(2s)));
    pass(3s);
    REQUIRE(asked->done());
    REQUIRE(asked->result->has_error());
    CHECK(asked->result->error() == acs::errc::deadline_exceeded);
    release_all();
    CHECK(cache.try_get(ada, acs::scope::chat).token() == "token 2");
}

TEST_CASE_FIXTURE(cache_fixture, "who waits for a renewal that fails has a call of their own")
{
    acs::token_cache cache = make_cache();
    REQUIRE(run(cache.get(ada, acs::scope::chat)).has_value());
    hold = true;
    for (int minutes = 0; held() == 0 && minutes < 60; ++minutes)
        pass(1min, 10s);
    REQUIRE(held() == 1);
    CHECK(requests.back().call.max_retries() == 0u);
    acs::errc why = acs::errc::service_unavailable;
    answer = [this, &why](const acs::token_request& asked) -> acs::result<acs::access_token> {
        if (asked.call.max_retries() == 0u)
            return acs::error(why);
        return make_token(life);
    };
    const std::size_t calls = requests.size();
    const auto asked = start(cache.get(ada, acs::scope::chat, newer));
    const auto also = start(cache.get(ada, acs::scope::chat, newer));
    settle();
    CHECK(requests.size() == calls); // they wait for the renewal

    SUBCASE("as the renewal made one attempt only")
    {
        release_all();
        REQUIRE(asked->done());
        REQUIRE(also->done());
        REQUIRE(asked->result->has_value());
        CHECK((**asked->result).token() == "token 2");
        CHECK((**also->result).token() == "token 2");
        CHECK(requests.size() == calls + 1);
        CHECK(requests.back().call.max_retries() != 0u);
    }
    SUBCASE("but not if the identity is gone")
    {
        why = acs::errc::identity_not_found;
        release_all();
        REQUIRE(asked->done());
        CHECK(asked->result->error() == acs::errc::identity_not_found);
        CHECK(requests.size() == calls);
    }
    SUBCASE("nor if the request itself is refused")
    {
        why = acs::errc::forbidden;
        release_all();
        REQUIRE(asked->done());
        CHECK(asked->result->error() == acs::errc::forbidden);
        CHECK(requests.size() == calls);
    }
}
