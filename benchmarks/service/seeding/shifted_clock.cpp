#include "service/seeding/shifted_clock.hpp"

#include <utility>

std::chrono::nanoseconds shifted_clock::boot_behind() const noexcept
{
    return shifts_boot_clock_ ? behind_.load() : std::chrono::nanoseconds();
}

acs::boot_time shifted_clock::now_boottime() const noexcept
{
    return real_->now_boottime() - boot_behind();
}

acs::wall_time shifted_clock::now_utc() const noexcept
{
    return real_->now_utc() - behind_.load();
}

std::unique_ptr<acs::pending_wait> shifted_clock::async_wait_until(
    acs::boot_time when, boost::asio::any_io_executor executor, std::function<void()> on_due)
{
    return real_->async_wait_until(when + boot_behind(), std::move(executor), std::move(on_due));
}
