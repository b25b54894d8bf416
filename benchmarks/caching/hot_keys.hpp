#ifndef BENCHMARKS_CACHING_HOT_KEYS_HPP
#define BENCHMARKS_CACHING_HOT_KEYS_HPP

#include "caching/population.hpp"
#include "simulation/random_stream.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace caching {

/// The same few identities all the time, in random order.
class hot_keys
{
public:
    static constexpr std::size_t count = 1000;

    /// So many of the first `range`.
    explicit hot_keys(std::size_t range)
    {
        simulation::random_stream random(range);
        for (std::size_t i = 0; i < count; ++i)
            users.push_back(identity(range == count ? i : random.next() % range));
    }

    /// Positions in `users`.
    static std::vector<std::uint16_t> order(std::size_t length, std::uint64_t seed)
    {
        simulation::random_stream random(seed);
        std::vector<std::uint16_t> made(length);
        for (std::uint16_t& each : made)
            each = static_cast<std::uint16_t>(random.next() % count);
        return made;
    }

    std::vector<acs::communication_user> users;
};

} // namespace caching

#endif
