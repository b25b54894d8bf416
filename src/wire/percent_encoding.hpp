#ifndef ACS_WIRE_PERCENT_ENCODING_HPP
#define ACS_WIRE_PERCENT_ENCODING_HPP

#include "wire/ascii.hpp"

#include <array>
#include <cstddef>
#include <string_view>

namespace acs::wire {

// RFC 3986: the unreserved characters stay as they are.
constexpr std::array<bool, 256> make_unreserved()
{
    std::array<bool, 256> made{};
    for (int c = 0; c < 128; ++c)
        made[static_cast<std::size_t>(c)] = is_alphanumeric(static_cast<char>(c));
    for (const char c : {'-', '.', '_', '~'})
        made[static_cast<unsigned char>(c)] = true;
    return made;
}

// Hex digits in upper case, as the Azure SDKs write them. For paths, queries and forms. `String` is
// std::string, or wiping_string for secrets.
template <class String>
void append_percent_encoded(std::string_view text, String& to)
{
    static constexpr std::array<bool, 256> unreserved = make_unreserved();
    constexpr std::string_view hex = "0123456789ABCDEF";
    while (!text.empty()) {
        std::size_t plain = 0;
        while (plain < text.size() && unreserved[static_cast<unsigned char>(text[plain])])
            ++plain;
        to.append(text.substr(0, plain));
        if (plain < text.size()) {
            const auto byte = static_cast<unsigned char>(text[plain++]);
            const char encoded[] = {'%', hex[byte >> 4], hex[byte & 15]};
            to.append(encoded, sizeof(encoded));
        }
        text.remove_prefix(plain);
    }
}

} // namespace acs::wire

#endif
