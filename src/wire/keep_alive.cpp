#include "wire/keep_alive.hpp"

#include "wire/decimal.hpp"

#include <algorithm>

namespace acs::wire {

std::optional<std::chrono::seconds> keep_alive_timeout(const response& answer)
{
    // Longer than any connection lives; keeps the arithmetic far from overflow.
    constexpr std::int64_t longest = 24 * 3600;
    const auto header = answer.find("Keep-Alive");
    if (!header)
        return std::nullopt;
    std::string_view rest = *header;
    while (!rest.empty()) {
        const auto comma = rest.find(',');
        const std::string_view item = trim(rest.substr(0, comma));
        rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
        const auto equals = item.find('=');
        if (equals == std::string_view::npos || !equal_ignoring_case(trim(item.substr(0, equals)), "timeout"))
            continue;
        const std::string_view text = trim(item.substr(equals + 1));
        if (text.empty() || !std::all_of(text.begin(), text.end(), is_digit))
            return std::nullopt;
        return std::chrono::seconds(std::min<std::int64_t>(parse_decimal(text).value_or(longest), longest));
    }
    return std::nullopt;
}

} // namespace acs::wire
