#include "cache/snapshot_age.hpp"

#include "cache/snapshot_error.hpp"

#include <string>

namespace acs::cache {

namespace {

template <class Clock>
result<std::chrono::nanoseconds> between(
    std::chrono::time_point<Clock, std::chrono::nanoseconds> saved,
    std::chrono::time_point<Clock, std::chrono::nanoseconds> now)
{
    const auto count = [](auto when) {
        return when.time_since_epoch().count();
    };
    std::int64_t age = 0;
    // Out of range only if a clock shows something before its epoch.
    if (saved > now || __builtin_sub_overflow(count(now), count(saved), &age))
        return snapshot_error(
            errc::snapshot_outdated, "it was saved in the future: one of the clocks, then or now, is wrong");
    return std::chrono::nanoseconds(age);
}

} // namespace

result<std::chrono::nanoseconds> elapsed(
    const snapshot_header& header, wall_time now_utc, boot_time now_boot, std::string_view boot_id)
{
    if (!boot_id.empty() && header.boot_id == boot_id)
        return between(header.saved_boot, now_boot);
    return between(header.saved_utc, now_utc);
}

} // namespace acs::cache
