#include "auth/base64url.hpp"

#include <array>
#include <cstdint>

namespace token_service {

namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

constexpr std::uint8_t no_digit = 0xff;

constexpr std::array<std::uint8_t, 256> make_values() noexcept
{
    std::array<std::uint8_t, 256> made{};
    made.fill(no_digit);
    for (std::size_t i = 0; i < alphabet.size(); ++i)
        made[static_cast<unsigned char>(alphabet[i])] = static_cast<std::uint8_t>(i);
    return made;
}

constexpr std::array<std::uint8_t, 256> values = make_values();

} // namespace

void append_base64url(std::string& to, std::string_view bytes)
{
    std::uint32_t bits = 0;
    unsigned count = 0; // of the bits that are not written yet
    for (const char byte : bytes) {
        bits = bits << 8 | static_cast<unsigned char>(byte);
        for (count += 8; count >= 6; count -= 6)
            to += alphabet[bits >> (count - 6) & 63];
    }
    if (count > 0)
        to += alphabet[bits << (6 - count) & 63];
}

std::optional<std::size_t> decode_base64url(std::string_view text, std::span<char> to) noexcept
{
    std::uint32_t bits = 0;
    unsigned count = 0;
    std::size_t size = 0;
    for (const char digit : text) {
        const std::uint8_t value = values[static_cast<unsigned char>(digit)];
        if (value == no_digit)
            return std::nullopt;
        bits = bits << 6 | value;
        count += 6;
        if (count < 8)
            continue;
        count -= 8;
        if (size == to.size())
            return std::nullopt;
        to[size++] = static_cast<char>(bits >> count & 0xff);
    }
    // Of one byte there is one text only.
    if (count == 6 || (bits & ((1U << count) - 1)) != 0)
        return std::nullopt;
    return size;
}

} // namespace token_service
