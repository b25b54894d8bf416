#include "cache/entry_backoff.hpp"

#include <algorithm>

namespace acs::cache {

std::chrono::nanoseconds entry_backoff(
    unsigned failures, std::optional<std::chrono::milliseconds> retry_after,
    std::optional<std::chrono::nanoseconds> remaining, double random)
{
    constexpr std::chrono::nanoseconds first = std::chrono::seconds(2);
    constexpr std::chrono::nanoseconds longest = std::chrono::seconds(60);
    constexpr std::chrono::nanoseconds shortest = std::chrono::seconds(1);
    constexpr unsigned doublings = 5; // then it is longest

    const unsigned doubled = failures > 0 ? std::min(failures - 1, doublings) : 0;
    const auto whole = static_cast<double>(std::min(first * (1 << doubled), longest).count());
    std::chrono::nanoseconds wait(static_cast<std::int64_t>((0.5 + 0.5 * random) * whole));
    if (retry_after)
        wait = std::max<std::chrono::nanoseconds>(wait, *retry_after);
    if (remaining && remaining->count() > 0)
        wait = std::min(wait, *remaining / 4);
    return std::max(wait, shortest);
}

} // namespace acs::cache
