#ifndef ACS_MANUAL_CLOCK_HPP
#define ACS_MANUAL_CLOCK_HPP

#include <acs/time_source.hpp>

#include <cstddef>
#include <memory>

namespace acs {

/**
 * \brief A time source that stands still until it is told to move. For tests and simulations.
 * \details Boot time starts at one day, so that tests can also look back; civil time starts where the
 * constructor says. Waits are kept in a heap; \ref advance hands the due ones to their executors in the order
 * of their due times. \par Thread safety All functions may be called from any thread.
 */
class manual_clock final : public time_source
{
public:
    /// Starts at 2026-01-01T00:00:00Z.
    manual_clock();
    /// Starts at the given civil time.
    explicit manual_clock(wall_time start);
    ~manual_clock() override;

    boot_time now_boottime() const noexcept override;
    wall_time now_utc() const noexcept override;
    [[nodiscard]] std::unique_ptr<pending_wait> async_wait_until(
        boot_time when, boost::asio::any_io_executor executor, std::function<void()> on_due) override;

    /**
     * \brief Moves both clocks forward and posts the callbacks that have become due, earliest first.
     * \details The callbacks are posted, not run: run their executors afterwards. A wait that such a callback
     * starts is seen by the next call. \param by how far; zero posts what is due already.
     */
    void advance(std::chrono::nanoseconds by);

    /// Moves both clocks to the earliest pending wait and posts it. \return false if there is none.
    bool advance_to_next();

    /// Moves the civil clock alone, forward or back, as an administrator or NTP would.
    void step_utc(std::chrono::nanoseconds by);

    /// How many waits are pending.
    std::size_t pending() const;

private:
    class state;
    class wait;
    std::shared_ptr<state> state_;
};

} // namespace acs

#endif
