#ifndef ACS_EMULATOR_RANDOM_SEQUENCE_HPP
#define ACS_EMULATOR_RANDOM_SEQUENCE_HPP

#include <cstdint>

namespace acs::emulation {

/// Scatters the bits of a number; different numbers give different results (the finaliser of SplitMix64).
constexpr std::uint64_t scatter(std::uint64_t x)
{
    x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9U;
    x = (x ^ (x >> 27U)) * 0x94d049bb133111ebU;
    return x ^ (x >> 31U);
}

/// A reproducible sequence of numbers (SplitMix64). Good for tests, not for secrets.
class random_sequence
{
public:
    explicit constexpr random_sequence(std::uint64_t seed) : state_(seed) {}

    constexpr std::uint64_t next() { return scatter(state_ += 0x9e3779b97f4a7c15U); }

private:
    std::uint64_t state_;
};

/// A number in [0, 1) from 64 bits.
constexpr double unit_interval(std::uint64_t bits)
{
    return static_cast<double>(bits >> 11U) * 0x1.0p-53;
}

} // namespace acs::emulation

#endif
