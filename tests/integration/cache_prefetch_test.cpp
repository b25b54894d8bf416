#include "cache_fixture.hpp"

#include <acs/capacity.hpp>

#include <doctest/doctest.h>

#include <algorithm>

using namespace std::chrono_literals;

namespace {

using ended = acs::result<acs::prefetch_progress>;
const acs::communication_user ada("8:acs:ada");

std::vector<acs::communication_user> many(int from, int to)
{
    std::vector<acs::communication_user> made;
    for (int i = from; i < to; ++i)
        made.push_back(cache_fixture::user(i));
    return made;
}

} // namespace

TEST_CASE_FIXTURE(cache_fixture, "a prefetch fetches all at c, and tells how far it has come")
{
    limited = true;
    acs::token_cache cache = make_cache();
    std::vector<acs::prefetch_progress> told;
    const auto fetching = start(cache.prefetch(
        many(0, 400), acs::scope::chat,
        acs::prefetch_options().on_progress(
            [&](const acs::prefetch_progress& now) { told.push_back(now); })));
    pass(10s);
    CHECK(!fetching->done());
    CHECK(requests.size() >= 9 * 19);
    CHECK(requests.size() <= 12 * 19);
    pass(15s);
    REQUIRE(fetching->done());
    REQUIRE(fetching->result->has_value());
    CHECK(fetching->result->value().total == 400);
    CHECK(fetching->result->value().ready == 400);
    CHECK(fetching->result->value().failed == 0);
    CHECK(requests.size() == 400);
    REQUIRE(told.size() >= 20);
    for (std::size_t i = 0; i < told.size(); ++i) {
        CHECK(told[i].total == 400);
        if (i > 0)
            CHECK(told[i].ready > told[i - 1].ready);
    }
    CHECK(told.back().ready == 400);
    for (int i = 0; i < 400; ++i)
        CHECK(!cache.try_get(user(i), acs::scope::chat).empty());
    for (const auto& each : requests)
        CHECK(each.call.lane() == acs::lane::background);
}

TEST_CASE_FIXTURE(cache_fixture, "failures of single identities are counted, and hold nobody up")
{
    acs::token_cache cache = make_cache();
    answer = [this](const acs::token_request& wanted) -> acs::result<acs::access_token> {
        if (wanted.user.id().back() == '7')
            return acs::error(acs::errc::identity_not_found);
        if (wanted.user.id().back() == '8')
            return acs::error(acs::errc::request_rejected);
        return make_token(1h);
    };
    const auto fetching = start(cache.prefetch(many(0, 100), acs::scope::chat));
    pass(20s);
    REQUIRE(fetching->done());
    CHECK(fetching->result->value().ready == 80);
    CHECK(fetching->result->value().failed == 20);
    CHECK(requests.size() == 100);
    // Who is unknown is known to be so for a minute: another prefetch does not ask again, but waits.
    CHECK(cache.stats().kept_fresh == 0);
}

TEST_CASE_FIXTURE(cache_fixture, "a failure that may pass is tried again")
{
    acs::token_cache cache = make_cache();
    answer = [](const acs::token_request&) {
        return acs::error(acs::errc::service_unavailable);
    };
    const auto fetching = start(cache.prefetch(many(0, 50), acs::scope::chat));
    pass(2min);
    CHECK(!fetching->done());
    answer = nullptr;
    pass(15s);
    REQUIRE(fetching->done());
    CHECK(fetching->result->value().ready == 50);
}

TEST_CASE_FIXTURE(cache_fixture, "a cancelled prefetch leaves the rest unfetched and unkept")
{
    acs::token_cache cache = make_cache();
    const auto fetching = start(cache.prefetch(many(0, 600), acs::scope::chat));
    pass(5s);
    fetching->cancel.emit(boost::asio::cancellation_type::terminal);
    settle();
    REQUIRE(fetching->done());
    CHECK(fetching->result->error() == acs::errc::canceled);
    const std::size_t before = requests.size();
    pass(2min);
    CHECK(requests.size() <= before + 19);
    CHECK(cache.stats().entries == requests.size());
    CHECK(cache.stats().planned == requests.size());
}

