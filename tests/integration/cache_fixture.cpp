#include "cache_fixture.hpp"

#include "pipeline/permit.hpp"
#include "transport/deadline.hpp"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>

namespace asio = boost::asio;

cache_fixture::cache_fixture()
    : timeouts_(std::make_shared<acs::transport::timeout_queue>(context.get_executor(), clock))
{}

template <class T>
std::shared_ptr<cache_fixture::pending<T>> cache_fixture::start(asio::awaitable<T> what)
{
    auto state = std::make_shared<pending<T>>();
    asio::co_spawn(
        context, std::move(what),
        asio::bind_cancellation_slot(state->cancel.slot(), [state](std::exception_ptr thrown, T got) {
            if (thrown)
                std::rethrow_exception(thrown);
            state->result = std::move(got);
        }));
    return state;
}

template <class T>
using started = std::shared_ptr<cache_fixture::pending<acs::result<T>>>;
template <class T>
using call = asio::awaitable<acs::result<T>>;
template std::shared_ptr<cache_fixture::pending<bool>> cache_fixture::start(asio::awaitable<bool>);
template started<void> cache_fixture::start(call<void>);
template started<acs::access_token> cache_fixture::start(call<acs::access_token>);
template started<acs::prefetch_progress> cache_fixture::start(call<acs::prefetch_progress>);

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

acs::access_token cache_fixture::make_foreign_token(nanoseconds of)
{
    return acs::access_token(acs::secret("token " + std::to_string(++tokens_)), clock->now_utc() + of);
}

acs::communication_user cache_fixture::user(int number)
{
    return acs::communication_user("8:acs:user-" + std::to_string(number));
}

std::uint64_t cache_fixture::count(const acs::token_cache& cache, acs::cache_result how)
{
    return cache.stats().requests[static_cast<std::size_t>(how)];
}

std::size_t cache_fixture::busiest(nanoseconds window) const
{
    std::size_t most = 0;
    for (std::size_t first = 0, end = 0; first < begun.size(); ++first) {
        while (end < begun.size() && begun[end] - begun[first] < window)
            ++end;
        most = std::max(most, end - first);
    }
    return most;
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

void cache_fixture::release_one(std::size_t which)
{
    const auto chosen = held_.begin() + static_cast<std::ptrdiff_t>(which);
    const auto timer = *chosen;
    held_.erase(chosen);
    timer->cancel();
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
    if (limited && wanted.call.quota()) {
        const auto limit = std::make_shared<acs::transport::deadline>(
            timeouts_, co_await asio::this_coro::cancellation_state,
            clock->now_boottime() + wanted.call.deadline().value_or(std::chrono::seconds(60)));
        limit->start(limit->expiry());
        const auto refused = co_await acs::pipeline::wait_for_permit(
            *wanted.call.quota(), acs::operation::get_token, wanted.call.lane(), *limit);
        if (refused)
            co_return *refused;
    }
    begun.push_back(clock->now_boottime());
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
