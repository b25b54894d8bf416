#include "wire/retry_after.hpp"

#include "wire/decimal.hpp"
#include "wire/http_date.hpp"

#include <algorithm>

namespace acs::wire {

namespace {

// Nobody waits longer; keeps the arithmetic far from overflow.
constexpr std::chrono::milliseconds longest_wait = std::chrono::hours(24 * 365);

std::optional<std::chrono::milliseconds> parse_wait(std::string_view text, std::chrono::milliseconds unit)
{
    if (text.empty() || !std::all_of(text.begin(), text.end(), is_digit))
        return std::nullopt;
    const auto value = parse_decimal(text); // nothing if it is too long
    return !value || *value >= longest_wait / unit ? longest_wait : *value * unit;
}

} // namespace

std::optional<std::chrono::milliseconds> retry_after(const response& answer, wall_time now)
{
    using namespace std::chrono;
    for (const char* name : {"retry-after-ms", "x-ms-retry-after-ms"})
        if (const auto text = answer.find(name))
            if (const auto wait = parse_wait(trim(*text), milliseconds(1)))
                return wait;

    const auto text = answer.find("Retry-After");
    if (!text)
        return std::nullopt;
    if (const auto wait = parse_wait(trim(*text), seconds(1)))
        return wait;
    const auto date = parse_http_date(trim(*text));
    if (!date)
        return std::nullopt;
    // The service's date is compared with the service's clock, so that a skew of ours does not matter.
    const auto sent_text = answer.find("Date");
    const auto sent = sent_text ? parse_http_date(trim(*sent_text)) : std::nullopt;
    const auto wait = ceil<milliseconds>(*date - sent.value_or(now));
    return std::clamp(wait, milliseconds(0), longest_wait);
}

} // namespace acs::wire
