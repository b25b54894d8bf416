#include "figures/hit_rate.hpp"

#include "figures/service_metrics.hpp"

#include <array>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>

namespace token_service {

boost::asio::awaitable<void> hit_rate::watch()
{
    std::array<reading, 10> before{};
    boost::asio::steady_timer timer(
        co_await boost::asio::this_coro::executor, std::chrono::steady_clock::now());
    for (std::size_t at = 0;; at = (at + 1) % before.size()) {
        timer.expires_at(timer.expiry() + std::chrono::seconds(1));
        co_await timer.async_wait(boost::asio::use_awaitable);
        const reading now{counted_.hits(), counted_.misses()};
        const std::uint64_t hits = now.hits - before[at].hits;
        const std::uint64_t all = hits + now.misses - before[at].misses;
        rate_.store(all > 0 ? static_cast<double>(hits) / static_cast<double>(all) : -1);
        before[at] = now;
    }
}

std::optional<double> hit_rate::now() const noexcept
{
    const double rate = rate_.load();
    return rate < 0 ? std::nullopt : std::optional(rate);
}

} // namespace token_service
