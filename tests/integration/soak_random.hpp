#ifndef TESTS_INTEGRATION_SOAK_RANDOM_HPP
#define TESTS_INTEGRATION_SOAK_RANDOM_HPP

#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>

/// The dice of a soak. The same seed gives the same throws.
class soak_random
{
public:
    explicit soak_random(std::uint64_t seed) : engine_(seed) {}

    /// From 0 to `end` - 1.
    std::size_t below(std::size_t end) { return static_cast<std::size_t>(engine_() % end); }

    bool chance(double probability) { return fraction() < probability; }

    /// Between the two, short ones as likely as long ones by order of magnitude.
    std::chrono::nanoseconds between(std::chrono::nanoseconds least, std::chrono::nanoseconds most)
    {
        const double ratio = static_cast<double>(most.count()) / static_cast<double>(least.count());
        return std::chrono::nanoseconds(
            static_cast<std::int64_t>(static_cast<double>(least.count()) * std::pow(ratio, fraction())));
    }

    template <class List>
    auto& pick(List& list)
    {
        return list[below(list.size())];
    }

private:
    double fraction() { return static_cast<double>(engine_() >> 11) * 0x1p-53; }

    std::mt19937_64 engine_;
};

#endif
