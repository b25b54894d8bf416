#include "cache_fixture.hpp"

#include <boost/asio/co_spawn.hpp>
#include <doctest/doctest.h>

using namespace std::chrono_literals;

// A token whose issue overlaps a revocation, from its first attempt to its final answer, is never served and
// never kept; who asks meanwhile waits for the end and gets a later one.

namespace {

using asked_token = acs::result<acs::access_token>;
const acs::communication_user ada("8:acs:ada");
const acs::communication_user bob("8:acs:bob");

} // namespace

// Calls that are held back are answered in the order of their numbers, which is that in which they began.

TEST_CASE_FIXTURE(
    cache_fixture, "a flight that began before the revocation and lands during it brings nothing")
{
    acs::token_cache cache = make_cache();
    hold = true;
    const auto asked = start(cache.get(ada, acs::scope::chat));
    settle();
    const auto revoking = start(cache.revoke(ada));
    settle();
    REQUIRE(revoked.size() == 1);
    release_one(0); // the fetch
    CHECK(cache.try_get(ada, acs::scope::chat).empty());
    CHECK(!asked->done());
    CHECK(requests.size() == 1); // none begins before the end
    release_one(0);              // the revocation
    CHECK(revoking->done());
    CHECK(requests.size() == 2);
    CHECK(!asked->done());
    release_all();
    REQUIRE(asked->done());
    CHECK(asked->result->value().token() == "token 2");
    CHECK(cache.try_get(ada, acs::scope::chat).token() == "token 2");
    CHECK(cache.stats().discarded == 1);
}

TEST_CASE_FIXTURE(
    cache_fixture, "a flight that began before the revocation and lands after it brings nothing")
{
    acs::token_cache cache = make_cache();
    hold = true;
    const auto asked = start(cache.get(ada, acs::scope::chat));
    settle();
    const auto revoking = start(cache.revoke(ada));
    settle();
    release_one(1); // the revocation
    REQUIRE(revoking->done());
    const auto later = start(cache.get(ada, acs::scope::chat));
    settle();
    CHECK(requests.size() == 2);
    release_one(0); // the first fetch: "token 1"
    CHECK(cache.try_get(ada, acs::scope::chat).empty());
    release_all();
    REQUIRE(asked->done());
    REQUIRE(later->done());
    CHECK(asked->result->value().token() == "token 2");
    CHECK(later->result->value().token() == "token 2");
    CHECK(cache.try_get(ada, acs::scope::chat).token() == "token 2");
}

TEST_CASE_FIXTURE(
    cache_fixture, "the first flight may even land after the one that came after the revocation")
{
    acs::token_cache cache = make_cache();
    hold = true;
    const auto asked = start(cache.get(ada, acs::scope::chat));
    settle();
    const auto revoking = start(cache.revoke(ada));
    settle();
    release_one(1); // the revocation
    const auto later = start(cache.get(ada, acs::scope::chat));
    settle();
    REQUIRE(requests.size() == 2);
    release_one(1); // the second fetch has "token 1" now, by order of answers
    REQUIRE(later->done());
    CHECK(later->result->value().token() == "token 1");
    release_all(); // the first has "token 2", and it is newer; but it was asked for before
    REQUIRE(asked->done());
    CHECK(asked->result->value().token() == "token 1");
    CHECK(cache.try_get(ada, acs::scope::chat).token() == "token 1");
}

TEST_CASE_FIXTURE(cache_fixture, "no token at hand is served from the call on, and get waits, then fetches")
{
    acs::token_cache cache = make_cache();
    const acs::token_handle handle = cache.handle(ada, acs::scope::chat);
    REQUIRE(run(cache.get(ada, acs::scope::chat)).has_value());
    REQUIRE(run(cache.get(ada, acs::scope::voip)).has_value());
    REQUIRE(run(cache.get(bob, acs::scope::chat)).has_value());
    REQUIRE(!cache.try_get(handle).empty());
    hold = true;
    const auto revoking = start(cache.revoke(ada));
    settle();
    CHECK(cache.try_get(ada, acs::scope::chat).empty());
    CHECK(cache.try_get(ada, acs::scope::voip).empty());
    CHECK(cache.try_get(handle).empty());
    CHECK(!cache.try_get(bob, acs::scope::chat).empty());
    const auto asked = start(cache.get(ada, acs::scope::chat));
    const auto impatient = start(cache.get(ada, acs::scope::voip, acs::token_options().deadline(5s)));
    const auto fresh = start(cache.get(handle));
    pass(5s);
    CHECK(requests.size() == 3);
    REQUIRE(impatient->done());
    CHECK(impatient->result->error() == acs::errc::deadline_exceeded);
    release_all();
    REQUIRE(revoking->done());
    CHECK(revoking->result->has_value());
    REQUIRE(asked->done());
    REQUIRE(fresh->done());
    CHECK(asked->result->value().token() == "token 4");
    CHECK(fresh->result->value().token() == "token 4");
    CHECK(requests.size() == 4);
}

