#include "wire/answer_members.hpp"

#include "wire/error_answer.hpp"
#include "wire/redaction.hpp"
#include "wire/timestamp.hpp"
#include "wire/token_expiry.hpp"

#include <algorithm>
#include <utility>

namespace acs::wire {

namespace json = boost::json;

namespace {

bool is_json_type(std::string_view type)
{
    const std::string_view name = trim(type.substr(0, type.find(';')));
    return equal_ignoring_case(name, "application/json") || equal_ignoring_case(name, "text/json") ||
           (name.size() > 5 && equal_ignoring_case(name.substr(name.size() - 5), "+json"));
}

} // namespace

error malformed(const response& answer, std::string what)
{
    error_details details;
    details.http_status = answer.status;
    details.request_id = answer.request_id;
    details.attempts = answer.attempts;
    if (is_html(answer)) {
        details.what = "the answer is a web page";
        return {errc::not_the_service, std::move(details)};
    }
    details.what = std::move(what);
    return {errc::malformed_response, std::move(details)};
}

std::optional<error> check_body(const response& answer, const json_document& body)
{
    if (const auto type = answer.find("Content-Type"); type && !is_json_type(*type))
        return malformed(answer, "the content type is not application/json");
    if (!body.root())
        return malformed(answer, answer.body.empty() ? "the body is empty" : "the body is not JSON");
    if (!body.object())
        return malformed(answer, "the body is not a JSON object");
    return std::nullopt;
}

const json::object* object_member(const json::object& object, json::string_view name)
{
    const json::value* member = object.if_contains(name);
    return member ? member->if_object() : nullptr;
}

std::string_view text_member(const json::object& object, json::string_view name)
{
    const json::value* member = object.if_contains(name);
    const json::string* text = member ? member->if_string() : nullptr;
    return text ? std::string_view(text->data(), text->size()) : std::string_view();
}

std::string redacted_member(
    const json::object& object, json::string_view name, std::span<const std::string_view> secrets)
{
    return redacted(text_member(object, name), secrets);
}

result<communication_user> user_of(const response& answer, const json::object& root)
{
    const json::object* identity = object_member(root, "identity");
    const std::string_view id = identity ? text_member(*identity, "id") : std::string_view();
    if (id.empty())
        return malformed(answer, "the member identity.id is missing or not a string");
    return communication_user(std::string(id));
}

result<access_token> token_of(const response& answer, const json::object& object)
{
    const std::string_view text = text_member(object, "token");
    if (text.empty())
        return malformed(answer, "the member token is missing or not a string");
    const auto expires_on = parse_timestamp(text_member(object, "expiresOn"));
    if (!expires_on)
        return malformed(answer, "the member expiresOn is missing or not a date and time");
    // No sooner than this machine's start: what is beyond would overflow differences, and seem fresh.
    return access_token(text, *expires_on, std::max(usable_until(*expires_on, answer), boot_time()));
}

} // namespace acs::wire
