#include "wire/utf8.hpp"

namespace acs::wire {

namespace {

constexpr unsigned byte(char c)
{
    return static_cast<unsigned char>(c);
}

// How many bytes the code point at the text's start takes; 0 if there is none.
constexpr std::size_t length_of_first(std::string_view text)
{
    const unsigned first = byte(text.front());
    if (first < 0x80)
        return 1;
    if (first < 0xc2 || first > 0xf4)
        return 0;
    const std::size_t length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (text.size() < length)
        return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(text[i]) & 0xc0U) != 0x80)
            return 0;
    // Longer forms than necessary, surrogates, and what is beyond U+10FFFF.
    const unsigned second = byte(text[1]);
    const bool wrong = (first == 0xe0 && second < 0xa0) || (first == 0xed && second > 0x9f) ||
                       (first == 0xf0 && second < 0x90) || (first == 0xf4 && second > 0x8f);
    return wrong ? 0 : length;
}

} // namespace

std::optional<std::size_t> count_code_points(std::string_view text) noexcept
{
    std::size_t count = 0;
    for (; !text.empty(); ++count) {
        const std::size_t length = length_of_first(text);
        if (length == 0)
            return std::nullopt;
        text.remove_prefix(length);
    }
    return count;
}

} // namespace acs::wire
