#ifndef BENCHMARKS_CACHING_COUNTING_TIME_HPP
#define BENCHMARKS_CACHING_COUNTING_TIME_HPP

#include <acs/manual_clock.hpp>

#include <cstddef>
#include <memory>
#include <utility>

namespace caching {

/// A manual clock that counts how often it wakes somebody up.
class counting_time final : public acs::time_source
{
public:
    acs::boot_time now_boottime() const noexcept override { return clock_.now_boottime(); }
    acs::wall_time now_utc() const noexcept override { return clock_.now_utc(); }
    std::unique_ptr<acs::pending_wait> async_wait_until(
        acs::boot_time when, boost::asio::any_io_executor executor, std::function<void()> on_due) override
    {
        return clock_.async_wait_until(when, std::move(executor), [this, on_due = std::move(on_due)] {
            ++woken_;
            on_due();
        });
    }

    acs::manual_clock& clock() { return clock_; }
    std::size_t woken() const { return woken_; }

private:
    acs::manual_clock clock_;
    std::size_t woken_ = 0;
};

} // namespace caching

#endif
