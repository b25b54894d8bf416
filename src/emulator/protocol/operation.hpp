#ifndef ACS_EMULATOR_OPERATION_HPP
#define ACS_EMULATOR_OPERATION_HPP

#include <bitset>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace acs::emulation {

/// What a request asks for, as faults, statistics and the journal name it.
enum class operation
{
    create_user,           ///< POST /identities without createTokenWithScopes
    create_user_and_token, ///< POST /identities with createTokenWithScopes
    get_token,
    get_token_for_teams_user,
    revoke_tokens,
    delete_user,
    get_user, ///< GET /identities/{id}
    get_token_for_teams_extension_user,
    get_teams_extension_assignment,
    set_teams_extension_assignment,
    delete_teams_extension_assignment,
    get_token_for_entra_user,
    entra_assignments,      ///< everything below /access/entra/assignments
    entra_token,            ///< Entra ID's token endpoint
    managed_identity_token, ///< the token endpoints of virtual machines (IMDS) and of App Service
    other,                  ///< a path or method the service doesn't have
};

constexpr std::size_t operation_count = static_cast<std::size_t>(operation::other) + 1;
using operation_set = std::bitset<operation_count>;

std::string_view to_string(operation value);
/// All of them, separated by commas.
std::string operation_names();

/// True if a successful answer carries an access token of Communication Services (not one of Entra ID).
constexpr bool issues_token(operation value)
{
    return value == operation::create_user_and_token || value == operation::get_token ||
           value == operation::get_token_for_teams_user ||
           value == operation::get_token_for_teams_extension_user ||
           value == operation::get_token_for_entra_user;
}

/**
 * \brief The operations that a name in a control request stands for.
 * \details Case, `_` and `-` don't matter. Names of the REST interface and of the official clients are
 * understood too; `createIdentity` stands for both ways of creating, `*` for everything.
 */
std::optional<operation_set> parse_operations(std::string_view name);

} // namespace acs::emulation

#endif
