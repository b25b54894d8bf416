#include "cache/core.hpp"

#include "observe/notify.hpp"
#include "pipeline/quota_limiter.hpp"
#include "pipeline/random.hpp"

#include <acs/capacity.hpp>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <exception>
#include <limits>
#include <optional>
#include <string>
#include <utility>

namespace acs::cache {

namespace asio = boost::asio;

namespace {

// What renewals are planned by: for a quota without a limit, as many as the calendar can hold.
rate planning_rate(const core_settings& settings)
{
    return settings.quota.limit(settings.operation)
        .value_or(rate{std::numeric_limits<double>::infinity(), 1});
}

// A client's call has ended by its deadline. A fetch function that heeds none must not block its entry.
std::chrono::nanoseconds patience(const core_settings& settings)
{
    constexpr std::chrono::seconds grace(10);
    return std::clamp<std::chrono::nanoseconds>(settings.deadline, grace, std::chrono::hours(24)) + grace;
}

} // namespace

core::core(core_settings settings)
    : settings_(std::move(settings)),
      timeouts_(std::make_shared<transport::timeout_queue>(settings_.executor, settings_.time)),
      schedule_(planning_rate(settings_), now(), settings_.seed), store_(now(), schedule_),
      board_(store_, schedule_, patience(settings_)), keeper_(board_, schedule_), revoker_(board_, schedule_),
      fetches_(*this), driver_(*this)
{
    schedule_.on_earlier([this] { start_driver(); });
}

double core::random() const
{
    if (!settings_.jitter)
        return pipeline::random_fraction();
    try {
        const double drawn = settings_.jitter();
        return drawn >= 0 && drawn < 1 ? drawn : 0; // also if it is no number
    } catch (...) {
        return 0;
    }
}

// With locks held. The first time it starts the driver's coroutine, which must not run in here.
void core::start_driver()
{
    if (driver_started_.exchange(true)) {
        driver_.wake();
        return;
    }
    try {
        asio::post(settings_.executor, [weak = weak_from_this()] {
            const auto self = weak.lock();
            if (!self)
                return;
            asio::co_spawn(
                self->settings_.executor, refresh_driver::run(self), [weak](std::exception_ptr thrown) {
                    // Memory was short. Without the driver nothing would be renewed any more.
                    const auto owner = weak.lock();
                    if (thrown && owner && !owner->is_stopping()) {
                        owner->driver_started_ = false;
                        owner->start_driver();
                    }
                });
        });
    } catch (...) {
        driver_started_ = false; // the next one tries again
        throw;
    }
}

call_options core::options_for(lane who) const
{
    call_options made;
    made.lane(who).quota(settings_.quota).deadline(settings_.deadline).stop_token(stop_source_.get_token());
    return made;
}

void core::call_ends()
{
    if (calls_.fetch_sub(1) == 1 && is_stopping())
        idle_.finish();
}

completion& core::begin_stop()
{
    stopping_.store(true);
    driver_.wake();
    if (calls() == 0)
        idle_.finish();
    return idle_;
}

void core::shut_down()
{
    stopping_.store(true);
    stop_source_.request_stop();
    timeouts_->stop(errc::client_stopped);
}

void core::invalidate_all()
{
    snapshots_.revoked(now());
    store_.next_epoch();
    driver_.begin_sweep();
    start_driver();
}

void core::make_room()
{
    if (store_.entries() <= settings_.max_entries && store_.bytes() <= settings_.max_bytes)
        return;
    const auto bits = [this] {
        return static_cast<std::uint64_t>(random() * 9007199254740992.0); // 2^53
    };
    const std::size_t gone = keeper_.evict(settings_.max_entries, settings_.max_bytes, now(), bits);
    if (gone == 0)
        return;
    counted_.count(&cache_stats::evicted, gone);
    observe::notify(
        settings_.observer.get(), &cache_observer::evicted, [&] { return cache_evicted_event{gone}; });
}

boot_time core::next_permit(lane who, boot_time present, std::size_t more) const
{
    auto* const limiter = quota_access::limiter(settings_.quota);
    return limiter ? limiter->next_turn(settings_.operation, who, present, more) : present;
}

coarse_time core::expected_life(const std::optional<std::chrono::minutes>& lifetime) const
{
    return std::max<coarse_time>(
        coarse_clock::whole(lifetime ? std::chrono::nanoseconds(*lifetime) : settings_.default_lifetime), 1);
}

void core::tell_hit(token_store::served what) noexcept
{
    observe::notify(settings_.observer.get(), &cache_observer::request_ended, [&] {
        return cache_request_event{what.how, std::chrono::seconds(what.left), std::nullopt};
    });
}

void core::request_ended(
    const owned_key& key, cache_result how, std::chrono::nanoseconds left, std::optional<errc> why)
{
    {
        shard& in = store_.shard_of(key.view().hash);
        const std::lock_guard lock(in.lock);
        if (why)
            ++in.requests[static_cast<std::size_t>(how)];
        else
            in.count_served(how, coarse_clock::whole(left));
    }
    observe::notify(settings_.observer.get(), &cache_observer::request_ended, [&] {
        return cache_request_event{how, left, why};
    });
}

error core::infeasible(std::size_t wanted, std::size_t fits)
{
    counted_.count(&cache_stats::infeasible);
    observe::notify(settings_.observer.get(), &cache_observer::infeasible, [&] {
        return cache_infeasible_event{wanted, fits};
    });
    error_details details;
    details.what =
        std::to_string(wanted) + " tokens would be kept fresh, the quota can renew " + std::to_string(fits);
    return {errc::infeasible, std::move(details)};
}

void core::describe(cache_stats& stats)
{
    stats = counted_.read();
    const boot_time present = now();
    store_.describe(stats);
    stats.kept_fresh = schedule_.kept();
    stats.planned = schedule_.planned();
    stats.backlog = schedule_.backlog();
    stats.overcommitted = schedule_.overcommitted();
    stats.in_flight = calls();
    if (const auto earliest = schedule_.earliest_expiry())
        stats.slack = *earliest - present;
    if (auto* const limiter = quota_access::limiter(settings_.quota))
        stats.quota_utilisation = limiter->utilisation(settings_.operation, present);
    stats.health = health_.state();
}

void core::describe(cache_plan& plan)
{
    schedule_.describe(plan, now());
    plan.room = schedule_.room(expected_life(std::nullopt));
    if (const auto shortest = schedule_.shortest_life())
        plan.outage_tolerance = outage_tolerance(std::chrono::seconds(*shortest));
}

} // namespace acs::cache
