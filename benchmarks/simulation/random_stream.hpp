#ifndef BENCHMARKS_SIMULATION_RANDOM_STREAM_HPP
#define BENCHMARKS_SIMULATION_RANDOM_STREAM_HPP

#include <cmath>
#include <cstdint>

namespace simulation {

/// Random numbers that are the same on every machine: SplitMix64 (Steele, Lea, Flood 2014).
class random_stream
{
public:
    explicit random_stream(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next()
    {
        state_ += 0x9e37'79b9'7f4a'7c15;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30)) * 0xbf58'476d'1ce4'e5b9;
        z = (z ^ (z >> 27)) * 0x94d0'49bb'1331'11eb;
        return z ^ (z >> 31);
    }

    /// From [0, 1).
    double fraction() { return static_cast<double>(next() >> 11) * 0x1p-53; }

    /// From [low, high).
    double between(double low, double high) { return low + (high - low) * fraction(); }

    /// The time between two events of a Poisson process of so many per second, in seconds.
    double gap(double per_second) { return -std::log1p(-fraction()) / per_second; }

private:
    std::uint64_t state_;
};

} // namespace simulation

#endif
