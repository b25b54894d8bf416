#include "emulator/encoding/guid.hpp"

namespace acs::emulation {

namespace {

constexpr bool dash_before(std::size_t byte)
{
    return byte == 4 || byte == 6 || byte == 8 || byte == 10;
}

std::optional<unsigned> hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return static_cast<unsigned>(c - '0');
    if (c >= 'a' && c <= 'f')
        return static_cast<unsigned>(c - 'a' + 10);
    if (c >= 'A' && c <= 'F')
        return static_cast<unsigned>(c - 'A' + 10);
    return std::nullopt;
}

} // namespace

std::optional<guid> parse_guid(std::string_view text)
{
    if (text.size() != 36)
        return std::nullopt;
    guid result;
    std::size_t at = 0;
    for (std::size_t i = 0; i < result.bytes.size(); ++i) {
        if (dash_before(i) && text[at++] != '-')
            return std::nullopt;
        const auto high = hex_digit(text[at]);
        const auto low = hex_digit(text[at + 1]);
        if (!high || !low)
            return std::nullopt;
        result.bytes[i] = static_cast<std::uint8_t>(*high * 16 + *low);
        at += 2;
    }
    return result;
}

std::string to_string(const guid& value)
{
    std::string text;
    text.reserve(36);
    append_guid(text, value);
    return text;
}

void append_guid(std::string& text, const guid& value)
{
    constexpr std::string_view digits = "0123456789abcdef";
    for (std::size_t i = 0; i < value.bytes.size(); ++i) {
        if (dash_before(i))
            text += '-';
        text += digits[value.bytes[i] >> 4U];
        text += digits[value.bytes[i] & 15U];
    }
}

} // namespace acs::emulation
