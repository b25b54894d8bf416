#ifndef ACS_EMULATOR_ENTRA_TOKEN_REQUEST_HPP
#define ACS_EMULATOR_ENTRA_TOKEN_REQUEST_HPP

#include "emulator/entra/entra_tokens.hpp"

#include <boost/json.hpp>
#include <string_view>

namespace acs::emulation {

/// Does what a control request for an Entra token wants. \throws control_error
boost::json::value make_entra_token(
    entra_tokens& entra, std::string_view default_tenant, const boost::json::value& body, wall_time now);

} // namespace acs::emulation

#endif
