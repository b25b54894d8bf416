#ifndef ACS_CACHE_PREFETCH_WATCH_HPP
#define ACS_CACHE_PREFETCH_WATCH_HPP

#include <acs/prefetch.hpp>

#include <cstddef>
#include <functional>
#include <mutex>
#include <utility>

namespace acs::cache {

// A prefetch in progress, told of each entry that comes to an end. Thread-safe.
class prefetch_watch
{
public:
    // `changed` is called after each; it must only wake somebody up.
    prefetch_watch(std::size_t total, std::function<void()> changed) : changed_(std::move(changed))
    {
        progress_.total = total;
    }

    void tell(bool ready)
    {
        const std::lock_guard lock(mutex_);
        ++(ready ? progress_.ready : progress_.failed);
        if (changed_)
            changed_();
    }

    prefetch_progress progress() const
    {
        const std::lock_guard lock(mutex_);
        return progress_;
    }

    // Nobody is to be told any more.
    void abandon()
    {
        const std::lock_guard lock(mutex_);
        changed_ = nullptr;
    }

private:
    mutable std::mutex mutex_;
    std::function<void()> changed_;
    prefetch_progress progress_;
};

} // namespace acs::cache

#endif
