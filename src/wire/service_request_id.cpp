#include "wire/service_request_id.hpp"

#include <algorithm>

namespace acs::wire {

std::string_view service_request_id(const response& answer)
{
    constexpr std::size_t longest = 64; // a UUID has 36, a correlation vector about 30
    for (const std::string_view name : {"x-ms-request-id", "MS-CV"})
        if (const auto value = answer.find(name))
            if (value->size() <= longest && std::all_of(value->begin(), value->end(), is_visible))
                return *value;
    return {};
}

} // namespace acs::wire
