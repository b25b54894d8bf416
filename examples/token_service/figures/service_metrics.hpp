#ifndef EXAMPLES_TOKEN_SERVICE_FIGURES_SERVICE_METRICS_HPP
#define EXAMPLES_TOKEN_SERVICE_FIGURES_SERVICE_METRICS_HPP

#include "figures/latency_bounds.hpp"
#include "rejection.hpp"
#include "route.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

namespace token_service {

/// Counts requests. Each thread adds to figures of its own, some nanoseconds a request; reading adds them up.
class service_metrics
{
public:
    /// A request was answered. `waited`: not at once.
    void add(route where, unsigned status, bool waited, std::chrono::nanoseconds took) noexcept;
    void add(rejection why) noexcept;

    /// Requests for tokens that were answered with one from memory.
    std::uint64_t hits() const noexcept;
    /// Those that had to wait for one, or were turned away since they would have had to.
    std::uint64_t misses() const noexcept;
    std::uint64_t rejected() const noexcept;

    /// In Prometheus' text format.
    void append_to(std::string& text) const;

private:
    using counter = std::atomic<std::uint64_t>;

    // Statuses that the service gives; the last place is for all others.
    static constexpr std::array<unsigned, 13> statuses = {200, 204, 400, 401, 403, 404, 405,
                                                          429, 500, 502, 503, 504, 0};

    struct latencies
    {
        std::array<counter, latency_bounds.size() + 1> counts{};
        counter nanoseconds{};
    };
    struct alignas(64) figures
    {
        std::array<std::array<counter, statuses.size()>, route_count> requests{};
        std::array<latencies, 2> took{}; // at once; after a wait
        counter hits{};
        counter misses{};
    };

    static std::size_t place_of(unsigned status) noexcept;
    figures& mine() noexcept;
    template <class Part>
    std::uint64_t sum(Part part) const noexcept;
    void append_latencies(std::string& text) const;

    std::array<figures, 16> of_threads_;
    std::array<counter, rejection_count> rejections_{};
};

} // namespace token_service

#endif
