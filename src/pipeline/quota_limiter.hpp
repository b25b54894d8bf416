#ifndef ACS_PIPELINE_QUOTA_LIMITER_HPP
#define ACS_PIPELINE_QUOTA_LIMITER_HPP

#include "pipeline/permit_queue.hpp"

#include <acs/operation.hpp>
#include <acs/quota.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <mutex>
#include <optional>
#include <utility>

namespace acs {

// What a quota handle shares: a queue of permits for each operation, and what a 429 means for all of them.
// Thread-safe. A place is woken with the mutex held; a call's own mutexes come after it.
class quota::limiter
{
public:
    // Without a Retry-After a 429 stops the resource for this long, and up to twice as long.
    static constexpr std::chrono::nanoseconds shortest_pause = std::chrono::seconds(5);
    // Ten of the service's windows. A mistaken Retry-After of days must not stop a server until its restart;
    // the call that got it does heed it.
    static constexpr std::chrono::nanoseconds longest_pause = std::chrono::minutes(5);

    // The share is applied already.
    explicit limiter(const quota_options& options);

    // The rate of an operation when no 429 has slowed it down.
    rate limit(operation what) const noexcept { return rates_[static_cast<std::size_t>(what)]; }

    bool take_now(operation what, lane who, boot_time now);
    // When a call that enters now would get its permit, behind all who wait and `more` others: `now` if at
    // once.
    boot_time next_turn(operation what, lane who, boot_time now, std::size_t more) const;
    // The permits of the last 30 s as a fraction of what the rate allows; above 1 after a burst.
    double utilisation(operation what, boot_time now);

    pipeline::permit_answer enter(
        operation what, pipeline::permit_place& place, boot_time now, boot_time latest);
    pipeline::permit_answer look_again(
        operation what, pipeline::permit_place& place, boot_time now, boot_time latest);
    void leave(operation what, pipeline::permit_place& place, boot_time now);

    // An attempt that was sent at this moment got a 429: all operations stop, and this one is slowed down.
    // The answers of attempts that were sent before the last such moment only make the stop longer, and only
    // by their Retry-After. `random` is from [0, 1). Says when the resource goes on.
    boot_time throttled(
        operation what, std::optional<std::chrono::milliseconds> retry_after, boot_time sent, boot_time now,
        double random);

private:
    struct operation_state
    {
        pipeline::permit_queue permits;
        boot_time slowed_at = boot_time::min();
    };
    using operation_states = std::array<operation_state, operation_count>;

    template <std::size_t... I>
    static operation_states make_states(const quota_options& options, std::index_sequence<I...>);

    pipeline::permit_queue& of(operation what) { return states_[static_cast<std::size_t>(what)].permits; }
    const pipeline::permit_queue& of(operation what) const
    {
        return states_[static_cast<std::size_t>(what)].permits;
    }

    std::array<rate, operation_count> rates_; // never changed
    mutable std::mutex mutex_;
    operation_states states_;
    boot_time stopped_at_ = boot_time::min();
    boot_time goes_on_at_ = boot_time::min();
};

// The pipeline's way into the handle.
class quota_access
{
public:
    using shared_limiter = quota::limiter;

    static shared_limiter* limiter(const quota& handle) { return handle.limiter_.get(); }
};

} // namespace acs

#endif
