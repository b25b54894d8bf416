#include "simulation/policy_model.hpp"

#include "simulation/seconds.hpp"

#include <algorithm>

namespace simulation {

using namespace std::chrono_literals;
using acs::boot_time;

namespace {

constexpr std::chrono::nanoseconds read_interval = 1s;
constexpr std::chrono::nanoseconds retry_delay = 30s; // as the .NET SDK's cache of tokens waits
constexpr double retry_spread = 0.2;

} // namespace

policy_model::policy_model(const policy_case& what)
    : case_(what), random_(what.seed), end_(start_of_time + what.length), service_(what.service),
      now_(start_of_time)
{
    if (what.limit) {
        quota_ = acs::quota::uniform(*what.limit);
        seeker_.emplace(*acs::quota_access::limiter(quota_), acs::lane::foreground);
    }
}

policy_model::~policy_model()
{
    if (seeker_)
        seeker_->leave(now_);
}

policy_figures policy_model::run(time_series* into)
{
    begin();
    boot_time next_sample = into ? now_ + time_series::step : boot_time::max();
    for (;;) {
        const boot_time next = std::min(next_moment(), next_sample);
        if (next >= end_)
            break;
        now_ = next;
        turn();
        if (now_ >= next_sample) {
            add_sample(*into);
            next_sample += time_series::step;
        }
    }
    for (const identity& each : identities_)
        if (each.has_token && each.token.expiry < end_)
            ++figures_.lapsed;
    figures_.unfilled = identities_.size() - holders_;
    if (figures_.unfilled > 0)
        figures_.filled_s = since_start(end_);
    figures_.max_calls_30s = service_.window().peak();
    figures_.calls = service_.calls();
    figures_.throttled = service_.throttled();
    return figures_;
}

boot_time policy_model::next_moment() const
{
    boot_time next = seeker_ ? seeker_->next(now_) : boot_time::max();
    if (!reads_.empty())
        next = std::min(next, reads_.top().at);
    if (!flights_.empty())
        next = std::min(next, flights_.front().answer.at);
    return next;
}

void policy_model::turn()
{
    while (!flights_.empty() && flights_.front().answer.at <= now_) {
        const flight landed = flights_.front();
        flights_.pop_front();
        accept(landed);
    }
    while (!reads_.empty() && reads_.top().at <= now_) {
        const read by = reads_.top();
        reads_.pop();
        want(by);
    }
    let_go();
}

void policy_model::begin()
{
    identities_.resize(case_.population);
    for (std::uint32_t who = 0; who < case_.population; ++who) {
        identity& each = identities_[who];
        each.phase = from_seconds(random_.between(0, in_seconds(read_interval)));
        switch (case_.begins) {
        case policy_case::beginning::one_by_one:
            each.due = true;
            reads_.push({now_ + who * case_.every, who});
            break;
        case policy_case::beginning::all_at_once:
            each.due = true;
            reads_.push({now_ + each.phase, who});
            break;
        case policy_case::beginning::in_a_minute:
            hold(each, now_ + from_seconds(random_.between(0, 60)));
            read_from(who, each.token.issued);
            break;
        }
        due_ += each.due ? 1 : 0;
    }
}

void policy_model::hold(identity& who, boot_time issued)
{
    if (!who.has_token)
        ++holders_;
    if (holders_ == identities_.size() && !who.has_token)
        figures_.filled_s = since_start(now_);
    who.has_token = true;
    who.token = {issued, issued + case_.life, random_.fraction()};
}

boot_time policy_model::read_after(const identity& who, boot_time moment) const
{
    const std::chrono::nanoseconds since = moment - start_of_time - who.phase;
    const auto reads = since <= 0s ? 0 : (since.count() + read_interval.count() - 1) / read_interval.count();
    return start_of_time + who.phase + reads * read_interval;
}

// Finds the first read, not before that moment, that calls the service. Reads in between change nothing, so
// only their draws are made.
void policy_model::read_from(std::uint32_t who, boot_time earliest)
{
    const identity& each = identities_[who];
    boot_time at = read_after(each, earliest);
    if (each.has_token) {
        at = std::max(at, read_after(each, case_.policy.earliest(each.token)));
        while (!case_.policy.renews(each.token, at, random_))
            at += read_interval;
    }
    reads_.push({at, who});
}

void policy_model::want(const read& by)
{
    identity& each = identities_[by.who];
    if (!each.due)
        ++due_;
    each.due = true;
    if (seeker_)
        waiting_.push_back(by);
    else
        send(by.who);
}

void policy_model::let_go()
{
    while (!waiting_.empty() && seeker_->ask(now_) == permit_seeker::outcome::granted) {
        figures_.longest_wait_s = std::max(figures_.longest_wait_s, in_seconds(now_ - waiting_.front().at));
        send(waiting_.front().who);
        waiting_.pop_front();
    }
}

void policy_model::send(std::uint32_t who)
{
    flights_.push_back({service_.call(now_), now_, who});
}

void policy_model::accept(const flight& landed)
{
    identity& each = identities_[landed.who];
    if (landed.answer.what == service_answer::kind::issued) {
        if (each.has_token && each.token.expiry < now_)
            ++figures_.lapsed;
        hold(each, landed.answer.issued_at);
        each.due = false;
        --due_;
        return read_from(landed.who, now_);
    }
    std::chrono::nanoseconds pause = retry_delay;
    if (landed.answer.what == service_answer::kind::throttled) {
        pause = landed.answer.retry_after;
        if (seeker_)
            acs::quota_access::limiter(quota_)->throttled(
                acs::operation::get_token, landed.answer.retry_after, landed.sent, now_, random_.fraction());
    }
    read_from(landed.who, now_ + from_seconds(in_seconds(pause) * random_.between(1, 1 + retry_spread)));
}

void policy_model::add_sample(time_series& into)
{
    boot_time earliest = boot_time::max();
    for (const identity& each : identities_)
        if (each.due && each.has_token)
            earliest = std::min(earliest, each.token.expiry);
    into.samples.push_back(
        {since_start(now_), service_.window().take_recent_peak(now_), service_.throttled(), due_,
         earliest == boot_time::max() ? sample::nothing : in_seconds(earliest - now_)});
}

} // namespace simulation
