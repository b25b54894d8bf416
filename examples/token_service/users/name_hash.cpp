#include "users/name_hash.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <random>

namespace token_service {

namespace {

std::uint64_t random_word()
{
    std::random_device source;
    return std::uint64_t(source()) << 32 | source();
}

const std::uint64_t seed = random_word();
const std::uint64_t factor = random_word() | 1;

// Both halves of the product of two words: each bit of theirs has a say in each bit of it.
std::uint64_t fold(std::uint64_t a, std::uint64_t b) noexcept
{
    __extension__ using wide = unsigned __int128;
    const wide product = static_cast<wide>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

} // namespace

std::size_t name_hash::operator()(std::string_view name) const noexcept
{
    std::uint64_t state = seed ^ name.size();
    for (std::size_t at = 0; at < name.size(); at += sizeof(std::uint64_t)) {
        std::uint64_t word = 0;
        std::memcpy(&word, name.data() + at, std::min(sizeof(word), name.size() - at));
        state = fold(state ^ word, factor);
    }
    return fold(state, factor);
}

} // namespace token_service
