#include "cache_fixture.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>

using namespace std::chrono_literals;

// What revoking and removing mean for entries that are kept fresh, and for any order of events.

namespace {

using asked_token = acs::result<acs::access_token>;
const acs::communication_user ada("8:acs:ada");
const acs::communication_user bob("8:acs:bob");

boost::asio::awaitable<acs::result<void>> and_count(
    boost::asio::awaitable<acs::result<void>> operation, int& ended)
{
    const acs::result<void> outcome = co_await std::move(operation);
    ++ended;
    co_return outcome;
}

} // namespace

TEST_CASE_FIXTURE(cache_fixture, "what is kept fresh comes back by itself after a revocation")
{
    acs::token_cache cache = make_cache();
    REQUIRE(cache.keep_fresh(ada, acs::scope::chat).has_value());
    REQUIRE(cache.keep_fresh(ada, acs::scope::voip).has_value());
    pass(2s);
    REQUIRE(requests.size() == 2);
    const acs::access_token old = cache.try_get(ada, acs::scope::chat);
    REQUIRE(run(cache.revoke(ada)).has_value());
    CHECK(cache.try_get(ada, acs::scope::chat).token() != old.token());
    pass(2s);
    CHECK(!cache.try_get(ada, acs::scope::chat).empty());
    CHECK(cache.try_get(ada, acs::scope::chat).token() != old.token());
    CHECK(!cache.try_get(ada, acs::scope::voip).empty());
    CHECK(requests.size() == 4);
    CHECK(cache.stats().kept_fresh == 2);
    CHECK(cache.stats().lapsed == 0); // it was taken back; it did not expire
}

TEST_CASE_FIXTURE(cache_fixture, "a renewal in the air when the revocation begins brings nothing")
{
    acs::token_cache cache = make_cache();
    REQUIRE(cache.keep_fresh(ada, acs::scope::chat).has_value());
    pass(2s);
    hold = true;
    while (requests.size() < 2) // its renewal
        pass(10s, 10s);
    const auto revoking = start(cache.revoke(ada));
    settle();
    release_one(0); // the renewal
    CHECK(cache.try_get(ada, acs::scope::chat).empty());
    CHECK(cache.stats().discarded == 1);
    release_all();
    REQUIRE(revoking->done());
    pass(2s);
    CHECK(cache.try_get(ada, acs::scope::chat).token() == "token 3");
}

TEST_CASE_FIXTURE(cache_fixture, "removing an identity leaves nothing of it, kept fresh or not")
{
    acs::token_cache cache = make_cache();
    REQUIRE(cache.keep_fresh(ada, acs::scope::chat).has_value());
    pass(2s);
    REQUIRE(run(cache.get(ada, acs::scope::voip)).has_value());
    REQUIRE(run(cache.get(bob, acs::scope::chat)).has_value());
    REQUIRE(run(cache.remove(ada)).has_value());
    CHECK(removed == std::vector<std::string>{ada.id()});
    CHECK(cache.stats().entries == 1);
    CHECK(cache.stats().kept_fresh == 0);
    CHECK(cache.try_get(ada, acs::scope::chat).empty());
    CHECK(!cache.try_get(bob, acs::scope::chat).empty());
    pass(2h, 10s);
    for (std::size_t i = 3; i < requests.size(); ++i)
        CHECK(requests[i].user.id() != ada.id());
}

TEST_CASE_FIXTURE(cache_fixture, "flights and prefetches of an identity that is removed end with an answer")
{
    acs::token_cache cache = make_cache();
    hold = true;
    const auto asked = start(cache.get(ada, acs::scope::chat));
    settle();
    const auto removing = start(cache.remove(ada));
    settle();
    std::vector<acs::communication_user> one{ada};
    const auto fetching = start(cache.prefetch(one, acs::scope::voip));
    settle();
    answer = [](const acs::token_request&) {
        return acs::error(acs::errc::identity_not_found);
    };
    release_all();
    pass(2s);
    REQUIRE(removing->done());
    REQUIRE(asked->done());
    CHECK(asked->result->error() == acs::errc::identity_not_found);
    REQUIRE(fetching->done());
    CHECK(fetching->result->value().failed == 1);
}

