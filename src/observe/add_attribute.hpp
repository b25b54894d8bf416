#ifndef ACS_OBSERVE_ADD_ATTRIBUTE_HPP
#define ACS_OBSERVE_ADD_ATTRIBUTE_HPP

#include <acs/observer_attributes.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

// How kinds of values are written among an event's attributes.
namespace acs::observe {

inline double in_seconds(std::chrono::nanoseconds value)
{
    return std::chrono::duration<double>(value).count();
}

inline void add_number(attribute_list& to, std::string_view called, std::uint64_t number)
{
    to.add(called, static_cast<std::int64_t>(number));
}

inline void add_error(attribute_list& to, const std::optional<errc>& error)
{
    if (error)
        to.add(attribute_name::error_type, error_type(*error));
}

} // namespace acs::observe

#endif
