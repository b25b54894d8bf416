#ifndef ACS_WIRE_OIDC_ANSWER_HPP
#define ACS_WIRE_OIDC_ANSWER_HPP

#include "wire/response.hpp"

#include <acs/result.hpp>
#include <acs/secret.hpp>

namespace acs::wire {

// The member `oidcToken` of what Azure Pipelines answers. Errors: malformed_response, naming the member;
// not_the_service.
result<secret> parse_oidc_token(const response& answer);

} // namespace acs::wire

#endif
