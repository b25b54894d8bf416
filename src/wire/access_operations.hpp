#ifndef ACS_WIRE_ACCESS_OPERATIONS_HPP
#define ACS_WIRE_ACCESS_OPERATIONS_HPP

#include "wire/request.hpp"
#include "wire/response.hpp"

#include <acs/result.hpp>
#include <acs/teams_extension_assignment.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The operations below `/access` as values: those for users of Entra ID. `version` is the api-version.
namespace acs::wire {

// The exchanges of a user's Entra token, which authorises them. parse_user_and_token() reads the answers.
request get_token_for_teams_extension_user_request(std::string_view version, std::string_view entra_token);
request get_token_for_entra_user_request(std::string_view version, std::string_view entra_token);

request get_teams_extension_assignment_request(
    std::string_view version, std::string_view tenant_id, std::string_view object_id);
request set_teams_extension_assignment_request(
    std::string_view version, std::string_view tenant_id, std::string_view object_id,
    const teams_extension_principal& principal, const std::optional<std::vector<std::string>>& client_ids);
request delete_teams_extension_assignment_request(
    std::string_view version, std::string_view tenant_id, std::string_view object_id);

// Of get and set. Errors: malformed_response, not_the_service.
result<teams_extension_assignment> parse_teams_extension_assignment(const response& answer);

} // namespace acs::wire

#endif
