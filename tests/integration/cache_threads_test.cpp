// Several threads at one cache. For ThreadSanitizer above all; what is checked holds whatever the order.
#include <acs/token_cache.hpp>

#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>
#include <chrono>
#include <cstdio>
#include <doctest/doctest.h>
#include <future>
#include <string>
#include <thread>
#include <vector>

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t users = 40;

acs::communication_user user(std::size_t number)
{
    return acs::communication_user("8:acs:" + std::to_string(number % users));
}

// A token says whose it is and how often its owner had been revoked when it was asked for.
struct shared_service
{
    std::array<std::atomic<int>, users> revocations{};
    std::atomic<std::size_t> calls{0};

    static std::size_t number_of(const acs::communication_user& whose)
    {
        return static_cast<std::size_t>(std::stoi(whose.id().substr(6)));
    }
};

asio::awaitable<acs::result<acs::access_token>> fetch(
    std::shared_ptr<shared_service> service, acs::token_request wanted)
{
    const std::size_t number = shared_service::number_of(wanted.user);
    const std::size_t call = ++service->calls;
    const std::string text = wanted.user.id() + " " + std::to_string(service->revocations[number].load());
    const auto executor = co_await asio::this_coro::executor;
    co_await asio::post(executor, asio::use_awaitable);
    if (call % 7 == 0)
        co_return acs::error(acs::errc::service_unavailable);
    if (call % 31 == 0)
        co_return acs::error(acs::errc::identity_not_found);
    const auto now = acs::time_source::system();
    co_return acs::access_token(text, now->now_utc() + 1h, now->now_boottime() + 1h);
}

asio::awaitable<acs::result<void>> revoke(
    std::shared_ptr<shared_service> service, acs::communication_user whose)
{
    const auto executor = co_await asio::this_coro::executor;
    co_await asio::post(executor, asio::use_awaitable);
    ++service->revocations[shared_service::number_of(whose)];
    co_return acs::result<void>();
}

acs::token_cache make_cache(asio::thread_pool& pool, std::shared_ptr<shared_service> service)
{
    acs::token_source source;
    source.fetch = [service](acs::token_request wanted) {
        return fetch(service, std::move(wanted));
    };
    source.revoke = [service](acs::communication_user whose, acs::call_options) {
        return revoke(service, std::move(whose));
    };
    source.remove = source.revoke;
    return acs::token_cache(
        pool.get_executor(), source, acs::token_cache_options().max_entries(30).quota(acs::quota()));
}

struct outcome
{
    std::size_t served = 0;
    std::size_t wrong = 0;
};

// Of this user, and not older than the revocations that were over before it was asked for.
bool is_right(const acs::access_token& token, const acs::communication_user& whose, int revoked_before)
{
    const std::string text(token.token());
    const std::size_t space = text.find(' ');
    return text.substr(0, space) == whose.id() && std::stoi(text.substr(space + 1)) >= revoked_before;
}

// How often a user was revoked by a call that had returned.
using returned_revocations = std::array<std::atomic<int>, users>;

asio::awaitable<outcome> use(
    acs::token_cache* cache, std::shared_ptr<returned_revocations> returned, std::size_t seed, int rounds)
{
    outcome made;
    const auto executor = co_await asio::this_coro::executor;
    const acs::scope_set chat = acs::scope::chat;
    const acs::token_handle handle = cache->handle(user(seed), chat);
    for (int round = 0; round < rounds; ++round) {
        seed = seed * 1103515245 + 12345;
        const acs::communication_user who = user(seed >> 16);
        const std::size_t number = shared_service::number_of(who);
        const int before = (*returned)[number].load();
        switch ((seed >> 8) % 16) {
        case 0:
            if ((co_await cache->revoke(who)).has_value())
                ++(*returned)[number];
            break;
        case 1:
            (void)cache->keep_fresh(who, chat).has_value();
            break;
        case 2:
            cache->release(who, chat);
            break;
        case 3:
            cache->invalidate(who);
            break;
        case 4:
            if (round % 50 == 0)
                cache->invalidate_all();
            break;
        case 5:
            (void)cache->stats();
            if (round % 20 == 0)
                (void)cache->plan();
            break;
        case 6:
            (void)co_await cache->get(handle);
            break;
        case 7:
            if (round % 20 == 0)
                (void)co_await cache->remove(who);
            break;
        case 8: {
            std::vector<acs::communication_user> some{user(seed), user(seed + 1), user(seed + 2)};
            (void)co_await cache->prefetch(std::move(some), chat, acs::prefetch_options().deadline(5ms));
            break;
        }
        case 9:
        case 10:
        case 11: {
            const acs::access_token token = cache->try_get(who, chat);
            made.served += token.empty() ? 0 : 1;
            made.wrong += !token.empty() && !is_right(token, who, before) ? 1 : 0;
            break;
        }
        default: {
            const auto token = co_await cache->get(who, chat);
            made.served += token ? 1 : 0;
            made.wrong += token && !is_right(*token, who, before) ? 1 : 0;
        }
        }
        if (round % 8 == 0)
            co_await asio::post(executor, asio::use_awaitable);
    }
    co_return made;
}

} // namespace

TEST_CASE("a cache used by two threads serves right tokens only")
{
    const auto service = std::make_shared<shared_service>();
    const auto returned = std::make_shared<returned_revocations>();
    asio::thread_pool pool(2);
    {
        acs::token_cache cache = make_cache(pool, service);
        std::vector<std::future<outcome>> running;
        for (std::size_t i = 0; i < 8; ++i)
            running.push_back(asio::co_spawn(pool, use(&cache, returned, i * 77 + 1, 300), asio::use_future));
        // One more thread, which is not of the executor.
        std::thread beside([&cache] {
            const acs::token_handle handle = cache.handle(user(3), acs::scope::chat);
            for (int i = 0; i < 3000; ++i) {
                (void)cache.try_get(user(static_cast<std::size_t>(i)), acs::scope::chat);
                (void)cache.try_get(handle);
                if (i % 500 == 0)
                    (void)cache.stats();
            }
        });
        std::size_t served = 0;
        for (auto& each : running) {
            const outcome made = each.get();
            served += made.served;
            CHECK(made.wrong == 0);
        }
        beside.join();
        CHECK(served > 100);
        asio::co_spawn(pool, cache.stop(), asio::use_future).get();
    }
    pool.join();
}

TEST_CASE("a cache is destroyed while threads wait in it")
{
    for (int round = 0; round < 20; ++round) {
        const auto service = std::make_shared<shared_service>();
        asio::thread_pool pool(2);
        std::vector<std::future<acs::result<acs::access_token>>> running;
        {
            acs::token_cache cache = make_cache(pool, service);
            for (std::size_t i = 0; i < 20; ++i)
                running.push_back(
                    asio::co_spawn(pool, cache.get(user(i), acs::scope::chat), asio::use_future));
        }
        for (auto& each : running)
            (void)each.get().has_value(); // whatever it is, it comes
        pool.join();
    }
}
