#ifndef ACS_CACHE_CORE_HPP
#define ACS_CACHE_CORE_HPP

#include "cache/call_health.hpp"
#include "cache/core_settings.hpp"
#include "cache/counters.hpp"
#include "cache/fetch_runner.hpp"
#include "cache/flight_board.hpp"
#include "cache/keeper.hpp"
#include "cache/refresh_driver.hpp"
#include "cache/revoker.hpp"
#include "cache/shared_schedule.hpp"
#include "cache/snapshot_ledger.hpp"
#include "cache/token_store.hpp"
#include "transport/timeout_queue.hpp"

#include <acs/cache_plan.hpp>
#include <acs/cache_stats.hpp>
#include <acs/error.hpp>
#include <acs/token_request.hpp>

#include <atomic>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <cstddef>
#include <memory>
#include <stop_token>
#include <string>

namespace acs::cache {

// What a cache consists of. What works on it is beside it: fetch_runner and refresh_driver, which belong to
// it, and the coroutines of its callers in get_token, withdraw and prefetch_call. Thread-safe.
class core : public std::enable_shared_from_this<core>
{
public:
    // Throws std::invalid_argument if something in the settings makes no sense.
    explicit core(core_settings settings);

    // The parts.
    const core_settings& settings() const { return settings_; }
    time_source& time() const { return *settings_.time; }
    boot_time now() const noexcept { return settings_.time->now_boottime(); }
    const std::shared_ptr<transport::timeout_queue>& timeouts() const { return timeouts_; }
    token_store& store() { return store_; }
    const token_store& store() const { return store_; }
    shared_schedule& schedule() { return schedule_; }
    flight_board& board() { return board_; }
    keeper& entries() { return keeper_; }
    revoker& revocations() { return revoker_; }
    call_health& health() { return health_; }
    refresh_driver& driver() { return driver_; }
    counters& counted() { return counted_; }
    fetch_runner& fetches() { return fetches_; }
    double random() const;

    // A token from the cache that needs nothing done, or an empty one.
    template <class Key>
    access_token hit(const Key& key, std::chrono::nanoseconds least, bool early) noexcept;

    // Options for a call on behalf of the cache.
    call_options options_for(lane who) const;
    // Drops entries over the limits.
    void make_room();
    // Whether a permit of this lane is free now, with so many calls started that have not taken theirs yet;
    // else when it will be.
    boot_time next_permit(lane who, boot_time now, std::size_t more) const;
    // What a lifetime of the options comes to for the account of what is kept fresh.
    coarse_time expected_life(const std::optional<std::chrono::minutes>& lifetime) const;
    // Counts how a request ended that the store has not counted, and tells the observer. `left`: how long the
    // token that was served can be used.
    void request_ended(
        const owned_key& key, cache_result how, std::chrono::nanoseconds left, std::optional<errc> error);

    // Counts a request to keep tokens fresh that does not fit, and gives its error.
    error infeasible(std::size_t wanted, std::size_t fits);

    void describe(cache_stats& stats);
    void describe(cache_plan& plan);

    // No calls are started any more; those under way go on.
    bool is_stopping() const noexcept { return stopping_.load(); }
    completion& begin_stop();
    bool is_shut_down() const noexcept { return stop_source_.stop_requested(); }
    // Ends everything at once.
    void shut_down();
    // A call of the service that the cache makes begins or ends.
    void call_begins() noexcept { calls_.fetch_add(1); }
    void call_ends();
    std::size_t calls() const noexcept { return calls_.load(); }

    // All tokens are gone. Those in use are fetched again as the quota permits.
    void invalidate_all();
    snapshot_ledger& snapshots() { return snapshots_; }

private:
    void tell_hit(token_store::served what) noexcept;
    void start_driver();

    const core_settings settings_;
    const std::shared_ptr<transport::timeout_queue> timeouts_;
    shared_schedule schedule_;
    token_store store_;
    flight_board board_;
    keeper keeper_;
    revoker revoker_;
    call_health health_;
    counters counted_;
    fetch_runner fetches_;
    refresh_driver driver_;

    std::stop_source stop_source_;
    std::atomic<bool> stopping_{false};
    std::atomic<std::size_t> calls_{0};
    completion idle_; // after begin_stop()

    std::atomic<bool> driver_started_{false};
    snapshot_ledger snapshots_;
};

template <class Key>
access_token core::hit(const Key& key, std::chrono::nanoseconds least, bool early) noexcept
{
    const coarse_time present = store_.clock().up(now());
    token_store::served what;
    access_token found = store_.try_get(key, present, coarse_clock::whole(least), early, what);
    if (settings_.observer && !found.empty()) [[unlikely]]
        tell_hit(what);
    return found;
}

} // namespace acs::cache

#endif
