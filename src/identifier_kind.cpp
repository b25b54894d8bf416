#include <acs/identifier_kind.hpp>

namespace acs {

std::string_view to_string(identifier_kind value) noexcept
{
    switch (value) {
    case identifier_kind::communication_user:
        return "communicationUser";
    case identifier_kind::phone_number:
        return "phoneNumber";
    case identifier_kind::microsoft_teams_user:
        return "microsoftTeamsUser";
    case identifier_kind::microsoft_teams_app:
        return "microsoftTeamsApp";
    case identifier_kind::teams_extension_user:
        return "teamsExtensionUser";
    case identifier_kind::unknown:
        return "unknown";
    }
    return "";
}

} // namespace acs
