#include "emulator/protocol/operation.hpp"

#include "emulator/encoding/case_folding.hpp"

#include <array>
#include <utility>

namespace acs::emulation {

namespace {

constexpr std::array<std::string_view, operation_count> names_in_order{
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
    "get_token_for_entra_user",
    "entra_assignments",
    "entra_token",
    "managed_identity_token",
    "other"};

// In canonical form; besides the names above.
constexpr std::array<std::pair<std::string_view, operation>, 68> operation_aliases{{
    {"createuserwithtoken", operation::create_user_and_token},
    {"createidentityandtoken", operation::create_user_and_token},
    {"createidentitywithtoken", operation::create_user_and_token},
    {"getaccesstoken", operation::get_token},
    {"issueaccesstoken", operation::get_token},
    {"issuetoken", operation::get_token},
    {"issue", operation::get_token},
    {"exchangeaccesstoken", operation::get_token_for_teams_user},
    {"exchangeteamsuseraccesstoken", operation::get_token_for_teams_user},
    {"exchangeteamsuseraadaccesstoken", operation::get_token_for_teams_user},
    {"exchangeteamsusertoken", operation::get_token_for_teams_user},
    {"exchangetoken", operation::get_token_for_teams_user},
    {"exchangetokens", operation::get_token_for_teams_user},
    {"exchange", operation::get_token_for_teams_user},
    {"teamsexchange", operation::get_token_for_teams_user},
    {"revokeaccesstokens", operation::revoke_tokens},
    {"revokeaccesstoken", operation::revoke_tokens},
    {"revoketoken", operation::revoke_tokens},
    {"revoke", operation::revoke_tokens},
    {"deleteidentity", operation::delete_user},
    {"delete", operation::delete_user},
    {"getteamsusertoken", operation::get_token_for_teams_user},
    {"getidentity", operation::get_user},
    {"getuserdetail", operation::get_user},
    {"getuserdetails", operation::get_user},
    {"get", operation::get_user},
    {"exchangeteamsextensiontoken", operation::get_token_for_teams_extension_user},
    {"exchangeteamsextensionaccesstoken", operation::get_token_for_teams_extension_user},
    {"exchangeteamsextensionuseraccesstoken", operation::get_token_for_teams_extension_user},
    {"teamsextensionexchange", operation::get_token_for_teams_extension_user},
    {"teamsextensionexchangeaccesstoken", operation::get_token_for_teams_extension_user},
    {"getteamsextensionusertoken", operation::get_token_for_teams_extension_user},
    {"getassignment", operation::get_teams_extension_assignment},
    {"getteamsassignment", operation::get_teams_extension_assignment},
    {"setassignment", operation::set_teams_extension_assignment},
    {"setteamsassignment", operation::set_teams_extension_assignment},
    {"putassignment", operation::set_teams_extension_assignment},
    {"upsertassignment", operation::set_teams_extension_assignment},
    {"createorupdateassignment", operation::set_teams_extension_assignment},
    {"putteamsextensionassignment", operation::set_teams_extension_assignment},
    {"upsertteamsextensionassignment", operation::set_teams_extension_assignment},
    {"createorupdateteamsextensionassignment", operation::set_teams_extension_assignment},
    {"deleteassignment", operation::delete_teams_extension_assignment},
    {"deleteteamsassignment", operation::delete_teams_extension_assignment},
    {"removeteamsextensionassignment", operation::delete_teams_extension_assignment},
    {"exchangeentratoken", operation::get_token_for_entra_user},
    {"exchangeentraidtoken", operation::get_token_for_entra_user},
    {"exchangeentraaccesstoken", operation::get_token_for_entra_user},
    {"exchangeentraidaccesstoken", operation::get_token_for_entra_user},
    {"exchangeentrauseraccesstoken", operation::get_token_for_entra_user},
    {"entraexchange", operation::get_token_for_entra_user},
    {"getentrausertoken", operation::get_token_for_entra_user},
    {"entraassignment", operation::entra_assignments},
    {"getentraassignments", operation::entra_assignments},
    {"listentraassignments", operation::entra_assignments},
    {"updateentraassignments", operation::entra_assignments},
    {"entraidtoken", operation::entra_token},
    {"tokenendpoint", operation::entra_token},
    {"oauth2token", operation::entra_token},
    {"oauthtoken", operation::entra_token},
    {"aadtoken", operation::entra_token},
    {"managedidentity", operation::managed_identity_token},
    {"imds", operation::managed_identity_token},
    {"imdstoken", operation::managed_identity_token},
    {"msi", operation::managed_identity_token},
    {"msitoken", operation::managed_identity_token},
    {"appservicetoken", operation::managed_identity_token},
    {"unknown", operation::other},
}};

operation_set only(operation value)
{
    operation_set result;
    result.set(static_cast<std::size_t>(value));
    return result;
}

} // namespace

std::string_view to_string(operation value)
{
    return names_in_order[static_cast<std::size_t>(value)];
}

std::string operation_names()
{
    std::string result;
    for (const std::string_view name : names_in_order) {
        if (!result.empty())
            result += ", ";
        result += name;
    }
    return result;
}

std::optional<operation_set> parse_operations(std::string_view name)
{
    const std::string canonical = canonical_name(name);
    std::string_view wanted = canonical;
    // The specification calls them `CommunicationIdentity_Create` and so on.
    for (const std::string_view group : {"communicationidentity", "teamsextensionoperations"})
        if (wanted.starts_with(group))
            wanted.remove_prefix(group.size());
    if (wanted == "*" || wanted == "all" || wanted == "any")
        return operation_set().set();
    if (wanted == "createidentity" || wanted == "create")
        return only(operation::create_user) | only(operation::create_user_and_token);
    if (wanted == "teamsextensionassignment" || wanted == "teamsextensionassignments")
        return only(operation::get_teams_extension_assignment) |
               only(operation::set_teams_extension_assignment) |
               only(operation::delete_teams_extension_assignment);
    for (std::size_t i = 0; i < names_in_order.size(); ++i)
        if (canonical_name(names_in_order[i]) == wanted)
            return only(static_cast<operation>(i));
    for (const auto& [alias, value] : operation_aliases)
        if (alias == wanted)
            return only(value);
    return std::nullopt;
}

} // namespace acs::emulation
