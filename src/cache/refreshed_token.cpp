#include "cache/refreshed_token.hpp"

#include "cache/alarm_service.hpp"
#include "wire/function_error.hpp"

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

namespace acs::cache {

namespace asio = boost::asio;

namespace {

// The last moments of a token: it might end on its way to the service, so its successor is waited for. As
// much as the reserve of the token cache.
constexpr std::chrono::seconds last_moments(10);

// Between refreshes that nobody asked for, if the issuer's tokens live no longer.
constexpr std::chrono::seconds shortest_pause(1);

// `call` stays alive as long as the refresher's coroutine, which may be a lambda's.
asio::awaitable<result<wire::issued_token>> refresh(std::shared_ptr<const refreshed_token::refresher> call)
{
    result<access_token> refreshed = co_await (*call)();
    if (!refreshed) {
        const error why = refreshed.error();
        // Its own deadline's code is let through.
        const bool late = why == errc::deadline_exceeded;
        co_return late ? wire::function_error("the refresher", why)
                       : wire::foreign_error("the refresher", why);
    }
    wire::issued_token issued;
    issued.token = std::move(*refreshed);
    co_return issued;
}

} // namespace

refreshed_token::refreshed_token(
    const asio::any_io_executor& runs_on, const communication_token_credential_options& options)
    : runs_on_(runs_on), time_(options.time() ? options.time() : time_source::system()),
      alarms_(options.refresh_proactively() ? alarm_service::queue(runs_on, time_) : nullptr)
{}

std::shared_ptr<refreshed_token> refreshed_token::create(
    const asio::any_io_executor& runs_on, refresher refresh_function,
    const communication_token_credential_options& options)
{
    std::shared_ptr<refreshed_token> made(new refreshed_token(runs_on, options));
    token_holder::settings how;
    how.rule = &renewed_before_end;
    how.reserve = std::chrono::nanoseconds::zero();
    how.last_moments = last_moments;
    how.deadline = options.deadline();
    how.random = options.jitter();
    how.report = fetch_report::create(options.credential_observer(), token_supply::credential_name);
    if (made->alarms_) {
        how.outlives_waiters = true; // the credential itself waits for it
        how.changed = [weak = std::weak_ptr<refreshed_token>(made)] {
            if (const auto self = weak.lock())
                self->set_alarm();
        };
    } else {
        how.outlives_waiters = false;
    }
    const auto call = std::make_shared<const refresher>(std::move(refresh_function));
    made->holder_ =
        std::make_shared<token_holder>([call](const std::string&) { return refresh(call); }, std::move(how));
    wire::issued_token initial;
    initial.token = options.initial_token();
    if (!initial.token.empty())
        made->holder_->put(std::move(initial), made->time_);
    made->set_alarm();
    return made;
}

refreshed_token::~refreshed_token()
{
    refreshed_token::stop();
}

asio::awaitable<result<access_token>> refreshed_token::get()
{
    return token_holder::get(holder_, runs_on_, time_);
}

void refreshed_token::stop() noexcept
{
    if (holder_)
        holder_->stop();
    if (alarms_)
        alarms_->remove(*this);
}

boot_time refreshed_token::due() const noexcept
{
    const boot_time planned = holder_->renew_at();
    return planned == boot_time::max() ? planned : std::max(planned, rung_.load() + shortest_pause);
}

void refreshed_token::ring() noexcept
{
    try {
        const boot_time now = time_->now_boottime();
        if (now >= due()) {
            rung_ = now;
            holder_->renew(runs_on_, time_); // its end sets the alarm again
        } else {
            alarms_->set(*this);
        }
    } catch (...) { // memory is short: who asks for a token begins anew
    }
}

void refreshed_token::set_alarm() noexcept
{
    try {
        if (alarms_)
            alarms_->set(*this);
    } catch (...) { // as above
    }
}

} // namespace acs::cache
