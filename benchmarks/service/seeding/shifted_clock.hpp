#ifndef BENCHMARKS_SERVICE_SEEDING_SHIFTED_CLOCK_HPP
#define BENCHMARKS_SERVICE_SEEDING_SHIFTED_CLOCK_HPP

#include <acs/time_source.hpp>

#include <atomic>
#include <chrono>
#include <memory>

/// This machine's clocks, behind by some hours, which become fewer: hours pass for the library in seconds,
/// and in the end its times are those of the other processes.
class shifted_clock final : public acs::time_source
{
public:
    enum class what
    {
        civil_clock, ///< the boot clock alone stays right
        both_clocks, ///< the boot clock may show a time before the machine was started
    };

    explicit shifted_clock(what shifted) : shifts_boot_clock_(shifted == what::both_clocks) {}

    void set_behind(std::chrono::nanoseconds behind) { behind_ = behind; }

    acs::boot_time now_boottime() const noexcept override;
    acs::wall_time now_utc() const noexcept override;
    /// What is waited for while the clock is set comes late, by real time; here nobody waits for long.
    [[nodiscard]] std::unique_ptr<acs::pending_wait> async_wait_until(
        acs::boot_time when, boost::asio::any_io_executor executor, std::function<void()> on_due) override;

private:
    std::chrono::nanoseconds boot_behind() const noexcept;

    const bool shifts_boot_clock_;
    const std::shared_ptr<acs::time_source> real_ = acs::time_source::system();
    std::atomic<std::chrono::nanoseconds> behind_{};
};

#endif
