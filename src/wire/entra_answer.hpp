#ifndef ACS_WIRE_ENTRA_ANSWER_HPP
#define ACS_WIRE_ENTRA_ANSWER_HPP

#include "wire/issued_token.hpp"
#include "wire/request.hpp"
#include "wire/response.hpp"

#include <acs/result.hpp>

#include <span>
#include <string_view>

// What the issuers of Entra ID tokens answer: the token endpoint, and those of managed identities.
namespace acs::wire {

// The answer's token. Its life is counted from the answer's `asked`: `expires_in` (seconds), else
// `expires_on` (seconds since 1970, RFC 3339, RFC 1123, or App Service's own form), numbers also as
// strings. `refresh_in` is kept.
// Errors: malformed_response, naming the member; not_the_service.
result<issued_token> parse_entra_token(const response& answer);

// What Entra's errors (`error`, `error_description`) and those of managed identity endpoints say: an
// error_reader. 400 and 401 are authentication_failed.
error read_entra_error(
    const request& sent, const response& answer, wall_time now, std::span<const std::string_view> secrets);

} // namespace acs::wire

#endif
