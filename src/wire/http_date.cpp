#include "wire/http_date.hpp"

#include "wire/decimal.hpp"

#include <algorithm>

namespace acs::wire {

namespace {

constexpr std::string_view day_names = "SunMonTueWedThuFriSat";
constexpr std::string_view month_names = "JanFebMarAprMayJunJulAugSepOctNovDec";

void put_digits(char* to, unsigned value, int width)
{
    for (int i = width - 1; i >= 0; --i, value /= 10)
        to[i] = static_cast<char>('0' + value % 10);
}

} // namespace

http_date_text format_http_date(wall_time value)
{
    using namespace std::chrono;
    const auto day = floor<days>(value);
    const year_month_day date(day);
    const hh_mm_ss time(floor<seconds>(value - day));

    http_date_text text;
    constexpr std::string_view shape = "Day, 00 Mon 0000 00:00:00 GMT";
    std::copy(shape.begin(), shape.end(), text.begin());
    std::copy_n(day_names.data() + 3 * weekday(day).c_encoding(), 3, text.data());
    put_digits(text.data() + 5, static_cast<unsigned>(date.day()), 2);
    std::copy_n(month_names.data() + 3 * (static_cast<unsigned>(date.month()) - 1), 3, text.data() + 8);
    put_digits(text.data() + 12, static_cast<unsigned>(static_cast<int>(date.year())), 4);
    put_digits(text.data() + 17, static_cast<unsigned>(time.hours().count()), 2);
    put_digits(text.data() + 20, static_cast<unsigned>(time.minutes().count()), 2);
    put_digits(text.data() + 23, static_cast<unsigned>(time.seconds().count()), 2);
    return text;
}

std::optional<wall_time> parse_http_date(std::string_view text)
{
    using namespace std::chrono;
    if (text.size() != http_date_text().size() || text.substr(3, 2) != ", " || text[7] != ' ' ||
        text[11] != ' ' || text[16] != ' ' || text[19] != ':' || text[22] != ':' || text.substr(25) != " GMT")
        return std::nullopt;
    const auto month_at = month_names.find(text.substr(8, 3));
    const auto d = parse_decimal(text.substr(5, 2));
    const auto y = parse_decimal(text.substr(12, 4));
    const auto h = parse_decimal(text.substr(17, 2));
    const auto m = parse_decimal(text.substr(20, 2));
    const auto s = parse_decimal(text.substr(23, 2));
    if (month_at == std::string_view::npos || month_at % 3 != 0 || !d || !y || !h || !m || !s)
        return std::nullopt;
    const year_month_day date(
        year(static_cast<int>(*y)), month(static_cast<unsigned>(month_at / 3 + 1)),
        day(static_cast<unsigned>(*d)));
    // Beyond 2262 a count of nanoseconds overflows. A leap second is the first of the next minute.
    if (!date.ok() || *y < 1970 || *y > 2261 || *h > 23 || *m > 59 || *s > 60)
        return std::nullopt;
    return wall_time(sys_days(date)) + hours(*h) + minutes(*m) + seconds(*s);
}

} // namespace acs::wire
