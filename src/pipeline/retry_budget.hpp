#ifndef ACS_PIPELINE_RETRY_BUDGET_HPP
#define ACS_PIPELINE_RETRY_BUDGET_HPP

#include <atomic>

namespace acs::pipeline {

// What all calls of a client together may spend on retries, so that a service that is down isn't asked four
// times for every call. Numbers as in the AWS SDKs' standard mode: 500 tokens, 5 for a retry, 10 after a
// timeout, 1 back for each success. Thread-safe.
class retry_budget
{
public:
    static constexpr int capacity = 500;
    static constexpr int retry_cost = 5;
    static constexpr int timeout_cost = 10;

    // Pays for a retry. False if there is not enough.
    bool spend(int cost) noexcept
    {
        int left = left_.load(std::memory_order_relaxed);
        do {
            if (left < cost)
                return false;
        } while (!left_.compare_exchange_weak(left, left - cost, std::memory_order_relaxed));
        return true;
    }

    // A call has succeeded.
    void earn() noexcept
    {
        int left = left_.load(std::memory_order_relaxed);
        while (left < capacity && !left_.compare_exchange_weak(left, left + 1, std::memory_order_relaxed)) {
        }
    }

    int left() const noexcept { return left_.load(std::memory_order_relaxed); }

private:
    std::atomic<int> left_{capacity};
};

} // namespace acs::pipeline

#endif
