#ifndef ACS_CACHE_SPIN_LOCK_HPP
#define ACS_CACHE_SPIN_LOCK_HPP

#include <atomic>
#include <thread>

namespace acs::cache {

// A mutex for sections of some nanoseconds: half the price of std::mutex when nobody else is there. Whoever
// meets another gives the processor away after a few tries, since its holder may have been suspended.
class spin_lock
{
public:
    spin_lock() = default;
    spin_lock(const spin_lock&) = delete;
    spin_lock& operator=(const spin_lock&) = delete;

    void lock() noexcept
    {
        for (unsigned tries = 1; held_.exchange(true, std::memory_order_acquire); ++tries)
            while (held_.load(std::memory_order_relaxed))
                if (++tries > patience)
                    std::this_thread::yield();
    }
    void unlock() noexcept { held_.store(false, std::memory_order_release); }

private:
    static constexpr unsigned patience = 64;

    std::atomic<bool> held_{false};
};

} // namespace acs::cache

#endif
