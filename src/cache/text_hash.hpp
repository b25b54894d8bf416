#ifndef ACS_CACHE_TEXT_HASH_HPP
#define ACS_CACHE_TEXT_HASH_HPP

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace acs::cache {

// Hashes a text 32 bytes at a step: std::hash goes through an id of 79 characters by 8, and took a quarter of
// a look-up's time. Not against an enemy who chooses the texts, no more than std::hash is. Another on other
// machines, so it must not be stored.
class text_hash
{
public:
    static std::uint64_t of(std::string_view text) noexcept
    {
        const char* at = text.data();
        std::size_t left = text.size();
        // Two chains, so that a multiplication needn't wait for the one before it.
        std::uint64_t one = a;
        std::uint64_t other = b;
        for (; left > step; at += step, left -= step)
            mix(at, one, other);
        if (text.size() >= step) {
            mix(at + left - step, one, other); // the last ones, some for the second time
        } else {
            char padded[step] = {};
            std::memcpy(padded, at, left);
            mix(padded, one, other);
        }
        return product(one ^ c, other ^ d ^ text.size());
    }

private:
    static constexpr std::size_t step = 32;

    // Digits of pi, as good as any.
    static constexpr std::uint64_t a = 0x243f'6a88'85a3'08d3;
    static constexpr std::uint64_t b = 0x1319'8a2e'0370'7345;
    static constexpr std::uint64_t c = 0xa409'3822'299f'31d1;
    static constexpr std::uint64_t d = 0x082e'fa98'ec4e'6c89;

    static std::uint64_t word(const char* at) noexcept
    {
        std::uint64_t made;
        std::memcpy(&made, at, sizeof(made));
        return made;
    }
    // Both halves of the product of two words: every bit of theirs has a say in every bit of it.
    static std::uint64_t product(std::uint64_t x, std::uint64_t y) noexcept
    {
        __extension__ using wide = unsigned __int128;
        const wide made = static_cast<wide>(x) * y;
        return static_cast<std::uint64_t>(made) ^ static_cast<std::uint64_t>(made >> 64);
    }
    static void mix(const char* at, std::uint64_t& one, std::uint64_t& other) noexcept
    {
        one = product(word(at) ^ one, word(at + 8) ^ c);
        other = product(word(at + 16) ^ other, word(at + 24) ^ d);
    }
};

} // namespace acs::cache

#endif
