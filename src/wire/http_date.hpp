#ifndef ACS_WIRE_HTTP_DATE_HPP
#define ACS_WIRE_HTTP_DATE_HPP

#include <acs/time_source.hpp>

#include <array>
#include <optional>
#include <string_view>

namespace acs::wire {

// "Mon, 09 Jan 2023 17:55:58 GMT": 29 characters, whatever the locale.
using http_date_text = std::array<char, 29>;

// RFC 1123 as HTTP has it (IMF-fixdate). Fractions of a second are cut off.
http_date_text format_http_date(wall_time value);

// Nothing if the text is not an IMF-fixdate. The name of the day is not compared with the date.
std::optional<wall_time> parse_http_date(std::string_view text);

} // namespace acs::wire

#endif
