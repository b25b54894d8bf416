#include "transport/deadline.hpp"

#include <algorithm>
#include <utility>

namespace acs::transport {

deadline::deadline(boost::asio::any_io_executor strand, std::shared_ptr<time_source> time, boot_time expiry)
    : strand_(std::move(strand)), time_(std::move(time)), expiry_(expiry)
{}

boot_time deadline::after(boot_time now, std::chrono::nanoseconds duration)
{
    if (duration <= std::chrono::nanoseconds::zero())
        return now;
    return duration > boot_time::max() - now ? boot_time::max() : now + duration;
}

void deadline::finish()
{
    finished_ = true;
    wait_.reset();
}

void deadline::interrupt(errc why)
{
    if (why_ || finished_)
        return;
    why_ = why;
    if (current_)
        current_->interrupt_();
}

std::optional<errc> deadline::why()
{
    // The clock, not the timer, decides: with many calls at once a timer may come late.
    if (!why_ && time_->now_boottime() >= expiry_)
        why_ = errc::deadline_exceeded;
    return why_;
}

void deadline::arm()
{
    const boot_time needed = std::min(expiry_, current_->limit_);
    if (needed >= due_)
        return;
    due_ = needed;
    wait_ = time_->async_wait_until(needed, strand_, [this] { on_due(); });
}

void deadline::on_due()
{
    due_ = boot_time::max();
    wait_.reset();
    if (why_ || !current_)
        return;
    const boot_time now = time_->now_boottime();
    if (now >= expiry_) {
        interrupt(errc::deadline_exceeded);
    } else if (now >= current_->limit_) {
        current_->limit_passed_ = true;
        current_->interrupt_();
    } else {
        arm();
    }
}

deadline::step::step(deadline& call, std::function<void()> interrupt)
    : step(call, boot_time::max(), errc::deadline_exceeded, std::move(interrupt))
{}

deadline::step::step(deadline& call, boot_time limit, errc on_limit, std::function<void()> interrupt)
    : call_(call), limit_(limit), on_limit_(on_limit), interrupt_(std::move(interrupt))
{
    call_.current_ = this;
    if (call_.why_)
        interrupt_();
    else
        call_.arm();
}

deadline::step::~step()
{
    call_.current_ = nullptr;
}

std::optional<errc> deadline::step::why()
{
    if (const auto why = call_.why())
        return why;
    if (!limit_passed_ && call_.time_->now_boottime() >= limit_)
        limit_passed_ = true;
    return limit_passed_ ? std::optional(on_limit_) : std::nullopt;
}

} // namespace acs::transport
