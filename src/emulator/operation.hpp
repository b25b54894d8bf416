#ifndef ACS_EMULATOR_OPERATION_HPP
#define ACS_EMULATOR_OPERATION_HPP

#include <bitset>
#include <cstddef>
#include <optional>
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
    other, ///< a path or method the service doesn't have
};

constexpr std::size_t operation_count = 7;
using operation_set = std::bitset<operation_count>;

std::string_view to_string(operation value);

/// True if a successful answer carries an access token.
constexpr bool issues_token(operation value)
{
    return value == operation::create_user_and_token || value == operation::get_token ||
           value == operation::get_token_for_teams_user;
}

/**
 * \brief The operations that a name in a control request stands for.
 * \details Case, `_` and `-` don't matter. Names of the REST interface and of the official clients are
 * understood too; `createIdentity` stands for both ways of creating, `*` for everything.
 */
std::optional<operation_set> parse_operations(std::string_view name);

} // namespace acs::emulation

#endif
