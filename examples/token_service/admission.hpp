#ifndef EXAMPLES_TOKEN_SERVICE_ADMISSION_HPP
#define EXAMPLES_TOKEN_SERVICE_ADMISSION_HPP

#include "http/http_answer.hpp"
#include "rejection.hpp"

#include <acs/rate.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <optional>

namespace token_service {

class loop_lag;
class service_metrics;
class service_phase;

/// Decides whether a request may wait for the identity service. Who would wait too long is told at once when
/// to come again: a queue that only grows serves nobody. Answers from memory need no admission. Thread-safe.
class admission
{
public:
    /// The place of a request that waits; leaves it when it goes.
    class place
    {
    public:
        explicit place(std::atomic<std::size_t>& waiting) : waiting_(waiting) { ++waiting_; }
        place(const place&) = delete;
        place& operator=(const place&) = delete;
        ~place() { --waiting_; }

    private:
        std::atomic<std::size_t>& waiting_;
    };

    /// \param rate how fast those who wait are served.
    admission(
        const service_phase& phase, const loop_lag& lag, service_metrics& counted, std::size_t max_waiting,
        acs::rate rate);

    /// Why a request may not wait; none if it may.
    std::optional<rejection> objection() const;

    [[nodiscard]] place enter() { return place(waiting_); }
    std::size_t waiting() const { return waiting_.load(std::memory_order_relaxed); }

    /// The answer to who is turned away, counted. \param retry_after if somebody knows better than this one.
    http_answer turn_away(
        rejection why, std::optional<std::chrono::milliseconds> retry_after = std::nullopt) const;

private:
    std::chrono::seconds expected_wait() const;

    const service_phase& phase_;
    const loop_lag& lag_;
    service_metrics& counted_;
    const std::size_t max_waiting_;
    const acs::rate rate_;
    std::atomic<std::size_t> waiting_ = 0;
};

} // namespace token_service

#endif