TEST_CASE_FIXTURE(cache_fixture, "a prefetch cancelled in an outage leaves nothing to fetch after it")
{
    acs::token_cache cache = make_cache();
    answer = [](const acs::token_request&) {
        return acs::error(acs::errc::service_unavailable);
    };
    const auto fetching = start(cache.prefetch(many(0, 300), acs::scope::chat));
    pass(1min);
    REQUIRE(cache.stats().health == acs::cache_health::unreachable);
    fetching->cancel.emit(boost::asio::cancellation_type::terminal);
    settle();
    answer = nullptr;
    const std::size_t before = requests.size();
    CHECK(run(cache.get(ada, acs::scope::chat)).has_value()); // the service is back
    pass(2min);
    CHECK(requests.size() <= before + 1 + 1);
    CHECK(cache.stats().entries <= 2);
    CHECK(cache.stats().backlog == 0);
}

TEST_CASE_FIXTURE(cache_fixture, "a prefetch ends at its deadline, which is none by default")
{
    acs::token_cache cache = make_cache();
    const auto hasty =
        start(cache.prefetch(many(0, 600), acs::scope::chat, acs::prefetch_options().deadline(5s)));
    pass(4s);
    CHECK(!hasty->done());
    pass(1s);
    REQUIRE(hasty->done());
    CHECK(hasty->result->error() == acs::errc::deadline_exceeded);
    const std::size_t before = requests.size();
    pass(1min);
    CHECK(requests.size() <= before + 19);
    hold = true;
    const auto patient = start(cache.prefetch(many(700, 701), acs::scope::chat));
    pass(10h, 30s);
    CHECK(!patient->done());
    release_all();
    REQUIRE(patient->done());
    CHECK(patient->result->value().ready == 1);
}

TEST_CASE_FIXTURE(cache_fixture, "more than the quota can renew is infeasible, and fetches none")
{
    acs::token_cache cache =
        make_cache(options().quota(acs::quota::uniform(acs::rate{0.05, 5})).default_lifetime(1h));
    const auto most = static_cast<int>(cache.plan().room);
    for (const bool kept : {false, true}) {
        const auto refused = run(
            cache.prefetch(many(0, most + 1), acs::scope::chat, acs::prefetch_options().keep_fresh(kept)));
        REQUIRE(!refused.has_value());
        CHECK(refused.error() == acs::errc::infeasible);
        CHECK(refused.error().message().find(std::to_string(most)) != std::string::npos);
        CHECK(cache.stats().entries == 0);
        CHECK(cache.plan().room == static_cast<std::size_t>(most));
    }
    CHECK(requests.empty());
    CHECK(cache.stats().infeasible == 2);
}

TEST_CASE_FIXTURE(cache_fixture, "what is there already, or twice in the list, is fetched no more than once")
{
    acs::token_cache cache = make_cache();
    for (int i = 0; i < 50; ++i)
        REQUIRE(cache.put(user(i), acs::scope::chat, make_token(1h)));
    auto list = many(0, 100);
    const auto again = many(80, 100);
    list.insert(list.end(), again.begin(), again.end());
    const auto fetching = start(cache.prefetch(list, acs::scope::chat));
    pass(10s);
    REQUIRE(fetching->done());
    CHECK(fetching->result->value().total == 120);
    CHECK(fetching->result->value().ready == 120);
    CHECK(requests.size() == 50);
    const auto at_once = run(cache.prefetch(list, acs::scope::chat));
    CHECK(at_once.value().ready == 120);
    CHECK(requests.size() == 50);
    CHECK(run(cache.prefetch({}, acs::scope::chat)).value().total == 0);
}

