#ifndef ACS_IDENTIFIER_KIND_HPP
#define ACS_IDENTIFIER_KIND_HPP

#include <cstdint>
#include <string_view>

namespace acs {

/// What a \ref communication_identifier is.
enum class identifier_kind : std::uint8_t
{
    communication_user,   ///< \ref communication_user
    phone_number,         ///< \ref phone_number_identifier
    microsoft_teams_user, ///< \ref microsoft_teams_user
    microsoft_teams_app,  ///< \ref microsoft_teams_app
    teams_extension_user, ///< \ref teams_extension_user
    unknown,              ///< \ref unknown_identifier
};

/// The kind's name in JSON: `communicationUser`, `phoneNumber`, ..., `unknown`.
std::string_view to_string(identifier_kind value) noexcept;

} // namespace acs

#endif
