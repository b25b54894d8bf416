#ifndef TESTS_FUZZ_UTF8_HPP
#define TESTS_FUZZ_UTF8_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace fuzz {

// Whether a text is UTF-8: shortest forms, no surrogates, nothing beyond U+10FFFF.
inline bool is_utf8(std::string_view text)
{
    for (std::size_t i = 0; i < text.size();) {
        const auto byte = [&](std::size_t at) -> std::uint32_t {
            return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
        };
        const std::uint32_t first = byte(i++);
        if (first < 0x80)
            continue;
        const std::size_t more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
        if (first < 0xc2 || first > 0xf4)
            return false;
        std::uint32_t code = first & (0x3fU >> more);
        for (std::size_t k = 0; k < more; ++k, ++i) {
            if ((byte(i) & 0xc0) != 0x80)
                return false;
            code = (code << 6) | (byte(i) & 0x3f);
        }
        const std::uint32_t least = more == 3 ? 0x10000 : more == 2 ? 0x800 : 0x80;
        if (code < least || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
            return false;
    }
    return true;
}

} // namespace fuzz

#endif
