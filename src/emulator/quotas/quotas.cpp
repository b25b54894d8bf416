#include "emulator/quotas/quotas.hpp"

#include "emulator/protocol/decisions.hpp"

#include <string>

namespace acs::emulation {

quotas::configuration::configuration(bool on) : enabled(on), window(decisions::quota_window_length)
{
    for (std::size_t i = 0; i < operation_count; ++i)
        limits[i] = decisions::published_limit(static_cast<operation>(i));
}

quotas::quotas(const configuration& start) : configuration_(start)
{
    empty_windows();
}

void quotas::configure(const configuration& wanted)
{
    const bool keep = configuration_.window == wanted.window && configuration_.enabled && wanted.enabled;
    configuration_ = wanted;
    if (!keep)
        empty_windows();
}

void quotas::admit(operation op, wall_time now)
{
    if (!configuration_.enabled || op == operation::other)
        return;
    const auto index = static_cast<std::size_t>(op);
    const std::size_t limit = configuration_.limits[index];
    const std::size_t calls = windows_[index].add(now);
    if (calls <= limit)
        return;
    const auto length = std::chrono::duration_cast<std::chrono::milliseconds>(configuration_.window);
    throw decisions::too_many_requests(
        "quota of " + std::string(to_string(op)) + ": " + std::to_string(calls) + " calls in " +
            std::to_string(length.count()) + " ms, at most " + std::to_string(limit) + " are allowed",
        windows_[index].until_room(limit, now));
}

void quotas::empty_windows()
{
    windows_.assign(operation_count, quota_window(configuration_.window));
}

} // namespace acs::emulation
