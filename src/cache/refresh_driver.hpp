#ifndef ACS_CACHE_REFRESH_DRIVER_HPP
#define ACS_CACHE_REFRESH_DRIVER_HPP

#include "cache/entry_index.hpp"
#include "cache/renewals.hpp"
#include "transport/sleeper.hpp"

#include <acs/time_source.hpp>

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstddef>
#include <memory>

namespace acs::cache {

class core;

// The cache's one loop: takes what is due, starts as many calls as the quota permits at once, and sleeps
// until there is more to do.
class refresh_driver
{
public:
    // What one turn looks at most at, so that the executor's other work doesn't wait.
    static constexpr std::size_t most_per_turn = 256;
    // A timer may stand still while the machine is suspended: so it is looked at the clock this often.
    static constexpr std::chrono::seconds longest_sleep{30};

    explicit refresh_driver(core& owner);

    // Until the cache stops.
    static boost::asio::awaitable<void> run(std::shared_ptr<core> owner);

    // From any thread.
    void wake() noexcept { sleeper_.wake(); }
    // A renewal has ended.
    void renewal_ended() noexcept;
    // The service is back, as a call has shown that began then.
    void recovered(boot_time began) noexcept { recovered_ = began.time_since_epoch().count(); }
    // All tokens were invalidated: the entries have to be looked at one by one.
    void begin_sweep() noexcept;

private:
    struct turn
    {
        std::size_t looked = 0; // at so many entries
        bool more = false;      // there is more to do at once
        bool idle = false;      // nothing is due
        boot_time look_at{};    // else the next time
    };
    turn take_turn(boot_time now);
    void decide_due(boot_time now, turn& made);
    void sweep(boot_time now, turn& made);
    void start_due(boot_time now, turn& made);
    void tell(const renewals::outcome& seen);

    core& owner_;
    renewals renewals_;
    transport::sleeper sleeper_;
    std::atomic<boot_time::rep> recovered_{0}; // 0: nothing to do about it
    std::atomic<bool> sweep_anew_{false};
    entry_index swept_ = no_entry; // the entries before it; no_entry: all
    bool catching_up_ = false;     // after the service was away: what is late is not our fault
};

} // namespace acs::cache

#endif
