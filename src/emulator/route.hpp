#ifndef ACS_EMULATOR_ROUTE_HPP
#define ACS_EMULATOR_ROUTE_HPP

#include "emulator/api_version.hpp"
#include "emulator/operation.hpp"
#include "emulator/request_target.hpp"

#include <string_view>

namespace acs::emulation {

/// Where a request leads.
struct route
{
    operation op = operation::other; ///< POST /identities counts as create_user until the body has been read
    bool known_path = false;
    std::string_view allow;    ///< the methods of a known path
    std::string_view identity; ///< decoded; points into the request_target
    api_version first_version = api_version::v2021_03_07;
};

route find_route(std::string_view method, const request_target& target);

} // namespace acs::emulation

#endif
