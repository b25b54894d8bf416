#ifndef ACS_WIRE_JSON_STORAGE_HPP
#define ACS_WIRE_JSON_STORAGE_HPP

#include "wire/wiping_string.hpp"

#include <boost/json/storage_ptr.hpp>
#include <boost/json/value.hpp>
#include <optional>
#include <string_view>

namespace acs::wire {

// Memory for JSON values that may hold a token: wiped before it is given back.
boost::json::storage_ptr wiping_storage();

// Parses a body, in wiped memory. Lenient where leniency does no harm: a byte order mark and invalid UTF-8 in
// members that nobody reads must not cost an answer. Nothing if the text is not JSON.
std::optional<boost::json::value> parse_json(std::string_view text);

// The value's text, appended; no copy of it is left anywhere else.
void append_json(const boost::json::value& value, wiping_string& to);

} // namespace acs::wire

#endif
