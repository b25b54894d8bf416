#include "checked_request.hpp"

#include "wire/access_operations.hpp"
#include "wire/api_version.hpp"
#include "wire/ascii.hpp"
#include "wire/utf8.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <utility>

namespace acs::checked {

namespace {

using problem = std::optional<error>;

error invalid_argument(std::string what)
{
    error_details details;
    details.what = std::move(what);
    return {errc::invalid_argument, std::move(details)};
}

// Names and ids on their way into JSON.
bool is_visible(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), wire::is_visible);
}

// What proxies and servers take for a step in a path, not for a name in it.
bool is_path_step(std::string_view text)
{
    return text == "." || text == "..";
}

problem check_scopes(const scope_set& scopes, wire::token_lifetime lifetime)
{
    // The service's limits, as its specification has them.
    constexpr std::chrono::minutes shortest(60), longest(1440);
    if (scopes.empty())
        return error(errc::no_scopes);
    for (const std::string_view name : scopes.names())
        if (!is_visible(name))
            return invalid_argument("a scope's name is empty or has characters that a name can't have");
    if (lifetime && (*lifetime < shortest || *lifetime > longest)) {
        error_details details;
        details.what = std::to_string(lifetime->count()) + " minutes";
        return error(errc::invalid_token_lifetime, std::move(details));
    }
    return std::nullopt;
}

problem check_user(const communication_user& user)
{
    if (user.id().empty())
        return invalid_argument("the identity is empty");
    if (is_path_step(user.id()))
        return invalid_argument("the identity is only dots");
    return std::nullopt;
}

problem check_custom_id(std::string_view custom_id)
{
    constexpr std::size_t longest = 256; // the specification's limit
    if (custom_id.empty())
        return invalid_argument("the custom id is empty");
    const auto size = wire::count_code_points(custom_id);
    if (!size)
        return invalid_argument("the custom id is not UTF-8");
    if (*size > longest)
        return invalid_argument("the custom id has more than 256 characters");
    return std::nullopt;
}

problem check_entra_token(const secret& token)
{
    if (token.empty())
        return invalid_argument("the Entra token is empty");
    if (!is_visible(token.reveal()))
        return invalid_argument("the Entra token has characters that a token can't have");
    return std::nullopt;
}

problem check_id(std::string_view which, std::string_view id)
{
    if (!is_visible(id) || is_path_step(id))
        return invalid_argument(std::string(which) + " is empty or has characters that an id can't have");
    return std::nullopt;
}

problem check_assignment(
    std::string_view version, std::string_view operation, std::string_view tenant_id,
    std::string_view object_id)
{
    if (auto wrong = wire::check_api_version(version, wire::feature::teams_extension, operation))
        return wrong;
    if (auto wrong = check_id("the tenant id", tenant_id))
        return wrong;
    return check_id("the object id", object_id);
}

} // namespace

request create_user(std::string_view version, std::string_view custom_id)
{
    if (const auto wrong =
            wire::check_api_version(version, wire::feature::custom_id, "create_user with a custom id"))
        return *wrong;
    if (const auto wrong = check_custom_id(custom_id))
        return *wrong;
    return wire::create_user_request(version, custom_id);
}

request create_user_and_token(
    std::string_view version, const scope_set& scopes, wire::token_lifetime lifetime)
{
    if (const auto wrong = check_scopes(scopes, lifetime))
        return *wrong;
    return wire::create_user_and_token_request(version, scopes, lifetime);
}

request create_user_and_token(
    std::string_view version, std::string_view custom_id, const scope_set& scopes,
    wire::token_lifetime lifetime)
{
    if (const auto wrong = wire::check_api_version(
            version, wire::feature::custom_id, "create_user_and_token with a custom id"))
        return *wrong;
    if (const auto wrong = check_custom_id(custom_id))
        return *wrong;
    if (const auto wrong = check_scopes(scopes, lifetime))
        return *wrong;
    return wire::create_user_and_token_request(version, scopes, lifetime, custom_id);
}

