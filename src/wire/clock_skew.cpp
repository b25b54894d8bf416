#include "wire/clock_skew.hpp"

#include "wire/http_date.hpp"

namespace acs::wire {

std::optional<std::chrono::seconds> clock_skew(const response& answer, wall_time now)
{
    constexpr std::chrono::seconds tolerable{60};
    const auto text = answer.find("Date");
    const auto date = text ? parse_http_date(trim(*text)) : std::nullopt;
    if (!date)
        return std::nullopt;
    const auto skew = std::chrono::floor<std::chrono::seconds>(now - *date);
    return std::chrono::abs(skew) > tolerable ? std::optional(skew) : std::nullopt;
}

} // namespace acs::wire
