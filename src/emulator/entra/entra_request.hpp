#ifndef ACS_EMULATOR_ENTRA_ENTRA_REQUEST_HPP
#define ACS_EMULATOR_ENTRA_ENTRA_REQUEST_HPP

#include "emulator/entra/entra_directory.hpp"

#include <boost/json.hpp>

namespace acs::emulation {

/// What the directory knows, without secrets.
boost::json::value entra_json(const entra_directory& directory);

/// Does what a control request to the directory wants: all of it, or nothing. \throws control_error
boost::json::value change_entra(entra_directory& directory, const boost::json::value& body);

/// Does what a control request for a federated token wants. \throws control_error
boost::json::value make_federated_token(
    entra_directory& directory, const boost::json::value& body, wall_time now);

} // namespace acs::emulation

#endif
