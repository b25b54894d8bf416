#ifndef ACS_WIRE_OPERATIONS_HPP
#define ACS_WIRE_OPERATIONS_HPP

#include "wire/request.hpp"
#include "wire/response.hpp"

#include <acs/access_token.hpp>
#include <acs/identifier.hpp>
#include <acs/result.hpp>
#include <acs/scope.hpp>
#include <acs/user_and_token.hpp>
#include <acs/user_detail.hpp>

#include <chrono>
#include <optional>
#include <string_view>

// The operations on identities as values: each request, and what its answer means. `version` is the
// api-version.
namespace acs::wire {

// A lifetime, or the service's default.
using token_lifetime = std::optional<std::chrono::minutes>;
inline constexpr std::chrono::minutes default_token_lifetime = std::chrono::hours(24);

// The custom id may be empty: none. With one, creating twice gives the same identity, if the version has
// them.
request create_user_request(std::string_view version, std::string_view custom_id = {});
request create_user_and_token_request(
    std::string_view version, const scope_set& scopes, token_lifetime lifetime,
    std::string_view custom_id = {});
request get_user_request(std::string_view version, const communication_user& user);
request get_token_request(
    std::string_view version, const communication_user& user, const scope_set& scopes,
    token_lifetime lifetime);
request get_token_for_teams_user_request(
    std::string_view version, std::string_view entra_token, std::string_view client_id,
    std::string_view user_object_id);
request revoke_tokens_request(std::string_view version, const communication_user& user);
request delete_user_request(std::string_view version, const communication_user& user);

// The answers with the request's success status. A token's life is counted from the answer's `asked`. Errors:
// malformed_response, not_the_service.
result<communication_user> parse_user(const response& answer);
result<user_detail> parse_user_detail(const response& answer);
result<user_and_token> parse_user_and_token(const response& answer);
result<access_token> parse_token(const response& answer);

} // namespace acs::wire

#endif
