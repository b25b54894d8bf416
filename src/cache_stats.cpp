#include <acs/cache_stats.hpp>

namespace acs {

std::string_view to_string(cache_result value) noexcept
{
    switch (value) {
    case cache_result::hit:
        return "hit";
    case cache_result::stale:
        return "stale";
    case cache_result::miss:
        return "miss";
    case cache_result::join:
        return "join";
    case cache_result::negative:
        return "negative";
    case cache_result::overloaded:
        return "overloaded";
    case cache_result::failed:
        return "failed";
    }
    return "_OTHER";
}

std::string_view to_string(cache_health value) noexcept
{
    switch (value) {
    case cache_health::healthy:
        return "healthy";
    case cache_health::unreachable:
        return "unreachable";
    case cache_health::refused:
        return "refused";
    }
    return "_OTHER";
}

} // namespace acs
