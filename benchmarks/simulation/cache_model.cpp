#include "simulation/cache_model.hpp"

#include "cache/entry_backoff.hpp"
#include "simulation/seconds.hpp"

#include <acs/capacity.hpp>

#include <algorithm>
#include <array>

namespace simulation {

using namespace std::chrono_literals;
using acs::boot_time;
using acs::cache::no_entry;
using breaker = acs::cache::resource_health::state;

namespace {

// As token_cache_options has it.
constexpr std::size_t max_renewals = 64;
// The cache takes so many due entries at a time.
constexpr std::size_t batch = 256;

// Whoever has less than this left is renewed with foreground's permits (design, section 6: M).
std::chrono::seconds urgent_below(std::chrono::seconds life)
{
    return std::clamp(life / 50, std::chrono::seconds(30), std::chrono::seconds(300));
}

acs::quota quota_of(const scenario& what)
{
    return acs::quota::uniform(what.own_limit());
}

} // namespace

cache_model::cache_model(const scenario& what)
    : scenario_(what), times_(what), random_(what.seed), quota_(quota_of(what)),
      limiter_(*acs::quota_access::limiter(quota_)), service_(times_.service),
      clock_(times_.clock_step, what.clock_step), scheduler_(what.own_limit(), start_of_time),
      urgent_(limiter_, acs::lane::foreground), background_(limiter_, acs::lane::background),
      foreground_(limiter_, what.foreground, what.seed ^ 0x5bd1'e995), now_(start_of_time),
      record_(scenario_, times_)
{}

cache_model::~cache_model()
{
    stop_waiting();
}

figures cache_model::run(time_series* into)
{
    const std::uint64_t kept = record_.counts.kept;
    expiries_.assign(kept, boot_time::max());
    filled_.assign(kept, false);
    scheduler_.reserve(kept);
    for (entry_index entry = 0; entry < kept; ++entry)
        scheduler_.plan_fill(entry, now_);
    if (into)
        next_sample_ = now_ + time_series::step;

    for (; now_ < times_.end; now_ = next_moment()) {
        turn();
        if (now_ < next_sample_ || !into)
            continue;
        into->samples.push_back(record_.take_sample(service_, scheduler_.backlog(), now_));
        next_sample_ = now_ + time_series::step;
    }
    count_lapsed();
    record_.counts.overcommitted = scheduler_.overcommitted();
    record_.counts.scheduler_bytes = scheduler_.memory();
    return record_.finish(service_, foreground_.waits());
}

boot_time cache_model::next_moment() const
{
    boot_time next = std::min(
        {scheduler_.next(now_), foreground_.next(now_), urgent_.next(now_), background_.next(now_),
         next_start_, next_sample_, flights_.next()});
    for (const boot_time edge : {times_.disturbed.begin, times_.disturbed.end})
        if (edge > now_)
            next = std::min(next, edge);
    return next;
}

void cache_model::turn()
{
    if (now_ == times_.disturbed.end)
        record_.disturbance_ended(scheduler_.backlog() + renewing_);
    take_answers();
    start_foreground();
    take_due();
    start_renewals();
    if (scheduler_.backlog() == 0 && failures_.empty())
        record_.idle(now_);
}

void cache_model::take_answers()
{
    while (const auto landed = flights_.take(now_))
        accept(*landed);
}

void cache_model::accept(const flight& landed)
{
    if (landed.background && !landed.given_up)
        --renewing_;
    if (landed.answer.what == service_answer::kind::unavailable)
        ++record_.counts.unavailable;
    if (landed.answer.what == service_answer::kind::throttled)
        limiter_.throttled(
            acs::operation::get_token, landed.answer.retry_after, landed.sent, now_, random_.fraction());
    if (landed.entry == no_entry)
        return;
    const bool was_closed = health_.current() == breaker::closed;
    tell_breaker(landed);
    if (landed.given_up)
        return;
    if (landed.answer.what == service_answer::kind::issued)
        issued(landed);
    else
        refused(landed);
    if (!was_closed && health_.current() == breaker::closed)
        recall(landed.sent);
}

// A call that somebody waits for and that fails tells it nothing. That is the worse case for the cache.
void cache_model::tell_breaker(const flight& landed)
{
    using failure = acs::cache::resource_health::failure;
    if (landed.answer.what == service_answer::kind::issued)
        health_.succeeded(now_);
    else if (landed.background)
        health_.failed(
            landed.answer.what == service_answer::kind::throttled ? failure::throttled : failure::transient,
            now_, std::nullopt, random_.fraction());
}

// As renewals::recall(): the service is back, so what was sent before and hangs still is sent anew.
void cache_model::recall(boot_time before)
{
    for (const entry_index entry : flights_.recall(before)) {
        --renewing_;
        scheduler_.enqueue(entry, now_, expiries_[entry]);
    }
}

void cache_model::issued(const flight& landed)
{
    const std::chrono::seconds life = scenario_.life(landed.entry);
    const boot_time expiry = clock_.usable_until(landed.sent, landed.answer.issued_at, life);
    boot_time& held = expiries_[landed.entry];
    if (held != boot_time::max() && held - acs::unusable_remainder < now_)
        ++record_.counts.lapsed;
    held = std::chrono::floor<std::chrono::seconds>(expiry); // as the cache's entries have it
    if (!filled_[landed.entry]) {
        filled_[landed.entry] = true;
        if (--record_.counts.unfilled == 0)
            record_.counts.fill_s = since_start(now_);
    }
    failures_.erase(landed.entry);
    scheduler_.plan_renewal(landed.entry, landed.sent, expiry, random_.next(), now_);
}

void cache_model::refused(const flight& landed)
{
    const unsigned failures = ++failures_[landed.entry];
    // While the breaker is open the resource waits as a whole.
    const boot_time expiry = expiries_[landed.entry];
    if (health_.current() != breaker::closed) {
        scheduler_.enqueue(landed.entry, landed.planned, expiry);
        return;
    }
    std::optional<std::chrono::milliseconds> retry_after;
    std::optional<std::chrono::nanoseconds> remaining;
    if (landed.answer.what == service_answer::kind::throttled)
        retry_after = landed.answer.retry_after;
    if (expiry != boot_time::max())
        remaining = expiry - now_;
    scheduler_.plan_look(
        landed.entry, now_ + acs::cache::entry_backoff(failures, retry_after, remaining, random_.fraction()));
}

// A token that nobody can save any more does not hold up those that can be: it is fetched like a new one.
void cache_model::expire(acs::cache::refresh_scheduler::taken first)
{
    ++record_.counts.lapsed;
    expiries_[first.entry] = boot_time::max();
    scheduler_.enqueue(first.entry, first.planned, boot_time::max());
}

void cache_model::take_due()
{
    std::array<acs::cache::refresh_scheduler::taken, batch> taken;
    for (;;) {
        const std::size_t count = scheduler_.take(now_, taken);
        for (std::size_t i = 0; i < count; ++i)
            scheduler_.enqueue(taken[i].entry, taken[i].planned, expiries_[taken[i].entry]);
        if (count < taken.size())
            break;
    }
    if (const auto earliest = scheduler_.earliest_expiry())
        record_.due(*earliest, now_);
}

// They go out whatever the breaker says, since their callers want an answer. What is not for an identity that
// lacks its token counts against the quota only, as if it were another client's.
void cache_model::start_foreground()
{
    while (foreground_.take(now_)) {
        ++record_.counts.foreground_calls;
        entry_index entry = no_entry;
        if (!expiries_.empty()) {
            const auto asked_for = static_cast<entry_index>(random_.next() % expiries_.size());
            if (!holds_usable(asked_for) && scheduler_.calendar().planned_for(asked_for)) {
                scheduler_.forget(asked_for);
                entry = asked_for;
            }
        }
        send(entry, now_, false);
    }
}

void cache_model::start_renewals()
{
    next_start_ = boot_time::max();
    while (const auto first = scheduler_.front()) {
        if (expiries_[first->entry] <= now_) {
            expire(*first);
            continue;
        }
        if (renewing_ >= max_renewals)
            return stop_waiting();
        if (!health_.may_start(now_)) {
            next_start_ = health_.next_start(now_);
            return stop_waiting();
        }
        if (!permit_for(expiries_[first->entry], scenario_.life(first->entry)))
            return;
        health_.probe_started(now_);
        scheduler_.pop();
        send(first->entry, first->planned, true);
    }
    stop_waiting();
}

bool cache_model::permit_for(boot_time expiry, std::chrono::seconds life)
{
    const boot_time becomes_urgent = expiry == boot_time::max() ? expiry : expiry - urgent_below(life);
    const bool is_urgent = becomes_urgent <= now_;
    (is_urgent ? background_ : urgent_).leave(now_);
    if (!is_urgent)
        next_start_ = becomes_urgent; // then it asks as foreground
    return (is_urgent ? urgent_ : background_).ask(now_) == permit_seeker::outcome::granted;
}

void cache_model::stop_waiting()
{
    urgent_.leave(now_);
    background_.leave(now_);
}

void cache_model::send(entry_index entry, boot_time planned, bool background)
{
    if (background) {
        ++renewing_;
        if (!failures_.contains(entry))
            record_.started(planned, now_);
    }
    if (!clock_.accepted(now_)) {
        service_.call(now_); // refused because of its date, and repeated
        clock_.learn(now_);
    }
    flights_.add({service_.call(now_), now_, planned, entry, background});
}

bool cache_model::holds_usable(entry_index entry) const
{
    return expiries_[entry] != boot_time::max() && expiries_[entry] - acs::unusable_remainder > now_;
}

void cache_model::count_lapsed()
{
    for (const boot_time expiry : expiries_)
        if (expiry != boot_time::max() && expiry - acs::unusable_remainder < times_.end)
            ++record_.counts.lapsed;
}

} // namespace simulation
