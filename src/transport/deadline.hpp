#ifndef ACS_TRANSPORT_DEADLINE_HPP
#define ACS_TRANSPORT_DEADLINE_HPP

#include "transport/timeout_queue.hpp"

#include <acs/errc.hpp>
#include <acs/time_source.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/cancellation_state.hpp>
#include <boost/system/error_code.hpp>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace acs::transport {

// When a call has to end, and how to interrupt what it is doing just now.
//
// A call is a chain of coroutines on whatever executor its caller runs. It may be interrupted from any
// thread: each suspension is a `step` that says how it is interrupted (a socket is shut down, an event is
// set), and afterwards asks why() it ended. So no strand is needed on the way.
class deadline : public std::enable_shared_from_this<deadline>
{
public:
    // `cancellation` is that of the calling coroutine.
    deadline(
        std::shared_ptr<timeout_queue> timeouts, boost::asio::cancellation_state cancellation,
        boot_time expiry);
    deadline(const deadline&) = delete;
    deadline& operator=(const deadline&) = delete;
    ~deadline();

    // Puts the call among those that the client's end interrupts, and on the timer's list, where it is looked
    // at not later than at `first_look`. False if the client has ended.
    bool start(boot_time first_look);

    time_source& time() const { return timeouts_->time(); }
    const std::shared_ptr<time_source>& shared_time() const { return timeouts_->shared_time(); }
    boot_time expiry() const { return expiry_; }

    // The client's executor.
    const boost::asio::any_io_executor& executor() const { return timeouts_->executor(); }

    // The moment so much later: saturated, so that "never" can be said with the largest duration. Not before
    // `now`.
    static boot_time after(boot_time now, std::chrono::nanoseconds duration);

    // Ends the call, such as because the client stops. The first reason stays. From any thread.
    void interrupt(errc why);

    // Why the call has to end at once, if it has to. Only for the call itself.
    std::optional<errc> why();

    // operation_aborted if the calling coroutine has been cancelled. A cancellation that meets no operation
    // under way, since the last one has just ended, would not be noticed by the next one.
    boost::system::error_code aborted() const;

    // One suspension, or a few of the same kind. There is one at a time. If the call is over already, the
    // step is interrupted as it begins; ask why() before starting I/O that an earlier interruption doesn't
    // stop.
    class step
    {
    public:
        // May last until the call's end. `interrupt` is called from any thread, at most once and never after
        // the step's end, with a lock held: it must only wake somebody up.
        step(deadline& call, std::function<void()> interrupt);
        // Has a limit of its own, with its own reason.
        step(deadline& call, boot_time limit, errc on_limit, std::function<void()> interrupt);
        step(const step&) = delete;
        step& operator=(const step&) = delete;
        ~step();

        // Why the step has to end: its own limit passed, or the call's end has come.
        std::optional<errc> why();

        // From here on nothing interrupts it any more.
        void end();
        // True if `interrupt` was called. After end().
        bool was_interrupted() const { return interrupted_; }

    private:
        friend class deadline;

        void interrupt();

        deadline& call_;
        boot_time limit_;
        errc on_limit_;
        bool limit_passed_ = false;
        bool interrupted_ = false;
        std::function<void()> interrupt_;
    };

private:
    friend class timeout_queue;

    static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

    void on_due();

    const std::shared_ptr<timeout_queue> timeouts_;
    const boost::asio::cancellation_state cancellation_;
    const boot_time expiry_;

    std::mutex mutex_; // of the next two, and of the step's state
    std::optional<errc> why_;
    step* current_ = nullptr;

    // The timeout queue's. `due_` may be too early, never too late: a step that ended leaves it as it is, so
    // that a call which meets no trouble is put into the queue once.
    boot_time due_ = boot_time::max();
    std::size_t place_ = nowhere;
};

} // namespace acs::transport

#endif
