#ifndef ACS_OPERATION_HPP
#define ACS_OPERATION_HPP

#include <cstddef>
#include <string_view>

namespace acs {

/// The operations of the identity service, as quotas and observers tell them apart.
enum class operation : unsigned char
{
    create_user,
    create_user_and_token,
    get_token,
    get_token_for_teams_user,
    revoke_tokens,
    delete_user,
    get_user,
    get_token_for_teams_extension_user,
    get_teams_extension_assignment,
    set_teams_extension_assignment,
    delete_teams_extension_assignment,
    get_token_for_entra_user,
};

/// How many operations there are.
inline constexpr std::size_t operation_count = 12;

/// The operation's name, as the member function of \ref identity_client has it.
constexpr std::string_view to_string(operation value) noexcept
{
    constexpr std::string_view names[operation_count] = {
        "create_user",
        "create_user_and_token",
        "get_token",
        "get_token_for_teams_user",
        "revoke_tokens",
        "delete_user",
        "get_user",
        "get_token_for_teams_extension_user",
        "get_teams_extension_assignment",
        "set_teams_extension_assignment",
        "delete_teams_extension_assignment",
        "get_token_for_entra_user"};
    return names[static_cast<std::size_t>(value)];
}

} // namespace acs

#endif
