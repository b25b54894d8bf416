#include "cache/alarm_queue.hpp"

#include <array>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <utility>

namespace acs::cache {

namespace asio = boost::asio;

alarm_queue::alarm_queue(const asio::any_io_executor& executor, std::shared_ptr<time_source> time)
    : time_(std::move(time)), strand_(asio::make_strand(executor))
{}

void alarm_queue::set(alarm& which)
{
    const std::lock_guard lock(mutex_);
    if (shut_down_)
        return;
    const boot_time due = which.due();
    if (which.place_ != alarm::nowhere)
        erase(which);
    if (due != boot_time::max()) {
        heap_.push_back(&which);
        which.due_ = due;
        sift_up(which, heap_.size() - 1);
    }
    // A timer that nobody needs would keep the context's run() from returning. One that is merely early is
    // left alone: it finds nothing due and is set anew.
    if (heap_.empty() ? armed_ != boot_time::max() : heap_.front()->due_ < armed_)
        request_arming();
}

void alarm_queue::remove(alarm& which) noexcept
{
    const std::lock_guard lock(mutex_);
    if (which.place_ == alarm::nowhere)
        return;
    erase(which);
    try {
        if (heap_.empty() && armed_ != boot_time::max())
            request_arming();
    } catch (...) { // memory is short: the timer rings for nothing
    }
}

void alarm_queue::shut_down() noexcept
{
    std::unique_ptr<pending_wait> wait;
    asio::any_io_executor strand;
    const std::lock_guard lock(mutex_);
    shut_down_ = true;
    for (alarm* const each : heap_)
        each->place_ = alarm::nowhere;
    heap_.clear();
    wait.swap(wait_);
    std::swap(strand, strand_);
}

std::size_t alarm_queue::size() const
{
    const std::lock_guard lock(mutex_);
    return heap_.size();
}

// With the mutex held.
void alarm_queue::request_arming()
{
    if (arming_)
        return;
    asio::post(strand_, [self = shared_from_this()] { self->arm(); });
    arming_ = true; // not if post() has thrown: the next one tries again
}

// On the strand.
void alarm_queue::arm()
{
    boot_time when;
    asio::any_io_executor strand;
    {
        const std::lock_guard lock(mutex_);
        arming_ = false;
        when = heap_.empty() ? boot_time::max() : heap_.front()->due_;
        if (shut_down_ || when == armed_ || (when > armed_ && !heap_.empty()))
            return;
        armed_ = when;
        strand = strand_;
    }
    wait_.reset();
    if (when == boot_time::max())
        return;
    wait_ = time_->async_wait_until(when, strand, [weak = weak_from_this()] {
        const auto self = weak.lock();
        if (!self)
            return;
        self->wait_.reset();
        self->ring_due();
        self->arm();
    });
}

// The timer has run. What is left because there is too much finds the timer due at once.
void alarm_queue::ring_due()
{
    std::array<std::shared_ptr<alarm>, most_per_turn> due;
    std::size_t count = 0;
    const boot_time now = time_->now_boottime();
    {
        const std::lock_guard lock(mutex_);
        armed_ = boot_time::max();
        for (std::size_t taken = 0; taken < most_per_turn && !heap_.empty() && heap_.front()->due_ <= now;
             ++taken) {
            alarm& which = *heap_.front();
            erase(which);
            if (auto held = which.weak_from_this().lock())
                due[count++] = std::move(held);
        }
    }
    for (std::size_t i = 0; i < count; ++i)
        due[i]->ring();
}

void alarm_queue::place(alarm& which, std::size_t at)
{
    heap_[at] = &which;
    which.place_ = at;
}

void alarm_queue::sift_up(alarm& which, std::size_t at)
{
    for (; at > 0; at = (at - 1) / 2) {
        alarm& parent = *heap_[(at - 1) / 2];
        if (parent.due_ <= which.due_)
            break;
        place(parent, at);
    }
    place(which, at);
}

void alarm_queue::sift_down(alarm& which, std::size_t at)
{
    for (std::size_t child = 2 * at + 1; child < heap_.size(); child = 2 * at + 1) {
        if (child + 1 < heap_.size() && heap_[child + 1]->due_ < heap_[child]->due_)
            ++child;
        if (which.due_ <= heap_[child]->due_)
            break;
        place(*heap_[child], at);
        at = child;
    }
    place(which, at);
}

void alarm_queue::erase(alarm& which)
{
    const std::size_t at = std::exchange(which.place_, alarm::nowhere);
    alarm& last = *heap_.back();
    heap_.pop_back();
    if (&last == &which)
        return;
    sift_up(last, at);
    sift_down(last, last.place_);
}

} // namespace acs::cache
