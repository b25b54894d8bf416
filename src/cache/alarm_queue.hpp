#ifndef ACS_CACHE_ALARM_QUEUE_HPP
#define ACS_CACHE_ALARM_QUEUE_HPP

#include "cache/alarm.hpp"

#include <acs/time_source.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

namespace acs::cache {

// Any number of alarms, and the one timer that serves them all. Thread-safe.
class alarm_queue : public std::enable_shared_from_this<alarm_queue>
{
public:
    // So many ring at most until the executor's other work has a turn.
    static constexpr std::size_t most_per_turn = 256;

    alarm_queue(const boost::asio::any_io_executor& executor, std::shared_ptr<time_source> time);

    const std::shared_ptr<time_source>& time() const { return time_; }

    // The alarm will ring when it says that it is due, be that sooner or later than before.
    void set(alarm& which);
    // It won't ring. It may not have been set.
    void remove(alarm& which) noexcept;
    // Nothing rings any more: the execution context is about to end, and with it all that belongs to it.
    void shut_down() noexcept;

    std::size_t size() const;

private:
    void request_arming();
    void arm();
    void ring_due();
    void place(alarm& which, std::size_t at);
    void sift_up(alarm& which, std::size_t at);
    void sift_down(alarm& which, std::size_t at);
    void erase(alarm& which);

    const std::shared_ptr<time_source> time_;
    std::unique_ptr<pending_wait> wait_; // on the strand

    mutable std::mutex mutex_; // of what follows, and of what alarms keep for the queue
    boost::asio::any_io_executor strand_;
    std::vector<alarm*> heap_;
    boot_time armed_ = boot_time::max();
    bool arming_ = false; // arm() is on its way
    bool shut_down_ = false;
};

} // namespace acs::cache

#endif