TEST_CASE_FIXTURE(cache_fixture, "what is kept fresh already, or twice in the list, needs no room of its own")
{
    acs::token_cache cache =
        make_cache(options().quota(acs::quota::uniform(acs::rate{0.05, 5})).default_lifetime(1h));
    const auto most = static_cast<int>(cache.plan().room);
    for (int i = 0; i < most; ++i)
        REQUIRE(cache.keep_fresh(user(i), acs::scope::chat).has_value());
    auto list = many(0, most);
    list.push_back(user(0));
    for (const bool kept : {true, false}) {
        const auto fetching =
            start(cache.prefetch(list, acs::scope::chat, acs::prefetch_options().keep_fresh(kept)));
        pass(1h, 5s);
        REQUIRE(fetching->done());
        REQUIRE(fetching->result->has_value());
        CHECK(fetching->result->value().ready == static_cast<std::size_t>(most) + 1);
        CHECK(cache.plan().kept_fresh == static_cast<std::size_t>(most));
    }
    list.push_back(ada); // but this one does
    CHECK(run(cache.prefetch(list, acs::scope::chat)).error() == acs::errc::infeasible);
}

TEST_CASE_FIXTURE(cache_fixture, "a prefetch that turns out not to fit keeps none fresh")
{
    acs::token_cache cache = make_cache(options().quota(acs::quota::uniform(acs::rate{0.05, 5})));
    REQUIRE(cache.plan().room > 200); // with a day's life; but these live an hour
    for (int i = 0; i < 200; ++i)
        REQUIRE(cache.put(user(i), acs::scope::chat, make_token(1h)));
    REQUIRE(cache.keep_fresh(user(7), acs::scope::chat).has_value());
    const std::size_t room = cache.plan().room;
    const auto refused =
        run(cache.prefetch(many(0, 200), acs::scope::chat, acs::prefetch_options().keep_fresh(true)));
    REQUIRE(!refused.has_value());
    CHECK(refused.error() == acs::errc::infeasible);
    CHECK(cache.stats().kept_fresh == 1);
    CHECK(cache.plan().room == room);
}

TEST_CASE_FIXTURE(cache_fixture, "a prefetch may keep the tokens fresh, and two may want the same ones")
{
    acs::token_cache cache = make_cache(options().default_lifetime(1h));
    const auto one =
        start(cache.prefetch(many(0, 60), acs::scope::chat, acs::prefetch_options().keep_fresh(true)));
    const auto other = start(cache.prefetch(many(30, 90), acs::scope::chat));
    pass(8s);
    REQUIRE(one->done());
    REQUIRE(other->done());
    CHECK(one->result->value().ready == 60);
    CHECK(other->result->value().ready == 60);
    CHECK(requests.size() == 90);
    CHECK(cache.stats().kept_fresh == 60);
    pass(5h, 10s);
    CHECK(cache.stats().entries == 60);
    for (int i = 0; i < 60; ++i)
        CHECK(!cache.try_get(user(i), acs::scope::chat).empty());
}

TEST_CASE_FIXTURE(cache_fixture, "one of two prefetches that want the same tokens may be cancelled")
{
    acs::token_cache cache = make_cache();
    const auto one = start(cache.prefetch(many(0, 200), acs::scope::chat));
    const auto other = start(cache.prefetch(many(0, 200), acs::scope::chat));
    pass(2s);
    one->cancel.emit(boost::asio::cancellation_type::terminal);
    pass(15s);
    REQUIRE(one->done());
    REQUIRE(other->done());
    CHECK(other->result->value().ready == 200);
    CHECK(requests.size() == 200);
}

TEST_CASE_FIXTURE(cache_fixture, "who asks for a token that a prefetch waits for has it at once")
{
    acs::token_cache cache = make_cache();
    const auto fetching = start(cache.prefetch(many(0, 400), acs::scope::chat));
    settle();
    CHECK(run(cache.get(user(399), acs::scope::chat)).has_value());
    pass(25s);
    REQUIRE(fetching->done());
    CHECK(fetching->result->value().ready == 400);
    CHECK(requests.size() == 400);
}
