#include "cache/refresh_driver.hpp"

#include "cache/core.hpp"
#include "observe/notify.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

namespace acs::cache {

namespace asio = boost::asio;

refresh_driver::refresh_driver(core& owner) : owner_(owner), renewals_(owner.board(), owner.schedule()) {}

asio::awaitable<void> refresh_driver::run(std::shared_ptr<core> owner)
{
    const auto limit = std::make_shared<transport::deadline>(
        owner->timeouts(), co_await asio::this_coro::cancellation_state, boot_time::max());
    const auto executor = co_await asio::this_coro::executor;
    if (!limit->start(boot_time::max()))
        co_return;
    refresh_driver& self = owner->driver();
    while (!owner->is_stopping()) {
        const boot_time now = owner->now();
        const turn made = self.take_turn(now);
        if (made.more) {
            co_await asio::post(executor, asio::use_awaitable);
            continue;
        }
        const boot_time until =
            owner->schedule().sleep_until(now, std::min(made.look_at, now + longest_sleep), made.idle);
        const auto over = co_await self.sleeper_.sleep(executor, *limit, until);
        if (over)
            co_return;
    }
}

void refresh_driver::renewal_ended() noexcept
{
    if (owner_.board().renewals() + 1 >= owner_.settings().max_renewals)
        wake(); // it held others up
}

void refresh_driver::begin_sweep() noexcept
{
    sweep_anew_ = true;
}

refresh_driver::turn refresh_driver::take_turn(boot_time now)
{
    turn made;
    made.look_at = boot_time::max();
    if (const boot_time::rep since = recovered_.exchange(0); since != 0)
        renewals_.recall(boot_time(boot_time::duration(since)), now);
    decide_due(now, made);
    sweep(now, made);
    start_due(now, made);
    return made;
}

void refresh_driver::decide_due(boot_time now, turn& made)
{
    std::array<planned_entry, most_per_turn> due;
    const std::size_t count = owner_.schedule().take(now, due);
    std::size_t decided = 0;
    try {
        for (; decided < count; ++decided)
            tell(renewals_.decide(due[decided], now));
    } catch (...) { // no memory: nothing may get lost
        for (; decided < count; ++decided)
            owner_.schedule().plan_look(due[decided].entry, now + std::chrono::seconds(1), now);
        throw;
    }
    made.looked = count;
    made.more = count == due.size();
}

void refresh_driver::sweep(boot_time now, turn& made)
{
    if (sweep_anew_.exchange(false))
        swept_ = 0;
    if (swept_ == no_entry)
        return;
    const entry_index end = owner_.store().end();
    for (; made.looked < most_per_turn && swept_ < end; ++made.looked)
        renewals_.sweep(swept_++, now);
    if (swept_ >= end)
        swept_ = no_entry;
    else
        made.more = true;
}

void refresh_driver::start_due(boot_time now, turn& made)
{
    if (!owner_.health().is_healthy())
        catching_up_ = true;
    std::size_t started = 0;
    boot_time permit = now;
    const std::function<bool(lane)> may_start = [&](lane who) {
        permit = owner_.next_permit(who, now, started);
        return permit <= now;
    };
    for (;; ++made.looked) {
        if (owner_.schedule().backlog() == 0) {
            if (owner_.health().is_healthy())
                catching_up_ = false;
            made.idle = true;
            return;
        }
        if (made.looked >= most_per_turn) {
            made.more = true;
            return;
        }
        if (owner_.board().renewals() >= owner_.settings().max_renewals)
            return; // the end of one wakes us
        if (const boot_time probe = owner_.health().next_start(now); probe > now) {
            made.look_at = std::min(made.look_at, probe);
            return;
        }
        renewals::departure left = renewals_.start_front(now, may_start);
        tell(left.seen);
        if (left.begun) {
            if (!catching_up_)
                owner_.counted().late(std::max(now - *left.begun->planned, std::chrono::nanoseconds(0)));
            else
                left.begun->planned.reset();
            owner_.health().started(now);
            ++started;
            owner_.fetches().launch(std::move(left.begun));
        } else if (!left.again) {
            if (permit > now)
                made.look_at = std::min(made.look_at, permit);
            return;
        }
    }
}

void refresh_driver::tell(const renewals::outcome& seen)
{
    if (seen.retired)
        owner_.counted().count(&cache_stats::retired);
    if (!seen.lapsed)
        return;
    owner_.counted().count(&cache_stats::lapsed);
    observe::notify(owner_.settings().observer.get(), &cache_observer::lapsed, [&] {
        return cache_lapsed_event{seen.last_error};
    });
}

} // namespace acs::cache
