#include "emulator/encoding/http_date.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdio>

namespace acs::emulation {

namespace {

using namespace std::chrono;

constexpr std::array<std::string_view, 7> weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

template <std::size_t Count>
std::optional<unsigned> index_of(std::string_view name, const std::array<std::string_view, Count>& names)
{
    for (unsigned i = 0; i < Count; ++i)
        if (names[i] == name)
            return i;
    return std::nullopt;
}

std::optional<unsigned> number(std::string_view digits)
{
    unsigned value = 0;
    for (char c : digits) {
        if (c < '0' || c > '9')
            return std::nullopt;
        value = value * 10 + static_cast<unsigned>(c - '0');
    }
    return value;
}

} // namespace

std::string format_http_date(wall_time when)
{
    const auto day_point = floor<days>(when);
    const year_month_day date(day_point);
    const hh_mm_ss time(floor<seconds>(when - day_point));
    std::array<char, 64> text{};
    const int length = std::snprintf(
        text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d GMT",
        weekdays[weekday(day_point).c_encoding()].data(), static_cast<unsigned>(date.day()),
        months[static_cast<unsigned>(date.month()) - 1].data(), static_cast<int>(date.year()),
        static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
        static_cast<int>(time.seconds().count()));
    return {text.data(), static_cast<std::size_t>(length)};
}

std::optional<wall_time> parse_http_date(std::string_view text)
{
    // 0123456789012345678901234567 8
    // Mon, 09 Jan 2023 17:55:58 GMT
    if (text.size() != 29 || text.substr(3, 2) != ", " || text[7] != ' ' || text[11] != ' ' ||
        text[16] != ' ' || text[19] != ':' || text[22] != ':' || text.substr(25) != " GMT")
        return std::nullopt;
    const auto week_day = index_of(text.substr(0, 3), weekdays);
    const auto day_number = number(text.substr(5, 2));
    const auto month_index = index_of(text.substr(8, 3), months);
    const auto year_number = number(text.substr(12, 4));
    const auto hour = number(text.substr(17, 2));
    const auto minute = number(text.substr(20, 2));
    const auto second = number(text.substr(23, 2));
    if (!week_day || !day_number || !month_index || !year_number || !hour || !minute || !second)
        return std::nullopt;
    const year_month_day date(
        year(static_cast<int>(*year_number)), month(*month_index + 1), day(*day_number));
    // wall_time counts nanoseconds in 64 bits, and so do distances: no more than 292 years.
    if (!date.ok() || *year_number < 1900 || *year_number > 2250 || *hour > 23 || *minute > 59 ||
        *second > 59)
        return std::nullopt;
    if (weekday(sys_days(date)).c_encoding() != *week_day)
        return std::nullopt;
    return sys_days(date) + hours(*hour) + minutes(*minute) + seconds(*second);
}

} // namespace acs::emulation