request get_user(std::string_view version, const communication_user& user)
{
    if (const auto wrong = wire::check_api_version(version, wire::feature::user_detail, "get_user"))
        return *wrong;
    if (const auto wrong = check_user(user))
        return *wrong;
    return wire::get_user_request(version, user);
}

request get_token(
    std::string_view version, const communication_user& user, const scope_set& scopes,
    wire::token_lifetime lifetime)
{
    if (const auto wrong = check_user(user))
        return *wrong;
    if (const auto wrong = check_scopes(scopes, lifetime))
        return *wrong;
    return wire::get_token_request(version, user, scopes, lifetime);
}

request get_token_for_teams_user(
    std::string_view version, const secret& entra_token, std::string_view client_id,
    std::string_view user_object_id)
{
    if (const auto wrong =
            wire::check_api_version(version, wire::feature::teams_user_exchange, "get_token_for_teams_user"))
        return *wrong;
    if (const auto wrong = check_entra_token(entra_token))
        return *wrong;
    if (const auto wrong = check_id("the client id", client_id))
        return *wrong;
    if (const auto wrong = check_id("the user's object id", user_object_id))
        return *wrong;
    return wire::get_token_for_teams_user_request(version, entra_token.reveal(), client_id, user_object_id);
}

request get_token_for_teams_extension_user(std::string_view version, const secret& entra_token)
{
    if (const auto wrong = wire::check_api_version(
            version, wire::feature::teams_extension, "get_token_for_teams_extension_user"))
        return *wrong;
    if (const auto wrong = check_entra_token(entra_token))
        return *wrong;
    return wire::get_token_for_teams_extension_user_request(version, entra_token.reveal());
}

request get_token_for_entra_user(std::string_view version, const secret& entra_token)
{
    if (const auto wrong =
            wire::check_api_version(version, wire::feature::entra_user_exchange, "get_token_for_entra_user"))
        return *wrong;
    if (const auto wrong = check_entra_token(entra_token))
        return *wrong;
    return wire::get_token_for_entra_user_request(version, entra_token.reveal());
}

request revoke_tokens(std::string_view version, const communication_user& user)
{
    if (const auto wrong = check_user(user))
        return *wrong;
    return wire::revoke_tokens_request(version, user);
}

request delete_user(std::string_view version, const communication_user& user)
{
    if (const auto wrong = check_user(user))
        return *wrong;
    return wire::delete_user_request(version, user);
}

request get_teams_extension_assignment(
    std::string_view version, std::string_view tenant_id, std::string_view object_id)
{
    if (const auto wrong = check_assignment(version, "get_teams_extension_assignment", tenant_id, object_id))
        return *wrong;
    return wire::get_teams_extension_assignment_request(version, tenant_id, object_id);
}

request set_teams_extension_assignment(
    std::string_view version, std::string_view tenant_id, std::string_view object_id,
    const teams_extension_principal& principal, const std::optional<std::vector<std::string>>& client_ids)
{
    if (const auto wrong = check_assignment(version, "set_teams_extension_assignment", tenant_id, object_id))
        return *wrong;
    if (const auto wrong = check_id("the principal's type", principal.name()))
        return *wrong;
    if (client_ids)
        for (const std::string& id : *client_ids)
            if (const auto wrong = check_id("a client id", id))
                return *wrong;
    return wire::set_teams_extension_assignment_request(version, tenant_id, object_id, principal, client_ids);
}

request delete_teams_extension_assignment(
    std::string_view version, std::string_view tenant_id, std::string_view object_id)
{
    if (const auto wrong =
            check_assignment(version, "delete_teams_extension_assignment", tenant_id, object_id))
        return *wrong;
    return wire::delete_teams_extension_assignment_request(version, tenant_id, object_id);
}

} // namespace acs::checked
