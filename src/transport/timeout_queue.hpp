#ifndef ACS_TRANSPORT_TIMEOUT_QUEUE_HPP
#define ACS_TRANSPORT_TIMEOUT_QUEUE_HPP

#include <acs/errc.hpp>
#include <acs/time_source.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

namespace acs::transport {

class deadline;

// The calls of a client, in the order in which something is due for them, and the one timer that serves them
// all. A timer for each call would cost more than the rest of a call's bookkeeping. Thread-safe.
class timeout_queue : public std::enable_shared_from_this<timeout_queue>
{
public:
    timeout_queue(boost::asio::any_io_executor executor, std::shared_ptr<time_source> time);
    ~timeout_queue();

    time_source& time() const { return *time_; }
    const std::shared_ptr<time_source>& shared_time() const { return time_; }
    const boost::asio::any_io_executor& executor() const { return executor_; }

    // Calls on_due() of `call` at this moment, or earlier than asked for before. False if stopped.
    bool set(deadline& call, boot_time due);

    void remove(deadline& call);

    // Interrupts all calls for this reason, and takes no more.
    void stop(errc why);

private:
    using calls = std::vector<std::shared_ptr<deadline>>;

    void request_arming();
    void arm();
    calls take_due();
    void place(deadline& call, std::size_t at);
    void sift_up(deadline& call, std::size_t at);
    void sift_down(deadline& call, std::size_t at);
    void erase(deadline& call);

    boost::asio::any_io_executor executor_;
    boost::asio::any_io_executor strand_;
    std::shared_ptr<time_source> time_;
    std::unique_ptr<pending_wait> wait_; // on the strand

    std::mutex mutex_;             // of what follows, and of the place in the queue that each call keeps
    std::vector<deadline*> queue_; // a binary heap
    boot_time armed_ = boot_time::max();
    bool arming_ = false; // arm() is on its way
    bool stopped_ = false;
};

} // namespace acs::transport

#endif
