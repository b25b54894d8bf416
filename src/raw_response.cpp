#include <acs/raw_response.hpp>

#include "wire/ascii.hpp"

namespace acs {

std::optional<std::string_view> raw_response::find(std::string_view name) const noexcept
{
    for (const header& one : headers_)
        if (wire::equal_ignoring_case(one.first, name))
            return one.second;
    return std::nullopt;
}

} // namespace acs
