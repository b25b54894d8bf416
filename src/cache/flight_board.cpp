#include "cache/flight_board.hpp"

#include "cache/entry_backoff.hpp"
#include "cache/is_permanent.hpp"
#include "cache/token_life.hpp"

#include <algorithm>
#include <mutex>
#include <string>
#include <utility>

namespace acs::cache {

using answer = cache_entry::answer;

namespace {

error not_usable()
{
    error_details details;
    details.what = "the issuer gave a token that expires no later than the one at hand";
    return {errc::token_expired, std::move(details)};
}

} // namespace

std::shared_ptr<flight> flight_board::depart(
    shard& in, entry_index index, lane who, bool renewal, boot_time now)
{
    cache_entry& entry = store_.at(index);
    std::optional<std::chrono::minutes> lifetime;
    if (entry.lifetime() != 0)
        lifetime = std::chrono::minutes(entry.lifetime());
    auto made =
        std::make_shared<flight>(index, owned_key(std::string(entry.user()), entry.scopes(), lifetime), who);
    made->remaining = std::chrono::seconds(entry.remaining(store_.clock().up(now)));
    made->began = now;
    made->renewal = renewal;
    made->epoch = store_.epoch();
    in.flights[index] = made;
    try {
        schedule_.plan_look(index, now + patience_, now);
    } catch (...) {
        in.flights.erase(index);
        throw;
    }
    entry.in_flight = true;
    renewals_ += renewal ? 1 : 0;
    return made;
}

bool flight_board::abandon_overdue(shard& in, entry_index index, boot_time now)
{
    const boot_time began = in.flights.at(index)->began;
    if (now - began < patience_) {
        schedule_.plan_look(index, began + patience_, now);
        return false;
    }
    if (store_.at(index).failures < 0xff)
        ++store_.at(index).failures;
    abandon(in, index);
    return true;
}

void flight_board::abandon(shard& in, entry_index index)
{
    const auto found = in.flights.find(index);
    if (found == in.flights.end())
        return;
    const auto lost = std::move(found->second);
    in.flights.erase(found);
    store_.at(index).in_flight = false;
    renewals_ -= lost->renewal ? 1 : 0;
    lost->superseded = true;
    lost->landed.finish();
}

flight_board::inquiry flight_board::ask(
    const owned_key& wanted, boot_time now, coarse_time least, bool healthy, bool may_fetch)
{
    const entry_key key = wanted.view();
    const coarse_time present = store_.clock().up(now);
    inquiry made;
    shard& in = store_.shard_of(key.hash);
    const std::lock_guard lock(in.lock);
    entry_index index = store_.find(in, key);
    if (index != no_entry) {
        cache_entry& entry = store_.at(index);
        entry.last_use = present;
        made.kind = entry.ask(present, least, store_.epoch());
        if (made.kind == answer::negative)
            return made;
        if (made.kind != answer::fetch) {
            made.token = entry.token;
            made.expires = store_.clock().at(entry.expires);
        }
        if (made.kind == answer::serve) {
            store_.unretire(index, now);
            return made;
        }
        if (entry.in_flight) {
            made.joined = in.flights.at(index);
            return made;
        }
        // One that backs off has been tried a moment ago.
        if (made.kind == answer::stale && (!healthy || !may_fetch || entry.failures > 0))
            return made;
    }
    if (!in.revocations.empty())
        if (const auto found = in.revocations.find(wanted.user()); found != in.revocations.end()) {
            made.revoking = found->second;
            return made;
        }
    if (!may_fetch)
        return made;
    index = store_.find_or_add(in, key, present);
    made.joined = depart(in, index, lane::foreground, false, now);
    made.launch = true;
    return made;
}

flight_board::landing flight_board::land(
    flight& landed, result<access_token> fetched, boot_time now, double random, bool healthy)
{
    landing came;
    {
        shard& in = store_.shard_of(landed.key.view().hash);
        const std::lock_guard lock(in.lock);
        if (!fetched)
            came.error = static_cast<errc>(fetched.error().code().value());
        if (landed.landed.is_over()) { // given up, and others have read it
            came.discarded = fetched.has_value();
            return came;
        }
        in.flights.erase(landed.entry);
        store_.at(landed.entry).in_flight = false;
        renewals_ -= landed.renewal ? 1 : 0;
        landed.superseded = landed.epoch != store_.epoch();
        if (landed.superseded) {
            came.discarded = fetched.has_value();
            // All tokens were invalidated; the sweep may have come by already.
            schedule_.plan_look(landed.entry, now, now);
        } else if (fetched) {
            came = land_fetched(in, landed, std::move(*fetched), now, random);
        } else {
            came = land_failed(in, landed, fetched.error(), now, random, healthy);
        }
    }
    landed.landed.finish();
    return came;
}

flight_board::landing flight_board::land_fetched(
    shard& in, flight& landed, access_token fetched, boot_time now, double random)
{
    landing came;
    cache_entry& entry = store_.at(landed.entry);
    const coarse_clock& clock = store_.clock();
    const boot_time until = usable_until(fetched, landed.began, landed.began_utc);
    const coarse_time present = clock.up(now);
    const bool at_hand = entry.current() == cache_entry::state::fresh && entry.epoch == store_.epoch() &&
                         entry.remaining(present) > 0;
    came.not_newer =
        fetched.empty() || clock.down(until) <= present + cache_entry::reserve ||
        (at_hand && (clock.down(until) < entry.expires || fetched.expires_on() <= entry.token.expires_on()));
    if (!came.not_newer) {
        landed.outcome = fetched;
        landed.usable_until = until;
        landed.generation = entry.generation;
        landed.drops = in.drops;
        store_.install(in, landed.entry, std::move(fetched), {landed.began, until, landed.epoch}, now);
        return came;
    }
    if (!entry.is_usable(present, 0, store_.epoch())) {
        came = land_failed(in, landed, not_usable(), now, random, true);
        came.not_newer = true;
        return came;
    }
    // The issuer has nothing better yet. Asking at half of what is left each time bounds the calls by the
    // logarithm of the life, as the issuer's own cache may hold the token until shortly before its end.
    const std::chrono::seconds left(entry.remaining(present));
    if (entry.failures < 0xff)
        ++entry.failures;
    landed.outcome = entry.token;
    landed.usable_until = clock.at(entry.expires);
    landed.generation = entry.generation;
    landed.drops = in.drops;
    schedule_.plan_look(
        landed.entry,
        now + std::max<std::chrono::nanoseconds>(left / 2, entry_backoff(entry.failures, {}, left, random)),
        now);
    return came;
}

flight_board::landing flight_board::land_failed(
    shard& in, flight& landed, const error& why, boot_time now, double random, bool healthy)
{
    landing came;
    came.error = static_cast<errc>(why.code().value());
    landed.outcome = why;
    cache_entry& entry = store_.at(landed.entry);
    const coarse_time present = store_.clock().up(now);
    if (why == errc::identity_not_found) {
        came.given_up = entry.pinned;
        store_.unpin(landed.entry);
        store_.tell_watches(in, landed.entry, false);
        store_.refuse(landed.entry, now);
        schedule_.plan_look(landed.entry, store_.clock().at(entry.expires), now);
        return came;
    }
    if (is_permanent(why))
        store_.tell_watches(in, landed.entry, false);
    const coarse_time left = entry.remaining(present);
    if (!landed.renewal && entry.failures == 0 && entry.current() == cache_entry::state::fresh &&
        entry.epoch == store_.epoch() && left > entry.life / 2) {
        // A newer token was asked for, long before the renewal. That stays as it was planned.
        const boot_time expiry = store_.clock().at(entry.expires);
        schedule_.plan_renewal(
            landed.entry, landed.key.view().hash, entry.generation, expiry - std::chrono::seconds(entry.life),
            expiry, now);
        return came;
    }
    if (entry.failures < 0xff)
        ++entry.failures;
    entry.last_error = static_cast<std::uint8_t>(*came.error);
    if (left == 0 && !entry.pinned && !entry.awaited) {
        store_.erase(in, landed.entry); // whoever waits has the error
        return came;
    }
    std::chrono::nanoseconds wait =
        entry_backoff(entry.failures, why.retry_after(), std::chrono::seconds(left), random);
    if (!healthy) {
        // Longer than the breaker's own interval, so that the next probe goes to another entry: this one's
        // failure may be its own. Not much longer, so that its turn comes soon after the outage.
        wait = std::clamp<std::chrono::nanoseconds>(wait, std::chrono::seconds(6), std::chrono::seconds(10));
        if (left > 0)
            wait = std::min<std::chrono::nanoseconds>(
                wait, std::max(std::chrono::seconds(left) / 4, std::chrono::seconds(1)));
    }
    schedule_.plan_look(landed.entry, now + wait, now);
    return came;
}

} // namespace acs::cache
