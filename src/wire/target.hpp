#ifndef ACS_WIRE_TARGET_HPP
#define ACS_WIRE_TARGET_HPP

#include <string>
#include <string_view>

namespace acs::wire {

// A request's path and query. The path is encoded already.
std::string target(std::string_view path, std::string_view version);

} // namespace acs::wire

#endif
