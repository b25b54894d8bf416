#ifndef ACS_TRANSPORT_DEADLINE_HPP
#define ACS_TRANSPORT_DEADLINE_HPP

#include <acs/errc.hpp>
#include <acs/time_source.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <functional>
#include <memory>
#include <optional>

namespace acs::transport {

// When a call has to end, and how to interrupt what it is doing just now. It lives on the call's strand.
//
// Nothing in the client relies on Asio's cancellation slots: after a terminal cancellation every co_await
// throws, also those of clean-up code. Instead each suspension is a `step` that says how it is interrupted (a
// socket is closed, an event is set), and afterwards asks why() it ended.
class deadline
{
public:
    deadline(boost::asio::any_io_executor strand, std::shared_ptr<time_source> time, boot_time expiry);
    deadline(const deadline&) = delete;
    deadline& operator=(const deadline&) = delete;

    const boost::asio::any_io_executor& executor() const { return strand_; }
    time_source& time() const { return *time_; }
    const std::shared_ptr<time_source>& shared_time() const { return time_; }
    boot_time expiry() const { return expiry_; }

    // The moment so much later: saturated, so that "never" can be said with the largest duration. Not before
    // `now`.
    static boot_time after(boot_time now, std::chrono::nanoseconds duration);

    // The call is over and waits for nothing any more. Ends the timer here, on the strand, because the last
    // owner of the call may be another thread.
    void finish();

    // Ends the call: it was cancelled, or the client stops. The first reason stays.
    void interrupt(errc why);

    // Why the call has to end at once, if it has to.
    std::optional<errc> why();

    // One suspension, or a few of the same kind. There is one at a time. If the call is over already, the
    // step is interrupted as it begins; ask why() before starting I/O that an earlier interruption doesn't
    // stop.
    class step
    {
    public:
        // May last until the call's end.
        step(deadline& call, std::function<void()> interrupt);
        // Has a limit of its own, with its own reason.
        step(deadline& call, boot_time limit, errc on_limit, std::function<void()> interrupt);
        step(const step&) = delete;
        step& operator=(const step&) = delete;
        ~step();

        // Why the step has to end: its own limit passed, or the call's end has come.
        std::optional<errc> why();

    private:
        friend class deadline;

        deadline& call_;
        boot_time limit_;
        errc on_limit_;
        bool limit_passed_ = false;
        std::function<void()> interrupt_;
    };

private:
    void arm();
    void on_due();

    boost::asio::any_io_executor strand_;
    std::shared_ptr<time_source> time_;
    boot_time expiry_;
    std::optional<errc> why_;
    step* current_ = nullptr;
    // One wait for call and steps. It may be due too early, never too late: a step that ended leaves it as it
    // is, so that a call which meets no trouble starts one wait in all.
    boot_time due_ = boot_time::max();
    std::unique_ptr<pending_wait> wait_;
    bool finished_ = false;
};

} // namespace acs::transport

#endif
