#include "pipeline/random.hpp"

#include <cstdint>
#include <random>
#include <string_view>

namespace acs::pipeline {

namespace {

std::mt19937_64& generator()
{
    thread_local std::mt19937_64 instance = [] {
        std::random_device device;
        std::seed_seq seed{device(), device(), device(), device(), device(), device(), device(), device()};
        return std::mt19937_64(seed);
    }();
    return instance;
}

} // namespace

double random_fraction()
{
    return static_cast<double>(generator()() >> 11) * 0x1p-53;
}

std::string random_uuid()
{
    constexpr char hex[] = "0123456789abcdef";
    const std::uint64_t halves[2] = {
        (generator()() & 0xffffffffffff0fffULL) | 0x4000,
        (generator()() & 0x3fffffffffffffffULL) | 1ULL << 63};
    constexpr std::string_view shape = "00000000-0000-0000-0000-000000000000";
    std::string text(shape);
    auto to = text.begin();
    for (const std::uint64_t half : halves)
        for (int shift = 60; shift >= 0; shift -= 4, ++to) {
            if (*to == '-')
                ++to;
            *to = hex[(half >> shift) & 15];
        }
    return text;
}

} // namespace acs::pipeline
