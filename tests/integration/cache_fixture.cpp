#include "cache_fixture.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace asio = boost::asio;

cache_fixture::cache_fixture() = default;

acs::token_source cache_fixture::source()
{
    acs::token_source made;
    made.fetch = [this](acs::token_request wanted) {
        return fetch(std::move(wanted));
    };
    made.revoke = [this](acs::communication_user user, acs::call_options) {
        return revoke(std::move(user));
    };
    made.remove = [this](acs::communication_user user, acs::call_options) {
        return remove(std::move(user));
    };
    return made;
}

acs::token_cache_options cache_fixture::options() const
{
    return acs::token_cache_options().time(clock).seed(1).jitter([] { return 0.5; });
}

acs::access_token cache_fixture::make_token(nanoseconds of)
{
    return acs::access_token(
        "token " + std::to_string(++tokens_), clock->now_utc() + of,
        clock->now_boottime() + of - std::chrono::seconds(1));
}

void cache_fixture::settle()
{
    context.restart();
    while (context.poll() > 0) {
    }
}

void cache_fixture::pass(nanoseconds time, nanoseconds step)
{
    settle();
    while (time > nanoseconds(0)) {
        const nanoseconds by = std::min(time, step);
        clock->advance(by);
        settle();
        time -= by;
    }
}

asio::awaitable<void> cache_fixture::wait_if_held()
{
    if (!hold)
        co_return;
    const auto timer = std::make_shared<asio::steady_timer>(context, asio::steady_timer::time_point::max());
    held_.push_back(timer);
    constexpr auto as_result = asio::as_tuple(asio::use_awaitable);
    co_await timer->async_wait(as_result);
}

void cache_fixture::release_one()
{
    held_.front()->cancel();
    held_.erase(held_.begin());
    settle();
}

void cache_fixture::release_all()
{
    hold = false;
    while (!held_.empty())
        release_one();
}

asio::awaitable<acs::result<acs::access_token>> cache_fixture::fetch(acs::token_request wanted)
{
    requests.push_back(wanted);
    co_await wait_if_held();
    if (answer)
        co_return answer(wanted);
    co_return make_token(life);
}

asio::awaitable<acs::result<void>> cache_fixture::revoke(acs::communication_user user)
{
    revoked.push_back(user.id());
    co_await wait_if_held();
    co_return revoke_answer;
}

asio::awaitable<acs::result<void>> cache_fixture::remove(acs::communication_user user)
{
    removed.push_back(user.id());
    co_await wait_if_held();
    co_return acs::result<void>();
}
