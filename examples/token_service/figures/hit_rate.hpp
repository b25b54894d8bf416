#ifndef EXAMPLES_TOKEN_SERVICE_FIGURES_HIT_RATE_HPP
#define EXAMPLES_TOKEN_SERVICE_FIGURES_HIT_RATE_HPP

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <optional>

namespace token_service {

class service_metrics;

/// The fraction of requests for tokens that were answered from memory, over the last ten seconds.
/// Thread-safe.
class hit_rate
{
public:
    explicit hit_rate(const service_metrics& counted) : counted_(counted) {}

    /// Looks at the counters each second. Does not end.
    boost::asio::awaitable<void> watch();

    /// None if there were no requests.
    std::optional<double> now() const noexcept;

private:
    struct reading
    {
        std::uint64_t hits = 0;
        std::uint64_t misses = 0;
    };

    const service_metrics& counted_;
    std::atomic<double> rate_ = -1; // less than 0: none
};

} // namespace token_service

#endif
