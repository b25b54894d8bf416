#ifndef ACS_CHECKED_REQUEST_HPP
#define ACS_CHECKED_REQUEST_HPP

#include "wire/operations.hpp"
#include "wire/request.hpp"

#include <acs/identifier.hpp>
#include <acs/result.hpp>
#include <acs/scope.hpp>
#include <acs/secret.hpp>
#include <acs/teams_extension_principal.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The requests of the client's operations, or what is wrong with their arguments: found out before anything
// is sent. `version` is the client's api-version; if it doesn't have the operation, that is reported first.
// Errors: unsupported_api_version, invalid_argument, no_scopes, invalid_token_lifetime.
namespace acs::checked {

using request = result<wire::request>;

request create_user(std::string_view version, std::string_view custom_id);
request create_user_and_token(
    std::string_view version, const scope_set& scopes, wire::token_lifetime lifetime);
request create_user_and_token(
    std::string_view version, std::string_view custom_id, const scope_set& scopes,
    wire::token_lifetime lifetime);
request get_user(std::string_view version, const communication_user& user);
request get_token(
    std::string_view version, const communication_user& user, const scope_set& scopes,
    wire::token_lifetime lifetime);
request get_token_for_teams_user(
    std::string_view version, const secret& entra_token, std::string_view client_id,
    std::string_view user_object_id);
request get_token_for_teams_extension_user(std::string_view version, const secret& entra_token);
request get_token_for_entra_user(std::string_view version, const secret& entra_token);
request revoke_tokens(std::string_view version, const communication_user& user);
request delete_user(std::string_view version, const communication_user& user);
request get_teams_extension_assignment(
    std::string_view version, std::string_view tenant_id, std::string_view object_id);
request set_teams_extension_assignment(
    std::string_view version, std::string_view tenant_id, std::string_view object_id,
    const teams_extension_principal& principal, const std::optional<std::vector<std::string>>& client_ids);
request delete_teams_extension_assignment(
    std::string_view version, std::string_view tenant_id, std::string_view object_id);

} // namespace acs::checked

#endif
