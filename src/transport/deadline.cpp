#include "transport/deadline.hpp"

#include <algorithm>
#include <boost/asio/error.hpp>
#include <utility>

namespace acs::transport {

deadline::deadline(
    std::shared_ptr<timeout_queue> timeouts, boost::asio::cancellation_state cancellation, boot_time expiry)
    : timeouts_(std::move(timeouts)), cancellation_(std::move(cancellation)), expiry_(expiry)
{}

deadline::~deadline()
{
    timeouts_->remove(*this);
}

bool deadline::start(boot_time first_look)
{
    return timeouts_->set(*this, std::min(first_look, expiry_));
}

boot_time deadline::after(boot_time now, std::chrono::nanoseconds duration)
{
    if (duration <= std::chrono::nanoseconds::zero())
        return now;
    return duration > boot_time::max() - now ? boot_time::max() : now + duration;
}

void deadline::interrupt(errc why)
{
    const std::lock_guard lock(mutex_);
    if (why_)
        return;
    why_ = why;
    if (current_)
        current_->interrupt();
}

std::optional<errc> deadline::why()
{
    const std::lock_guard lock(mutex_);
    if (!why_ && cancellation_.cancelled() != boost::asio::cancellation_type::none)
        why_ = errc::canceled;
    // The clock, not the timer, decides: with many calls at once a timer may come late.
    if (!why_ && time().now_boottime() >= expiry_)
        why_ = errc::deadline_exceeded;
    return why_;
}

boost::system::error_code deadline::aborted() const
{
    return cancellation_.cancelled() == boost::asio::cancellation_type::none
               ? boost::system::error_code()
               : boost::asio::error::operation_aborted;
}

void deadline::on_due()
{
    const boot_time now = time().now_boottime();
    const std::lock_guard lock(mutex_);
    if (why_)
        return;
    if (now >= expiry_) {
        why_ = errc::deadline_exceeded;
        if (current_)
            current_->interrupt();
        return;
    }
    boot_time next = expiry_;
    if (current_ && !current_->limit_passed_) {
        if (now >= current_->limit_) {
            current_->limit_passed_ = true;
            current_->interrupt();
        } else {
            next = std::min(next, current_->limit_);
        }
    }
    if (timeouts_->set(*this, next))
        return;
    // The client's end came while this call was off the queue, and has missed it.
    why_ = errc::client_stopped;
    if (current_)
        current_->interrupt();
}

deadline::step::step(deadline& call, std::function<void()> interrupt)
    : step(call, boot_time::max(), errc::deadline_exceeded, std::move(interrupt))
{}

deadline::step::step(deadline& call, boot_time limit, errc on_limit, std::function<void()> interrupt)
    : call_(call), limit_(limit), on_limit_(on_limit), interrupt_(std::move(interrupt))
{
    const std::lock_guard lock(call_.mutex_);
    if (!call_.why_ && call_.aborted())
        call_.why_ = errc::canceled;
    if (!call_.why_ && limit_ < call_.due_)
        call_.timeouts_->set(call_, limit_); // may throw for want of memory: then there is no step
    call_.current_ = this;
    if (call_.why_)
        this->interrupt();
}

deadline::step::~step()
{
    end();
}

void deadline::step::interrupt()
{
    if (!std::exchange(interrupted_, true))
        interrupt_();
}

std::optional<errc> deadline::step::why()
{
    if (const auto why = call_.why())
        return why;
    const std::lock_guard lock(call_.mutex_);
    if (!limit_passed_ && limit_ != boot_time::max() && call_.time().now_boottime() >= limit_)
        limit_passed_ = true;
    return limit_passed_ ? std::optional(on_limit_) : std::nullopt;
}

void deadline::step::end()
{
    const std::lock_guard lock(call_.mutex_);
    if (call_.current_ == this)
        call_.current_ = nullptr;
}

} // namespace acs::transport
