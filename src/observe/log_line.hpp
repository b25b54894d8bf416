#ifndef ACS_OBSERVE_LOG_LINE_HPP
#define ACS_OBSERVE_LOG_LINE_HPP

#include <acs/observer_attributes.hpp>

#include <string>
#include <string_view>

namespace acs::observe {

// `event name=value name=value`, always one line of printable ASCII.
std::string log_line(std::string_view event, const attribute_list& attributes);

} // namespace acs::observe

#endif
