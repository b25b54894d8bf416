#ifndef ACS_EMULATOR_HTTP_DATE_HPP
#define ACS_EMULATOR_HTTP_DATE_HPP

#include <acs/time_source.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace acs::emulation {

/// `Mon, 09 Jan 2023 17:55:58 GMT`: RFC 1123, fractions of a second cut off.
std::string format_http_date(wall_time when);

/// Reads exactly the form that \ref format_http_date writes; the weekday must be the right one.
std::optional<wall_time> parse_http_date(std::string_view text);

} // namespace acs::emulation

#endif
