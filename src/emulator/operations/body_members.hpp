#ifndef ACS_EMULATOR_BODY_MEMBERS_HPP
#define ACS_EMULATOR_BODY_MEMBERS_HPP

#include <boost/json.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace acs::emulation {

// Members of a request's body; nothing if they are missing or `null`. They throw a service_error 400 that
// names `target` if the type is another.

/// As model binding would read an int32: 60.0 and "60" are no integers.
std::optional<std::int64_t> int32_member(
    const boost::json::object& body, std::string_view member, std::string_view target);
std::optional<std::string_view> text_member(
    const boost::json::object& body, std::string_view member, std::string_view target);
/// An array that holds nothing but strings.
const boost::json::array* text_array_member(
    const boost::json::object& body, std::string_view member, std::string_view target);

/// The code points of a text in UTF-8.
std::size_t characters_in(std::string_view text);

} // namespace acs::emulation

#endif
