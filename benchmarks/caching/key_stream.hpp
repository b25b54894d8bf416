#ifndef BENCHMARKS_CACHING_KEY_STREAM_HPP
#define BENCHMARKS_CACHING_KEY_STREAM_HPP

#include "caching/population.hpp"
#include "simulation/random_stream.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace caching {

/// Identities to ask for, in random order. Their texts are in the processor's cache when they are asked for,
/// as that of a request which has just been read.
class key_stream
{
public:
    static constexpr std::size_t batch = 512;

    /// Any of the first `range`, others each batch.
    key_stream(std::size_t range, std::uint64_t seed) : range_(range), random_(seed) {}

    /// The next ones.
    const std::vector<acs::communication_user>& next()
    {
        users_.clear();
        for (std::size_t i = 0; i < batch; ++i)
            users_.push_back(identity(random_.next() % range_));
        return users_;
    }

private:
    std::size_t range_;
    simulation::random_stream random_;
    std::vector<acs::communication_user> users_;
};

} // namespace caching

#endif
