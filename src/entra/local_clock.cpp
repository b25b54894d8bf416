#include "entra/local_clock.hpp"

#include <ctime>
#include <optional>

namespace acs::entra {

namespace {

std::tm parts_of(std::chrono::local_seconds shown, int summer)
{
    const auto seconds = static_cast<std::time_t>(shown.time_since_epoch().count());
    std::tm parts{};
    ::gmtime_r(&seconds, &parts); // only takes the count apart
    parts.tm_isdst = summer;
    return parts;
}

bool same_hands(const std::tm& a, const std::tm& b)
{
    return a.tm_mday == b.tm_mday && a.tm_hour == b.tm_hour && a.tm_min == b.tm_min && a.tm_sec == b.tm_sec;
}

} // namespace

wall_time from_local_clock(std::chrono::local_seconds shown)
{
    std::optional<std::time_t> earliest;
    for (const int summer : {1, 0}) {
        std::tm parts = parts_of(shown, summer);
        const std::time_t moment = std::mktime(&parts);
        if (same_hands(parts, parts_of(shown, summer)) && (!earliest || moment < *earliest))
            earliest = moment;
    }
    if (!earliest) {
        std::tm parts = parts_of(shown, -1);
        earliest = std::mktime(&parts);
    }
    return wall_time(std::chrono::seconds(*earliest));
}

} // namespace acs::entra
