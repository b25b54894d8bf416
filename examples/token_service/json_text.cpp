#include "json_text.hpp"

namespace token_service {

namespace {

bool needs_escape(char c)
{
    return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\';
}

} // namespace

void append_json_text(std::string& to, std::string_view text)
{
    // Without an early end, and in bytes: compilers make vector code of it.
    unsigned char odd = 0;
    for (const char c : text)
        odd = static_cast<unsigned char>(odd | (needs_escape(c) ? 1 : 0));
    to += '"';
    if (odd == 0) {
        to += text;
    } else {
        constexpr std::string_view digits = "0123456789abcdef";
        for (const char c : text)
            if (!needs_escape(c))
                to += c;
            else if (c == '"' || c == '\\')
                to.append(1, '\\').append(1, c);
            else
                to.append("\\u00")
                    .append(1, digits[static_cast<unsigned char>(c) >> 4])
                    .append(1, digits[c & 15]);
    }
    to += '"';
}

} // namespace token_service
