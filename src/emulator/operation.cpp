#include "emulator/operation.hpp"

#include "emulator/case_folding.hpp"

#include <array>
#include <string>
#include <utility>

namespace acs::emulation {

namespace {

constexpr std::array<std::string_view, operation_count> names{
    "create_user",   "create_user_and_token", "get_token", "get_token_for_teams_user",
    "revoke_tokens", "delete_user",           "other"};

// In canonical form; besides the names above.
constexpr std::array<std::pair<std::string_view, operation>, 23> aliases{{
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
    return names[static_cast<std::size_t>(value)];
}

std::optional<operation_set> parse_operations(std::string_view name)
{
    const std::string canonical = canonical_name(name);
    std::string_view wanted = canonical;
    // The specification calls them `CommunicationIdentity_Create` and so on.
    if (constexpr std::string_view group = "communicationidentity"; wanted.starts_with(group))
        wanted.remove_prefix(group.size());
    if (wanted == "*" || wanted == "all" || wanted == "any")
        return operation_set().set();
    if (wanted == "createidentity" || wanted == "create")
        return only(operation::create_user) | only(operation::create_user_and_token);
    for (std::size_t i = 0; i < names.size(); ++i)
        if (canonical_name(names[i]) == wanted)
            return only(static_cast<operation>(i));
    for (const auto& [alias, value] : aliases)
        if (alias == wanted)
            return only(value);
    return std::nullopt;
}

} // namespace acs::emulation
