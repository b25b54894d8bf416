#ifndef ACS_TIME_SOURCE_HPP
#define ACS_TIME_SOURCE_HPP

#include <boost/asio/any_io_executor.hpp>
#include <chrono>
#include <functional>
#include <memory>

namespace acs {

/// A moment of civil time (UTC), as the service's dates and expiries have it.
using wall_time = std::chrono::sys_time<std::chrono::nanoseconds>;

/**
 * \brief The clock that deadlines and lifetimes are measured with.
 * \details Linux `CLOCK_BOOTTIME`: steady, and unlike `CLOCK_MONOTONIC` it goes on while the machine is
 * suspended. A token that expired during a suspend is therefore seen as expired.
 */
struct boot_clock
{
    using duration = std::chrono::nanoseconds;
    using rep = duration::rep;
    using period = duration::period;
    using time_point = std::chrono::time_point<boot_clock>;
    static constexpr bool is_steady = true;

    /// The current time. Thread-safe, never throws.
    static time_point now() noexcept;
};

/// A moment on the \ref boot_clock.
using boot_time = boot_clock::time_point;

/**
 * \brief A wait in progress. Destroying it cancels the wait.
 * \par Thread safety
 * Destroy it on the executor the wait was started with; then the callback is guaranteed not to run
 * afterwards.
 */
class pending_wait
{
public:
    pending_wait() = default;
    pending_wait(const pending_wait&) = delete;
    pending_wait& operator=(const pending_wait&) = delete;
    virtual ~pending_wait() = default;
};

/**
 * \brief Where the library gets the time from, and what it waits with.
 * \details Client and emulator take one as an option, and every clock reading and every wait of theirs goes
 * through it: tests substitute \ref manual_clock and never sleep.
 * \par Thread safety
 * All functions may be called from any thread.
 */
class time_source
{
public:
    time_source() = default;
    time_source(const time_source&) = delete;
    time_source& operator=(const time_source&) = delete;
    virtual ~time_source() = default;

    /// The steady time, for deadlines and lifetimes. Zero is the machine's start: it is never before that.
    virtual boot_time now_boottime() const noexcept = 0;

    /// The civil time, for signatures and dates.
    virtual wall_time now_utc() const noexcept = 0;

    /**
     * \brief Calls `on_due` once, on `executor`, when `now_boottime()` has reached `when`.
     * \details The callback is never run inside this function, not even for a moment that has passed.
     * \param when     the moment on the boot clock.
     * \param executor where `on_due` runs. Must be a strand, or belong to a single-threaded context.
     * \param on_due   the callback. It must not throw.
     * \return the wait; keep it as long as the callback is wanted.
     */
    [[nodiscard]] virtual std::unique_ptr<pending_wait> async_wait_until(
        boot_time when, boost::asio::any_io_executor executor, std::function<void()> on_due) = 0;

    /// The real clocks of this machine: one shared object, thread-safe.
    static std::shared_ptr<time_source> system();
};

} // namespace acs

#endif
