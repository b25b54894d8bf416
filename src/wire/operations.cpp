#include "wire/operations.hpp"

#include "wire/error_answer.hpp"
#include "wire/json_document.hpp"
#include "wire/json_storage.hpp"
#include "wire/timestamp.hpp"
#include "wire/token_expiry.hpp"

#include <array>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/value.hpp>
#include <optional>
#include <utility>

namespace acs::wire {

namespace {

namespace json = boost::json;

// RFC 3986: the unreserved characters stay as they are.
constexpr std::array<bool, 256> make_unreserved()
{
    std::array<bool, 256> made{};
    for (int c = 0; c < 128; ++c)
        made[static_cast<std::size_t>(c)] = is_alphanumeric(static_cast<char>(c));
    for (const char c : {'-', '.', '_', '~'})
        made[static_cast<unsigned char>(c)] = true;
    return made;
}

constexpr std::array<bool, 256> unreserved = make_unreserved();

// Hex digits in upper case, as the other SDKs write ids.
void append_percent_encoded(std::string_view text, std::string& to)
{
    constexpr std::string_view hex = "0123456789ABCDEF";
    while (!text.empty()) {
        std::size_t plain = 0;
        while (plain < text.size() && unreserved[static_cast<unsigned char>(text[plain])])
            ++plain;
        to.append(text.substr(0, plain));
        if (plain < text.size()) {
            const auto byte = static_cast<unsigned char>(text[plain++]);
            const char encoded[] = {'%', hex[byte >> 4], hex[byte & 15]};
            to.append(encoded, sizeof(encoded));
        }
        text.remove_prefix(plain);
    }
}

std::string target(std::string_view path, std::string_view version)
{
    std::string text;
    text.reserve(path.size() + version.size() + 32);
    text.append(path).append("?api-version=");
    append_percent_encoded(version, text);
    return text;
}

std::string identity_target(const communication_user& user, std::string_view action, std::string_view version)
{
    std::string text;
    text.reserve(user.id().size() + action.size() + version.size() + 48);
    text += "/identities/";
    append_percent_encoded(user.id(), text);
    text.append(action).append("?api-version=");
    append_percent_encoded(version, text);
    return text;
}

wiping_string token_body(json::string_view scopes_member, const scope_set& scopes, token_lifetime lifetime)
{
    unsigned char buffer[1024]; // nothing of it is secret
    json::monotonic_resource memory(buffer, sizeof(buffer));
    json::object body(&memory);
    json::array& names = body[scopes_member].emplace_array();
    for (const std::string_view name : scopes.names())
        names.emplace_back(json::string_view(name.data(), name.size()));
    if (lifetime)
        body["expiresInMinutes"] = lifetime->count();
    const json::value value(std::move(body), &memory);
    wiping_string text;
    append_json(value, text);
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

// Why the body is not the object that a success answer has.
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

// A string that is there and not empty.
std::string_view text_member(const json::object& object, json::string_view name)
{
    const json::value* member = object.if_contains(name);
    const json::string* text = member ? member->if_string() : nullptr;
    return text ? std::string_view(text->data(), text->size()) : std::string_view();
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
    return access_token(text, *expires_on, usable_until(*expires_on, answer));
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
    made.token_lifetime = lifetime.value_or(default_token_lifetime);
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
    made.token_lifetime = lifetime.value_or(default_token_lifetime);
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
    const json_document body(answer.body);
    if (const auto wrong = check_body(answer, body))
        return *wrong;
    return user_of(answer, *body.object());
}

result<user_and_token> parse_user_and_token(const response& answer)
{
    const json_document body(answer.body);
    if (const auto wrong = check_body(answer, body))
        return *wrong;
    auto user = user_of(answer, *body.object());
    if (!user)
        return user.error();
    const json::object* object = object_member(*body.object(), "accessToken");
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
    const json_document body(answer.body);
    if (const auto wrong = check_body(answer, body))
        return *wrong;
    return token_of(answer, *body.object());
}

} // namespace acs::wire
