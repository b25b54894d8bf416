#ifndef ACS_WIRE_DECIMAL_HPP
#define ACS_WIRE_DECIMAL_HPP

#include <cstdint>
#include <optional>
#include <string_view>

namespace acs::wire {

// Digits only: no sign, no blanks. Nothing if the text is empty, has anything else, or exceeds 18 digits.
constexpr std::optional<std::int64_t> parse_decimal(std::string_view text) noexcept
{
    if (text.empty() || text.size() > 18)
        return std::nullopt;
    std::int64_t value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9')
            return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

} // namespace acs::wire

#endif
