#ifndef ACS_EMULATOR_JSON_TEXT_HPP
#define ACS_EMULATOR_JSON_TEXT_HPP

#include <boost/json/fwd.hpp>
#include <string>

namespace acs::emulation {

/// Serialises for the wire. Strings may hold whatever a client has sent: what is no UTF-8 becomes U+FFFD, so
/// that the result is JSON all the same.
std::string json_text(const boost::json::value& value);

} // namespace acs::emulation

#endif
