#include "wire/timestamp.hpp"

#include "wire/decimal.hpp"

namespace acs::wire {

namespace {

// ".7844833": consumes the fraction, if there is one. False if there is a point without digits.
bool take_fraction(std::string_view& text, std::chrono::nanoseconds& fraction)
{
    if (text.empty() || text.front() != '.')
        return true;
    text.remove_prefix(1);
    std::size_t digits = 0;
    std::int64_t unit = 100'000'000;
    for (; digits < text.size() && text[digits] >= '0' && text[digits] <= '9'; ++digits, unit /= 10)
        fraction += std::chrono::nanoseconds((text[digits] - '0') * unit);
    text.remove_prefix(digits);
    return digits > 0;
}

// "Z" or "+05:30": nothing if the text is neither.
std::optional<std::chrono::minutes> parse_offset(std::string_view text)
{
    using namespace std::chrono;
    if (text == "Z" || text == "z")
        return minutes(0);
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':')
        return std::nullopt;
    const auto h = parse_decimal(text.substr(1, 2));
    const auto m = parse_decimal(text.substr(4, 2));
    if (!h || !m || *h > 23 || *m > 59)
        return std::nullopt;
    const minutes offset = hours(*h) + minutes(*m);
    return text[0] == '-' ? -offset : offset;
}

} // namespace

std::optional<wall_time> parse_timestamp(std::string_view text)
{
    using namespace std::chrono;
    if (text.size() < 20 || text[4] != '-' || text[7] != '-' || (text[10] != 'T' && text[10] != 't') ||
        text[13] != ':' || text[16] != ':')
        return std::nullopt;
    const auto y = parse_decimal(text.substr(0, 4));
    const auto mo = parse_decimal(text.substr(5, 2));
    const auto d = parse_decimal(text.substr(8, 2));
    const auto h = parse_decimal(text.substr(11, 2));
    const auto mi = parse_decimal(text.substr(14, 2));
    const auto s = parse_decimal(text.substr(17, 2));
    if (!y || !mo || !d || !h || !mi || !s)
        return std::nullopt;
    const year_month_day date(
        year(static_cast<int>(*y)), month(static_cast<unsigned>(*mo)), day(static_cast<unsigned>(*d)));
    if (!date.ok() || *h > 23 || *mi > 59 || *s > 60)
        return std::nullopt;

    std::string_view rest = text.substr(19);
    nanoseconds fraction{};
    if (!take_fraction(rest, fraction))
        return std::nullopt;
    const auto offset = parse_offset(rest);
    if (!offset)
        return std::nullopt;
    // A count of nanoseconds holds the years 1678 to 2261. Beyond is as good as never.
    if (*y > 2261)
        return wall_time::max();
    if (*y < 1678)
        return wall_time::min();
    return wall_time(sys_days(date)) + hours(*h) + minutes(*mi) + seconds(*s) + fraction - *offset;
}

} // namespace acs::wire
