#include "refresher_fixture.hpp"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace asio = boost::asio;

refresher_fixture::~refresher_fixture() = default;

std::shared_ptr<refresher_fixture::call> refresher_fixture::start(asio::awaitable<token_result> what)
{
    auto state = std::make_shared<call>();
    asio::co_spawn(
        *context, std::move(what),
        asio::bind_cancellation_slot(
            state->cancel.slot(), [state](std::exception_ptr thrown, token_result got) {
                if (thrown)
                    std::rethrow_exception(thrown);
                state->result = std::move(got);
            }));
    return state;
}

std::shared_ptr<refresher_fixture::call> refresher_fixture::ask(
    acs::communication_token_credential& credential)
{
    auto state = start(credential.get_token());
    settle();
    return state;
}

acs::communication_token_credential_options refresher_fixture::options() const
{
    return acs::communication_token_credential_options().time(clock).jitter([] { return 0.0; });
}

acs::communication_token_credential refresher_fixture::make(
    acs::communication_token_credential_options chosen)
{
    return acs::communication_token_credential(context->get_executor(), refresher(), std::move(chosen));
}

acs::communication_token_credential::refresher refresher_fixture::refresher()
{
    return [this] {
        return refresh();
    };
}

acs::access_token refresher_fixture::make_token(nanoseconds of)
{
    return acs::access_token(
        "token " + std::to_string(++tokens_), clock->now_utc() + of, clock->now_boottime() + of);
}

void refresher_fixture::settle()
{
    context->restart();
    while (context->poll() > 0) {
    }
}

void refresher_fixture::pass(nanoseconds time, nanoseconds step)
{
    settle();
    while (time > nanoseconds(0)) {
        const nanoseconds by = std::min(time, step);
        clock->advance(by);
        settle();
        time -= by;
    }
}

void refresher_fixture::release()
{
    hold = false;
    for (const auto& each : std::exchange(held_, {}))
        if (const auto timer = each.lock())
            timer->cancel();
    settle();
}

asio::awaitable<refresher_fixture::token_result> refresher_fixture::refresh()
{
    ++calls;
    begun.push_back(clock->now_boottime());
    if (deaf)
        co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
    if (hold) {
        const auto cancellation = co_await asio::this_coro::cancellation_state;
        const auto timer =
            std::make_shared<asio::steady_timer>(*context, asio::steady_timer::time_point::max());
        held_.push_back(timer);
        constexpr auto as_result = asio::as_tuple(asio::use_awaitable);
        co_await timer->async_wait(as_result);
        if (cancellation.cancelled() != asio::cancellation_type::none) {
            ++cancelled;
            co_return acs::error(acs::errc::canceled);
        }
    }
    if (answer)
        co_return answer();
    co_return make_token(life);
}
