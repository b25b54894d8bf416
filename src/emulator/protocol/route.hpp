#ifndef ACS_EMULATOR_ROUTE_HPP
#define ACS_EMULATOR_ROUTE_HPP

#include "emulator/protocol/api_version.hpp"
#include "emulator/protocol/operation.hpp"
#include "emulator/protocol/request_target.hpp"

#include <string>
#include <string_view>

namespace acs::emulation {

/// Where a request leads. The views point into the method and the target that it was found for.
struct route
{
    /// What opens it: `Authorization` as for the whole service, or the token of a user of Entra ID.
    enum class key
    {
        service,
        teams_extension_user,
        entra_user,
    };

    operation op = operation::other; ///< POST /identities counts as create_user until the body has been read
    bool known_path = false;
    bool reads_body = false;
    key opens = key::service;
    version_range versions;
    std::string_view method;
    std::string allow;         ///< the methods of a known path, if the request's is none of them
    std::string_view identity; ///< decoded
    std::string_view tenant;   ///< decoded
    std::string_view object;   ///< decoded
};

route find_route(std::string_view method, const request_target& target);

} // namespace acs::emulation

#endif
