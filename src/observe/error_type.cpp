#include <acs/observer_attributes.hpp>

namespace acs {

std::string_view error_type(errc value) noexcept
{
    const std::string_view name = to_string(value);
    return name.empty() ? "_OTHER" : name; // OpenTelemetry's word for what has no name
}

} // namespace acs
