#include "wire/operations.hpp"

#include "wire/error_answer.hpp"
#include "wire/json_storage.hpp"
#include "wire/timestamp.hpp"

#include <boost/json/value.hpp>
#include <utility>

namespace acs::wire {

namespace {

namespace json = boost::json;

// RFC 3986: everything but the unreserved characters, hex digits in upper case, as the other SDKs write ids.
void append_percent_encoded(std::string_view text, std::string& to)
{
    constexpr std::string_view hex = "0123456789ABCDEF";
    for (const char c : text) {
        if (is_alphanumeric(c) || c == '-' || c == '.' || c == '_' || c == '~') {
            to += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            to += '%';
            to += hex[byte >> 4];
            to += hex[byte & 15];
        }
    }
}

std::string target(std::string_view path, std::string_view version)
{
    std::string text(path);
    text += "?api-version=";
    append_percent_encoded(version, text);
    return text;
}

std::string identity_target(const communication_user& user, std::string_view action, std::string_view version)
{
    std::string path = "/identities/";
    append_percent_encoded(user.id(), path);
    path += action;
    return target(path, version);
}

wiping_string token_body(json::string_view scopes_member, const scope_set& scopes, token_lifetime lifetime)
{
    json::object body;
    json::array& names = body[scopes_member].emplace_array();
    for (const std::string_view name : scopes.names())
        names.emplace_back(json::string_view(name.data(), name.size()));
    if (lifetime)
        body["expiresInMinutes"] = lifetime->count();
    wiping_string text;
    append_json(body, text);
    return text;
}

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

bool is_json_type(std::string_view type)
{
    const std::string_view name = trim(type.substr(0, type.find(';')));
    return equal_ignoring_case(name, "application/json") || equal_ignoring_case(name, "text/json") ||
           (name.size() > 5 && equal_ignoring_case(name.substr(name.size() - 5), "+json"));
}

// The object of a success answer, in wiped memory.
result<json::value> parse_body(const response& answer)
{
    if (const auto type = answer.find("Content-Type"); type && !is_json_type(*type))
        return malformed(answer, "the content type is not application/json");
    auto root = parse_json(answer.body);
    if (!root)
        return malformed(answer, answer.body.empty() ? "the body is empty" : "the body is not JSON");
    if (!root->is_object())
        return malformed(answer, "the body is not a JSON object");
    return std::move(*root);
}

const json::object* object_member(const json::value& value, json::string_view name)
{
    const json::value* member = value.get_object().if_contains(name);
    return member ? member->if_object() : nullptr;
}

// A string that is there and not empty.
std::string_view text_member(const json::object& object, json::string_view name)
{
    const json::value* member = object.if_contains(name);
    const json::string* text = member ? member->if_string() : nullptr;
    return text ? std::string_view(text->data(), text->size()) : std::string_view();
}

result<communication_user> user_of(const response& answer, const json::value& root)
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
    return access_token(secret(text), *expires_on);
}

} // namespace

request create_user_request(std::string_view version)
{
    request made;
    made.operation = operation::create_user;
    made.method = "POST";
    made.target = target("/identities", version);
    made.success_status = 201;
    made.repeatable = false;
    return made;
}

request create_user_and_token_request(
    std::string_view version, const scope_set& scopes, token_lifetime lifetime)
{
    request made = create_user_request(version);
    made.operation = operation::create_user_and_token;
    made.body = token_body("createTokenWithScopes", scopes, lifetime);
    return made;
}

request get_token_request(
    std::string_view version, const communication_user& user, const scope_set& scopes,
    token_lifetime lifetime)
{
    request made;
    made.operation = operation::get_token;
    made.method = "POST";
    made.target = identity_target(user, "/:issueAccessToken", version);
    made.body = token_body("scopes", scopes, lifetime);
    return made;
}

request get_token_for_teams_user_request(
    std::string_view version, std::string_view entra_token, std::string_view client_id,
    std::string_view user_object_id)
{
    request made;
    made.operation = operation::get_token_for_teams_user;
    made.method = "POST";
    made.target = target("/teamsUser/:exchangeAccessToken", version);
    const json::storage_ptr storage = wiping_storage();
    made.token_in_body = secret(entra_token);
    json::object body(storage);
    body["token"] = json::string_view(entra_token.data(), entra_token.size());
    body["appId"] = json::string_view(client_id.data(), client_id.size());
    body["userId"] = json::string_view(user_object_id.data(), user_object_id.size());
    const json::value value(std::move(body), storage);
    append_json(value, made.body);
    return made;
}

request revoke_tokens_request(std::string_view version, const communication_user& user)
{
    request made;
    made.operation = operation::revoke_tokens;
    made.method = "POST";
    made.target = identity_target(user, "/:revokeAccessTokens", version);
    made.success_status = 204;
    return made;
}

request delete_user_request(std::string_view version, const communication_user& user)
{
    request made;
    made.operation = operation::delete_user;
    made.method = "DELETE";
    made.target = identity_target(user, "", version);
    made.success_status = 204;
    return made;
}

result<communication_user> parse_user(const response& answer)
{
    const auto root = parse_body(answer);
    return root ? user_of(answer, *root) : result<communication_user>(root.error());
}

result<user_and_token> parse_user_and_token(const response& answer)
{
    const auto root = parse_body(answer);
    if (!root)
        return root.error();
    auto user = user_of(answer, *root);
    if (!user)
        return user.error();
    const json::object* object = object_member(*root, "accessToken");
    if (!object)
        return malformed(answer, "the member accessToken is missing or not an object");
    auto token = token_of(answer, *object);
    if (!token)
        return token.error();
    user_and_token both;
    both.user = std::move(*user);
    both.token = std::move(*token);
    return both;
}

result<access_token> parse_token(const response& answer)
{
    const auto root = parse_body(answer);
    return root ? token_of(answer, root->get_object()) : result<access_token>(root.error());
}

} // namespace acs::wire
