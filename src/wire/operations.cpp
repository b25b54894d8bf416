#include "wire/operations.hpp"

#include "wire/answer_members.hpp"
#include "wire/api_version.hpp"
#include "wire/json_document.hpp"
#include "wire/json_storage.hpp"
#include "wire/percent_encoding.hpp"
#include "wire/target.hpp"
#include "wire/timestamp.hpp"

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/value.hpp>
#include <utility>

namespace acs::wire {

namespace {

namespace json = boost::json;

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

wiping_string token_body(
    json::string_view scopes_member, const scope_set& scopes, token_lifetime lifetime,
    std::string_view custom_id = {})
{
    unsigned char buffer[1024]; // nothing of it is secret
    json::monotonic_resource memory(buffer, sizeof(buffer));
    json::object body(&memory);
    if (!custom_id.empty())
        body["customId"] = json::string_view(custom_id.data(), custom_id.size());
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

request create_request(std::string_view version, bool has_custom_id)
{
    request made;
    made.method = "POST";
    made.target = target("/identities", version);
    made.success_status = 201;
    if (has_custom_id)
        made.other_success_status = 200; // a draft of the version answers so if the identity was there
    // A version without custom ids would ignore it and create another identity.
    made.repeatable = has_custom_id && is_known_to_have(version, feature::custom_id);
    return made;
}

} // namespace

request create_user_request(std::string_view version, std::string_view custom_id)
{
    request made = create_request(version, !custom_id.empty());
    made.operation = operation::create_user;
    if (!custom_id.empty()) {
        json::object body;
        body["customId"] = json::string_view(custom_id.data(), custom_id.size());
        append_json(std::move(body), made.body);
    }
    return made;
}

request create_user_and_token_request(
    std::string_view version, const scope_set& scopes, token_lifetime lifetime, std::string_view custom_id)
{
    request made = create_request(version, !custom_id.empty());
    made.operation = operation::create_user_and_token;
    made.body = token_body("createTokenWithScopes", scopes, lifetime, custom_id);
    made.token_lifetime = lifetime.value_or(default_token_lifetime);
    return made;
}

request get_user_request(std::string_view version, const communication_user& user)
{
    request made;
    made.operation = operation::get_user;
    made.method = "GET";
    made.target = identity_target(user, "", version);
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

result<user_detail> parse_user_detail(const response& answer)
{
    const json_document body(answer.body);
    if (const auto wrong = check_body(answer, body))
        return *wrong;
    const json::object& object = *body.object();
    const std::string_view id = text_member(object, "id");
    if (id.empty())
        return malformed(answer, "the member id is missing or not a string");
    user_detail made;
    made.user = communication_user(std::string(id));
    made.custom_id = text_member(object, "customId");
    if (const json::value* issued = object.if_contains("lastTokenIssuedAt"); issued && !issued->is_null()) {
        made.last_token_issued_at = parse_timestamp(text_member(object, "lastTokenIssuedAt"));
        if (!made.last_token_issued_at)
            return malformed(answer, "the member lastTokenIssuedAt is not a date and time");
    }
    return made;
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
