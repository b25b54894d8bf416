#ifndef ACS_WIRE_JSON_STORAGE_HPP
#define ACS_WIRE_JSON_STORAGE_HPP

#include "wire/wiping_string.hpp"

#include <boost/json/storage_ptr.hpp>
#include <boost/json/value.hpp>

namespace acs::wire {

// Memory for JSON values that may hold a token: wiped before it is given back.
boost::json::storage_ptr wiping_storage();

// The value's text, appended; no copy of it is left anywhere else.
void append_json(const boost::json::value& value, wiping_string& to);

} // namespace acs::wire

#endif
