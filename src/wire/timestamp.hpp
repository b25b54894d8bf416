#ifndef ACS_WIRE_TIMESTAMP_HPP
#define ACS_WIRE_TIMESTAMP_HPP

#include <acs/time_source.hpp>

#include <optional>
#include <string_view>

namespace acs::wire {

// RFC 3339, as in `expiresOn`: "2023-01-10T17:56:00.7844833+00:00". Any number of fraction digits (digits
// beyond nanoseconds are cut off), `Z` or an offset. Nothing if the text is anything else.
// What lies outside the years 1678 to 2261 becomes the last or the first moment there is.
std::optional<wall_time> parse_timestamp(std::string_view text);

} // namespace acs::wire

#endif