TEST_CASE_FIXTURE(cache_fixture, "two revocations of one identity: the last one's end counts")
{
    acs::token_cache cache = make_cache();
    REQUIRE(run(cache.get(ada, acs::scope::chat)).has_value());
    hold = true;
    const auto one = start(cache.revoke(ada));
    settle();
    const auto other = start(cache.revoke(ada));
    settle();
    const auto asked = start(cache.get(ada, acs::scope::chat));
    settle();
    REQUIRE(held() == 2);
    release_one(1); // the second ends first
    CHECK(other->done());
    CHECK(!one->done());
    CHECK(requests.size() == 1);
    CHECK(!cache.put(ada, acs::scope::chat, make_token(1h)));
    release_all();
    REQUIRE(asked->done());
    CHECK(asked->result->has_value());
    CHECK(requests.size() == 2);
}

TEST_CASE_FIXTURE(cache_fixture, "a revocation that fails has revoked all the same, for the cache")
{
    acs::token_cache cache = make_cache();
    REQUIRE(run(cache.get(ada, acs::scope::chat)).has_value());
    revoke_answer = acs::error(acs::errc::response_timeout); // perhaps it was done
    CHECK(run(cache.revoke(ada)).error() == acs::errc::response_timeout);
    CHECK(cache.try_get(ada, acs::scope::chat).empty());
    CHECK(run(cache.get(ada, acs::scope::chat))->token() == "token 2");
}

TEST_CASE_FIXTURE(cache_fixture, "a caller that cancels its revocation does not cancel the operation")
{
    acs::token_cache cache = make_cache();
    REQUIRE(run(cache.get(ada, acs::scope::chat)).has_value());
    hold = true;
    const auto revoking = start(cache.revoke(ada));
    settle();
    revoking->cancel.emit(boost::asio::cancellation_type::terminal);
    settle();
    REQUIRE(revoking->done());
    CHECK(revoking->result->error() == acs::errc::canceled);
    const auto asked = start(cache.get(ada, acs::scope::chat));
    settle();
    CHECK(cache.try_get(ada, acs::scope::chat).empty());
    CHECK(!asked->done()); // the operation is under way still
    CHECK(requests.size() == 1);
    release_all();
    REQUIRE(asked->done());
    CHECK(asked->result->value().token() == "token 2");
}

TEST_CASE_FIXTURE(cache_fixture, "a revocation whose caller is destroyed goes on")
{
    acs::token_cache cache = make_cache();
    REQUIRE(run(cache.get(ada, acs::scope::chat)).has_value());
    hold = true;
    auto other = std::make_unique<boost::asio::io_context>();
    boost::asio::co_spawn(*other, cache.revoke(ada), [](std::exception_ptr, acs::result<void>) {});
    other->poll();
    settle();
    REQUIRE(revoked.size() == 1);
    other.reset();
    const auto asked = start(cache.get(ada, acs::scope::chat));
    settle();
    CHECK(!asked->done());
    CHECK(requests.size() == 1);
    release_all();
    REQUIRE(asked->done());
    CHECK(asked->result->value().token() == "token 2");
}

TEST_CASE_FIXTURE(cache_fixture, "nothing begun in a revocation is kept: put, keep_fresh, prefetch")
{
    acs::token_cache cache = make_cache();
    hold = true;
    const auto revoking = start(cache.revoke(ada));
    settle();
    CHECK(!cache.put(ada, acs::scope::chat, make_token(1h)));
    CHECK(cache.put(bob, acs::scope::chat, make_token(1h)));
    CHECK(cache.keep_fresh(ada, acs::scope::voip).has_value());
    std::vector<acs::communication_user> both{ada, bob};
    const auto fetching = start(cache.prefetch(both, acs::scope::chat));
    pass(40s);
    CHECK(requests.empty());
    CHECK(!fetching->done());
    release_all();
    CHECK(revoking->done());
    pass(2s);
    REQUIRE(fetching->done());
    CHECK(fetching->result->value().ready == 2);
    CHECK(!cache.try_get(ada, acs::scope::voip).empty());
    CHECK(requests.size() == 2);
}
