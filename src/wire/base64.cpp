#include "wire/base64.hpp"

#include <array>
#include <cstdint>

namespace acs::wire {

namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t no_digit = 0xff;

constexpr std::array<std::uint8_t, 256> make_values()
{
    std::array<std::uint8_t, 256> values{};
    values.fill(no_digit);
    for (std::size_t i = 0; i < alphabet.size(); ++i)
        values[static_cast<unsigned char>(alphabet[i])] = static_cast<std::uint8_t>(i);
    return values;
}

constexpr std::array<std::uint8_t, 256> values = make_values();

} // namespace

char* write_base64(std::span<const unsigned char> bytes, char* to)
{
    std::size_t i = 0;
    for (; i + 3 <= bytes.size(); i += 3) {
        const std::uint32_t group =
            (std::uint32_t{bytes[i]} << 16) | (std::uint32_t{bytes[i + 1]} << 8) | bytes[i + 2];
        *to++ = alphabet[group >> 18];
        *to++ = alphabet[(group >> 12) & 63];
        *to++ = alphabet[(group >> 6) & 63];
        *to++ = alphabet[group & 63];
    }
    const std::size_t rest = bytes.size() - i;
    if (rest == 0)
        return to;
    const std::uint32_t group =
        (std::uint32_t{bytes[i]} << 16) | (rest == 2 ? std::uint32_t{bytes[i + 1]} << 8 : 0U);
    *to++ = alphabet[group >> 18];
    *to++ = alphabet[(group >> 12) & 63];
    *to++ = rest == 2 ? alphabet[(group >> 6) & 63] : '=';
    *to++ = '=';
    return to;
}

void append_base64(std::span<const unsigned char> bytes, wiping_string& to)
{
    const std::size_t before = to.size();
    to.resize(before + (bytes.size() + 2) / 3 * 4);
    write_base64(bytes, to.data() + before);
}

std::optional<wiping_string> decode_base64(std::string_view text)
{
    if (text.size() % 4 != 0)
        return std::nullopt;
    std::size_t padding = 0;
    while (padding < 2 && padding < text.size() && text[text.size() - 1 - padding] == '=')
        ++padding;
    const std::size_t digits = text.size() - padding;

    wiping_string bytes;
    bytes.reserve(text.size() / 4 * 3 + 16); // never in the string object itself
    std::uint32_t bits = 0;
    unsigned count = 0;
    for (std::size_t i = 0; i < digits; ++i) {
        const std::uint8_t value = values[static_cast<unsigned char>(text[i])];
        if (value == no_digit)
            return std::nullopt;
        bits = (bits << 6) | value;
        count += 6;
        if (count >= 8) {
            count -= 8;
            bytes += static_cast<char>((bits >> count) & 0xff);
        }
    }
    if ((bits & ((1U << count) - 1)) != 0)
        return std::nullopt;
    return bytes;
}

} // namespace acs::wire
