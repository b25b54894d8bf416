#ifndef ACS_WIRE_API_VERSION_HPP
#define ACS_WIRE_API_VERSION_HPP

#include <acs/error.hpp>

#include <optional>
#include <string_view>

namespace acs::wire {

// What not every api-version of the service has.
enum class feature : unsigned char
{
    teams_user_exchange,
    custom_id,
    user_detail,
    entra_user_exchange,
    teams_extension,
};

// False also if only the service can tell.
bool is_known_to_have(std::string_view version, feature what);

// errc::unsupported_api_version if the version is known not to have the feature, or is older than all that
// do. Nothing if it has it, or if only the service can tell: versions to come, and texts that are no date.
// `wanted` names the operation in the error's text.
std::optional<error> check_api_version(std::string_view version, feature what, std::string_view wanted);

} // namespace acs::wire

#endif
