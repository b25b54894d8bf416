#include "emulator/encoding/iso_time.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdio>

namespace acs::emulation {

std::string format_expires_on(wall_time when)
{
    using namespace std::chrono;
    const auto day_point = floor<days>(when);
    const year_month_day date(day_point);
    const hh_mm_ss time(when - day_point);
    std::array<char, 80> text{};
    const int length = std::snprintf(
        text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%07d+00:00", static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
        static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
        static_cast<int>(time.seconds().count()), static_cast<int>(time.subseconds().count() / 100));
    return {text.data(), static_cast<std::size_t>(length)};
}

} // namespace acs::emulation
