#ifndef ACS_WIRE_ANSWER_MEMBERS_HPP
#define ACS_WIRE_ANSWER_MEMBERS_HPP

#include "wire/json_document.hpp"
#include "wire/response.hpp"

#include <acs/access_token.hpp>
#include <acs/error.hpp>
#include <acs/identifier.hpp>
#include <acs/result.hpp>

#include <boost/json/value.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>

// What the bodies of successful answers have in common. Errors: malformed_response, not_the_service.
namespace acs::wire {

// A success answer that is not what the operation answers, for this reason.
error malformed(const response& answer, std::string what);

// Why the body is not the object that a success answer has.
std::optional<error> check_body(const response& answer, const json_document& body);

// Null if it is missing or something else.
const boost::json::object* object_member(const boost::json::object& object, boost::json::string_view name);

// A string that is there and not empty; else an empty text.
std::string_view text_member(const boost::json::object& object, boost::json::string_view name);

// The same without secrets, as an error may show it.
std::string redacted_member(
    const boost::json::object& object, boost::json::string_view name,
    std::span<const std::string_view> secrets);

// The member `identity` of the body's object.
result<communication_user> user_of(const response& answer, const boost::json::object& root);

// `token` and `expiresOn`. The token's life is counted from the answer's `asked`.
result<access_token> token_of(const response& answer, const boost::json::object& object);

} // namespace acs::wire

#endif
