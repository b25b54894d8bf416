#ifndef EXAMPLES_TOKEN_SERVICE_SERVICE_PHASE_HPP
#define EXAMPLES_TOKEN_SERVICE_SERVICE_PHASE_HPP

#include <atomic>

namespace token_service {

/// Where in its life the service is. Thread-safe.
class service_phase
{
public:
    enum value
    {
        starting,
        serving,
        leaving,  ///< not ready any more, so that a load balancer turns away; everything is still answered
        draining, ///< nothing is begun that would have to wait
    };

    void enter(value next) noexcept { now_.store(next, std::memory_order_relaxed); }
    value now() const noexcept { return now_.load(std::memory_order_relaxed); }

private:
    std::atomic<value> now_ = starting;
};

} // namespace token_service

#endif
