#ifndef ACS_CACHE_COMPLETION_HPP
#define ACS_CACHE_COMPLETION_HPP

#include <cstddef>
#include <mutex>
#include <vector>

namespace acs::cache {

// Something that happens once, and those who wait for it. Thread-safe.
class completion
{
public:
    class waiter
    {
    public:
        waiter() = default;
        waiter(const waiter&) = delete;
        waiter& operator=(const waiter&) = delete;
        virtual ~waiter() = default;

        // It has happened. With the completion's mutex held: it must only wake somebody up.
        virtual void wake() noexcept = 0;

    private:
        friend class completion;

        static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);
        std::size_t place_ = nowhere;
    };

    completion() = default;
    completion(const completion&) = delete;
    completion& operator=(const completion&) = delete;

    // Wakes the waiter when it happens; at once if it has happened.
    void join(waiter& who)
    {
        const std::lock_guard lock(mutex_);
        if (over_) {
            who.wake();
            return;
        }
        waiters_.push_back(&who);
        who.place_ = waiters_.size() - 1;
    }

    // The waiter isn't woken afterwards. It may not have joined.
    void leave(waiter& who) noexcept
    {
        const std::lock_guard lock(mutex_);
        if (who.place_ == waiter::nowhere)
            return;
        waiters_[who.place_] = waiters_.back();
        waiters_[who.place_]->place_ = who.place_;
        waiters_.pop_back();
        who.place_ = waiter::nowhere;
    }

    // It happens. What was written before is seen by those who find it over.
    void finish() noexcept
    {
        const std::lock_guard lock(mutex_);
        over_ = true;
        for (waiter* const each : waiters_) {
            each->place_ = waiter::nowhere;
            each->wake();
        }
        waiters_.clear();
    }

    bool is_over() const
    {
        const std::lock_guard lock(mutex_);
        return over_;
    }

private:
    mutable std::mutex mutex_;
    std::vector<waiter*> waiters_;
    bool over_ = false;
};

} // namespace acs::cache

#endif
