#include "transport/timeout_queue.hpp"

#include "transport/deadline.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <utility>

namespace acs::transport {

namespace asio = boost::asio;

timeout_queue::timeout_queue(asio::any_io_executor executor, std::shared_ptr<time_source> time)
    : executor_(std::move(executor)), strand_(asio::make_strand(executor_)), time_(std::move(time))
{}

timeout_queue::~timeout_queue() = default;

bool timeout_queue::set(deadline& call, boot_time due)
{
    const std::lock_guard lock(mutex_);
    if (stopped_)
        return false;
    if (call.place_ == deadline::nowhere) {
        queue_.push_back(&call);
        call.place_ = queue_.size() - 1;
        call.due_ = due;
    } else if (due < call.due_) {
        call.due_ = due;
    }
    sift_up(call, call.place_);
    if (queue_.front()->due_ < armed_)
        request_arming();
    return true;
}

void timeout_queue::remove(deadline& call)
{
    const std::lock_guard lock(mutex_);
    if (call.place_ == deadline::nowhere)
        return;
    erase(call);
    // A timer that nobody needs would keep the context's run() from returning. One that is merely early is
    // left alone: it finds nothing due and is set anew.
    if (queue_.empty() && armed_ != boot_time::max())
        request_arming();
}

void timeout_queue::stop(errc why)
{
    calls running;
    {
        const std::lock_guard lock(mutex_);
        stopped_ = true;
        for (deadline* const call : queue_)
            if (auto held = call->weak_from_this().lock())
                running.push_back(std::move(held));
    }
    for (const auto& call : running)
        call->interrupt(why);
}

// With the mutex held.
void timeout_queue::request_arming()
{
    if (arming_)
        return;
    asio::post(strand_, [self = shared_from_this()] { self->arm(); });
    arming_ = true; // not if post() has thrown: the next call tries again
}

// On the strand.
void timeout_queue::arm()
{
    boot_time when;
    {
        const std::lock_guard lock(mutex_);
        arming_ = false;
        when = queue_.empty() ? boot_time::max() : queue_.front()->due_;
        if (when == armed_ || (when > armed_ && !queue_.empty()))
            return;
        armed_ = when;
    }
    wait_.reset();
    if (when == boot_time::max())
        return;
    wait_ = time_->async_wait_until(when, strand_, [weak = weak_from_this()] {
        const auto self = weak.lock();
        if (!self)
            return;
        self->wait_.reset();
        for (const auto& call : self->take_due())
            call->on_due();
        self->arm();
    });
}

// The timer has run: takes out the calls whose moment has come.
timeout_queue::calls timeout_queue::take_due()
{
    calls due;
    const boot_time now = time_->now_boottime();
    const std::lock_guard lock(mutex_);
    armed_ = boot_time::max();
    while (!queue_.empty() && queue_.front()->due_ <= now) {
        deadline& call = *queue_.front();
        erase(call);
        if (auto held = call.weak_from_this().lock())
            due.push_back(std::move(held));
    }
    return due;
}

void timeout_queue::place(deadline& call, std::size_t at)
{
    queue_[at] = &call;
    call.place_ = at;
}

void timeout_queue::sift_up(deadline& call, std::size_t at)
{
    for (; at > 0; at = (at - 1) / 2) {
        deadline& parent = *queue_[(at - 1) / 2];
        if (parent.due_ <= call.due_)
            break;
        place(parent, at);
    }
    place(call, at);
}

void timeout_queue::sift_down(deadline& call, std::size_t at)
{
    for (std::size_t child = 2 * at + 1; child < queue_.size(); child = 2 * at + 1) {
        if (child + 1 < queue_.size() && queue_[child + 1]->due_ < queue_[child]->due_)
            ++child;
        if (call.due_ <= queue_[child]->due_)
            break;
        place(*queue_[child], at);
        at = child;
    }
    place(call, at);
}

void timeout_queue::erase(deadline& call)
{
    const std::size_t at = std::exchange(call.place_, deadline::nowhere);
    deadline& last = *queue_.back();
    queue_.pop_back();
    if (&last == &call)
        return;
    sift_up(last, at);
    sift_down(last, last.place_);
}

} // namespace acs::transport