TEST_CASE_FIXTURE(cache_fixture, "a source without such operations says so and changes nothing")
{
    acs::token_source only_fetch;
    only_fetch.fetch = source().fetch;
    acs::token_cache cache(context.get_executor(), only_fetch, options());
    REQUIRE(run(cache.get(ada, acs::scope::chat)).has_value());
    CHECK(run(cache.revoke(ada)).error() == acs::errc::invalid_argument);
    CHECK(run(cache.remove(ada)).error() == acs::errc::invalid_argument);
    CHECK(run(cache.revoke(acs::communication_user(""))).error() == acs::errc::invalid_argument);
    CHECK(!cache.try_get(ada, acs::scope::chat).empty());
}

TEST_CASE_FIXTURE(
    cache_fixture, "a token whose issue overlaps a revocation is never served, in any order of events")
{
    for (unsigned seed = 1; seed <= 30; ++seed) {
        std::mt19937 random(seed);
        const auto below = [&](std::size_t limit) {
            return static_cast<int>(random() % limit);
        };
        requests.clear();
        hold = true;
        // By text: how many revocations of its identity had begun, and ended, when its fetch began.
        struct revocations
        {
            int begun = 0;
            int ended = 0;
        };
        std::map<std::string, revocations> now, at_start;
        // The answer's text says which call it was: the order of calls is that of `requests`.
        acs::token_source made;
        int calls = 0;
        const auto revoke = source().revoke;
        made.revoke = [&](acs::communication_user who, acs::call_options call) {
            int& ended = now[who.id()].ended;
            return and_count(revoke(std::move(who), std::move(call)), ended);
        };
        const auto fetch = source().fetch;
        made.fetch = [&](acs::token_request wanted) {
            at_start[wanted.user.id() + "#" + std::to_string(calls)] = now[wanted.user.id()];
            wanted.call.request_id(wanted.user.id() + "#" + std::to_string(calls++));
            return fetch(std::move(wanted));
        };
        answer = [this](const acs::token_request& wanted) {
            return acs::access_token(
                wanted.call.request_id(), clock->now_utc() + 1h, clock->now_boottime() + 1h);
        };
        acs::token_cache tested(context.get_executor(), made, options());
        const auto check = [&](const acs::access_token& token, const std::string& who) {
            if (token.empty())
                return;
            const revocations then = at_start.at(std::string(token.token()));
            REQUIRE(then.begun == then.ended);     // none was under way
            REQUIRE(then.begun == now[who].begun); // none has begun since
        };
        std::vector<std::pair<std::string, std::shared_ptr<pending<asked_token>>>> asked;
        std::vector<std::shared_ptr<pending<acs::result<void>>>> revoking;
        const auto look = [&] {
            std::erase_if(revoking, [](const auto& each) { return each->done(); });
            std::erase_if(asked, [&](const auto& each) {
                if (each.second->done() && each.second->result->has_value())
                    check(each.second->result->value(), each.first);
                return each.second->done();
            });
            for (const auto& who : {user(0), user(1)})
                check(tested.try_get(who, acs::scope::chat), who.id());
        };
        for (int i = 0; i < 400; ++i) {
            const acs::communication_user who = user(below(2));
            switch (below(6)) {
            case 0:
            case 1:
                asked.emplace_back(who.id(), start(tested.get(who, acs::scope::chat)));
                settle();
                break;
            case 2:
                if (revoking.size() < 4) {
                    ++now[who.id()].begun;
                    revoking.push_back(start(tested.revoke(who)));
                    settle();
                }
                break;
            case 3:
                pass(1s);
                break;
            default:
                if (held() > 0)
                    release_one(static_cast<std::size_t>(below(held())));
            }
            look();
        }
        release_all();
        settle();
        look();
        CHECK(asked.empty());
        CHECK(revoking.empty());
    }
}
