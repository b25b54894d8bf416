#include "cache/token_holder.hpp"

#include "cache/event_waiter.hpp"
#include "pipeline/random.hpp"
#include "transport/deadline.hpp"
#include "wire/make_error.hpp"

#include <boost/asio/this_coro.hpp>
#include <exception>
#include <utility>

namespace acs::cache {

namespace asio = boost::asio;

namespace {

using wire::make_error;

error stopped()
{
    return make_error(errc::client_stopped, "the credential was stopped");
}

} // namespace

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
      held_(settings_.rule, settings_.reserve, settings_.last_moments)
{
    if (!settings_.random)
        settings_.random = &pipeline::random_fraction;
}

token_holder::~token_holder() = default;

bool token_holder::is_ready(boot_time now) const noexcept
{
    const std::lock_guard lock(mutex_);
    if (stopped_ || !claims_.empty() || !held_.is_usable(now))
        return false;
    return flight_ || held_.ask(now) == held_token::need::nothing;
}

access_token token_holder::usable(boot_time now) const noexcept
{
    const std::lock_guard lock(mutex_);
    return held_.has_expired(now) ? access_token() : held_.token();
}

boot_time token_holder::renew_at() const noexcept
{
    const std::lock_guard lock(mutex_);
    return stopped_ || flight_ ? boot_time::max() : held_.renew_at();
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
    answer made;
    if (stopped_) {
        made.at_once = stopped();
        return made;
    }
    const held_token::need need = held_.ask(now);
    const bool waits = need == held_token::need::token || need == held_token::need::another;
    if (!waits)
        made.at_once = held_.token();
    if (need == held_token::need::nothing)
        return made;
    if (!flight_) {
        if (need == held_token::need::token)
            if (auto refused = held_.refusal(now)) {
                // One in its last moments is better than none.
                made.at_once = held_.has_expired(now) ? result<access_token>(std::move(*refused))
                                                      : result<access_token>(held_.token());
                return made;
            }
        begin(made, runs_on, time, !waits);
    }
    if (waits) {
        made.joined = flight_;
        ++flight_->waiters;
    }
    return made;
}

void token_holder::begin(
    answer& made, const asio::any_io_executor& runs_on, const std::shared_ptr<time_source>& time,
    bool unattended)
{
    made.run_of = std::make_shared<token_run>(runs_on);
    flight_ = std::make_shared<token_flight>(made.run_of, time, claims_, unattended);
    made.launch = flight_;
}

void token_holder::renew(const asio::any_io_executor& runs_on, std::shared_ptr<time_source> time)
{
    answer begun;
    end_overdue(time->now_boottime());
    {
        const std::lock_guard lock(mutex_);
        if (!stopped_ && !flight_)
            begin(begun, runs_on, time, true);
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
        if (!flight_ || now <= transport::deadline::after(flight_->began, settings_.deadline) ||
            now - transport::deadline::after(flight_->began, settings_.deadline) <= grace)
            return;
        late = flight_;
    }
    land(late, make_error(errc::deadline_exceeded, "waiting for a new token"));
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
    try {
        const std::lock_guard lock(mutex_);
        if (std::exchange(landed->over, true))
            return;
        // Another one may have taken its place.
        const bool current = flight_ == landed;
        if (current)
            flight_.reset();
        landed->superseded = landed->claims != claims_ && !stopped_;
        if (!fetched) {
            landed->outcome = fetched.error();
            if (current && !abandoned) {
                claims_.clear(); // that can't be had must not keep everybody from any token
                held_.fail(fetched.error(), now, random);
            }
        } else if (stopped_ || landed->superseded || !current) {
            landed->outcome =
                stopped_ ? result<access_token>(stopped()) : result<access_token>(fetched->token);
        } else {
            landed->outcome = fetched->token;
            if (const auto unusable =
                    held_.take(std::move(*fetched), landed->began, landed->began_utc, now, random))
                landed->outcome = *unusable;
            else
                claims_.clear();
            if (!settings_.keeps)
                held_.drop();
        }
    } catch (...) { // memory is short; who waits must be told even so
    }
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
    return !stopped_ && !held_.put(std::move(token), now, time->now_utc(), now, random);
}

void token_holder::drop(std::string_view token) noexcept
{
    const std::lock_guard lock(mutex_);
    if (!token.empty() && held_.token().token() == token)
        held_.drop();
}

void token_holder::demand(std::string_view token, std::string claims)
{
    const std::lock_guard lock(mutex_);
    const bool whichever = token.empty();
    if (!whichever && !held_.token().empty() && held_.token().token() != token)
        return; // there is another one already: it may do
    if ((whichever || held_.token().empty()) && flight_ && flight_->claims == claims)
        return; // somebody else was refused, too
    held_.drop();
    claims_ = std::move(claims);
    // What is under way lacks them: the next request begins anew.
    flight_.reset();
}

void token_holder::stop() noexcept
{
    flight under_way;
    {
        const std::lock_guard lock(mutex_);
        stopped_ = true;
        held_.drop();
        under_way = flight_;
    }
    if (under_way) {
        land(under_way, stopped());
        cancel_fetch(under_way);
    }
}

} // namespace acs::cache
