#include "cache/text_hash.hpp"

#include <cmath>
#include <doctest/doctest.h>
#include <set>
#include <string>
#include <vector>

using acs::cache::text_hash;

TEST_CASE("equal texts have equal hashes, wherever they are")
{
    for (std::size_t size = 0; size < 200; ++size) {
        const std::string text(size, 'x');
        const std::string moved = "yyy" + text + "yyy";
        CHECK(text_hash::of(text) == text_hash::of(std::string_view(moved).substr(3, size)));
    }
}

TEST_CASE("every byte counts, and the length")
{
    for (const std::size_t size : {1U, 8U, 31U, 32U, 33U, 64U, 79U, 96U, 97U}) {
        std::set<std::uint64_t> seen{
            text_hash::of(std::string(size, '\0')), text_hash::of(std::string(size + 1, '\0'))};
        for (std::size_t at = 0; at < size; ++at)
            for (unsigned bit = 1; bit < 256; bit *= 2) {
                std::string text(size, '\0');
                text[at] = static_cast<char>(bit);
                seen.insert(text_hash::of(text));
            }
        CHECK(seen.size() == 2 + 8 * size);
    }
}

TEST_CASE("ids that differ in a few digits are spread evenly over the lowest and the highest bits")
{
    constexpr std::size_t bins = 64;
    constexpr std::size_t each = 1000;
    std::vector<std::size_t> low(bins);
    std::vector<std::size_t> high(bins);
    for (std::size_t i = 0; i < bins * each; ++i) {
        const std::string digits = std::to_string(100'000'000'000 + i);
        const std::uint64_t hash =
            text_hash::of("8:acs:1f0a33c2-5d7b-4a19-9e44-0c2b8d6e7f51_00000000-0000-0000-0000-" + digits);
        ++low[hash % bins];
        ++high[hash >> 58];
    }
    // Six standard deviations.
    for (const std::size_t count : low)
        CHECK(std::abs(static_cast<double>(count) - each) < 190);
    for (const std::size_t count : high)
        CHECK(std::abs(static_cast<double>(count) - each) < 190);
}
