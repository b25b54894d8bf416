#ifndef ACS_EMULATOR_INTROSPECTION_HPP
#define ACS_EMULATOR_INTROSPECTION_HPP

#include "emulator/service/resource_state.hpp"

#include <boost/json.hpp>
#include <string_view>

namespace acs::emulation {

/// What a service that is shown the token would make of it: `{"active":...,"reason":...,"claims":...}`.
boost::json::object introspect(resource_state& state, std::string_view token, wall_time now);

} // namespace acs::emulation

#endif
