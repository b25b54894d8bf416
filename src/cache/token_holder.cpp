#include "cache/token_holder.hpp"

#include "cache/event_waiter.hpp"
#include "pipeline/random.hpp"
#include "transport/deadline.hpp"
#include "wire/credential_end.hpp"
#include "wire/make_error.hpp"

#include <boost/asio/this_coro.hpp>
#include <exception>
#include <optional>
#include <utility>

namespace acs::cache {

namespace asio = boost::asio;

using wire::make_error;

// Somebody who waits for a flight, until it is left.
class token_holder::interest
{
public:
    interest(token_holder& owner, flight what) : owner_(owner), what_(std::move(what)) {}
    interest(const interest&) = delete;
    interest& operator=(const interest&) = delete;
    ~interest() { owner_.left(what_); }

private:
    token_holder& owner_;
    const flight what_;
};

token_holder::token_holder(token_fetcher fetch, settings how)
    : fetch_(std::move(fetch)), settings_(std::move(how)),
      state_(settings_.rule, settings_.reserve, settings_.last_moments)
{
    if (!settings_.random)
        settings_.random = &pipeline::random_fraction;
}

token_holder::~token_holder() = default;

bool token_holder::is_ready(boot_time now) const noexcept
{
    const std::lock_guard lock(mutex_);
    return state_.is_ready(now);
}

access_token token_holder::usable(boot_time now) const noexcept
{
    const std::lock_guard lock(mutex_);
    return state_.usable(now);
}

boot_time token_holder::renew_at() const noexcept
{
    const std::lock_guard lock(mutex_);
    return state_.renew_at();
}

asio::awaitable<result<access_token>> token_holder::get(
    std::shared_ptr<token_holder> self, asio::any_io_executor runs_on, std::shared_ptr<time_source> time)
{
    const auto executor = co_await asio::this_coro::executor;
    for (;;) {
        answer asked = self->ask(runs_on, time);
        if (asked.launch)
            self->launch(asked);
        if (asked.at_once)
            co_return std::move(*asked.at_once);
        std::exception_ptr thrown;
        try {
            const interest counted(*self, asked.joined);
            event_waiter patient(asked.joined->landed, executor);
            co_await patient.wait();
        } catch (...) { // a co_await throws in a coroutine that has been cancelled
            thrown = std::current_exception();
        }
        if (!asked.joined->landed.is_over())
            co_return make_error(errc::canceled, "waiting for a token");
        if (!asked.joined->superseded) {
            result<access_token> outcome = asked.joined->outcome;
            // One in its last moments is better than none.
            if (!outcome && !(outcome.error() == errc::canceled))
                if (access_token old = self->usable(time->now_boottime()); !old.empty())
                    outcome = std::move(old);
            co_return outcome;
        }
        if (thrown)
            co_return make_error(errc::canceled, "waiting for a token");
    }
}

token_holder::answer token_holder::ask(
    const asio::any_io_executor& runs_on, const std::shared_ptr<time_source>& time)
{
    const boot_time now = time->now_boottime();
    end_overdue(now);
    const std::lock_guard lock(mutex_);
    return state_.ask(runs_on, time, now);
}

void token_holder::renew(const asio::any_io_executor& runs_on, std::shared_ptr<time_source> time)
{
    const boot_time now = time->now_boottime();
    end_overdue(now);
    answer begun;
    {
        const std::lock_guard lock(mutex_);
        begun = state_.renew(runs_on, time, now);
    }
    if (begun.launch)
        launch(begun);
}

void token_holder::launch(answer& begun)
{
    try {
        start_fetch(
            begun.launch, std::move(begun.run_of), fetch_, settings_.deadline,
            [self = shared_from_this(), begun = begun.launch](result<wire::issued_token> fetched) {
                self->land(begun, std::move(fetched));
            });
    } catch (...) { // memory is short; nobody must wait for what has not begun
        land(begun.launch, make_error(errc::internal, std::current_exception()));
    }
}

// Where the context of a flight is no longer run, its deadline isn't noticed there.
void token_holder::end_overdue(boot_time now)
{
    constexpr std::chrono::seconds grace(1);
    flight late;
    {
        const std::lock_guard lock(mutex_);
        late = state_.under_way();
    }
    if (!late)
        return;
    const boot_time limit = transport::deadline::after(late->began, settings_.deadline);
    if (now <= limit || now - limit <= grace)
        return;
    land(late, wire::credential_end(errc::deadline_exceeded, "waiting for a new token"));
    cancel_fetch(late);
}

// Also called in destructors.
double token_holder::draw() const noexcept
{
    try {
        const double drawn = settings_.random();
        return drawn >= 0 && drawn < 1 ? drawn : 0; // also if it is no number
    } catch (...) {
        return 0;
    }
}

void token_holder::land(const flight& landed, result<wire::issued_token> fetched, bool abandoned)
{
    const boot_time now = landed->time->now_boottime();
    const double random = draw();
    std::optional<fetch_landing> ended;
    try {
        const std::lock_guard lock(mutex_);
        ended = state_.land(landed, std::move(fetched), now, random, abandoned, settings_.keeps);
        if (!ended)
            return; // it was over before
    } catch (...) { // memory is short; who waits must be told even so
    }
    if (ended && settings_.report && (settings_.keeps || !landed->outcome))
        settings_.report->ended(*landed, *ended);
    landed->landed.finish();
    if (settings_.changed)
        settings_.changed();
}

void token_holder::left(const flight& by) noexcept
{
    {
        const std::lock_guard lock(mutex_);
        if (--by->waiters > 0 || by->over || by->unattended || settings_.outlives_waiters)
            return;
    }
    land(by, make_error(errc::canceled, "nobody waits for the token any more"), true);
    cancel_fetch(by);
}

bool token_holder::put(wire::issued_token token, const std::shared_ptr<time_source>& time)
{
    const boot_time now = time->now_boottime();
    const double random = draw();
    const std::lock_guard lock(mutex_);
    return state_.put(std::move(token), now, time->now_utc(), random);
}

void token_holder::drop(std::string_view token) noexcept
{
    const std::lock_guard lock(mutex_);
    state_.drop(token);
}

void token_holder::demand(std::string_view token, std::string claims)
{
    const std::lock_guard lock(mutex_);
    state_.demand(token, std::move(claims));
}

void token_holder::stop() noexcept
{
    flight under_way;
    {
        const std::lock_guard lock(mutex_);
        under_way = state_.stop();
    }
    if (under_way) {
        land(under_way, wire::credential_end(errc::client_stopped));
        cancel_fetch(under_way);
    }
}

} // namespace acs::cache
