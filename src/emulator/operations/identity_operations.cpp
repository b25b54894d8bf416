#include "emulator/operations/identity_operations.hpp"

#include "emulator/encoding/iso_time.hpp"
#include "emulator/operations/body_members.hpp"
#include "emulator/operations/user_token.hpp"
#include "emulator/protocol/decisions.hpp"

#include <chrono>
#include <cstdint>

namespace acs::emulation {

namespace {

namespace json = boost::json;

std::optional<std::string> read_custom_id(const json::object& body)
{
    const auto wanted = text_member(body, "customId", "CustomId");
    if (!wanted)
        return std::nullopt;
    const auto length = characters_in(*wanted);
    if (length < decisions::shortest_custom_id || length > decisions::longest_custom_id)
        throw decisions::custom_id_out_of_range();
    return std::string(*wanted);
}

} // namespace

struct identity_operations::token_request
{
    scope_bits scopes = 0;
    std::chrono::seconds lifetime{};
};

identity_operations::identity_operations(
    identity_store& identities, token_mint& mint, const entra_tokens& entra)
    : identities_(identities), mint_(mint), entra_(entra)
{}

operation_result identity_operations::run(const operation_call& call)
{
    switch (call.way.op) {
    case operation::create_user:
    case operation::create_user_and_token:
        return create(call);
    case operation::get_token:
        return issue(call);
    case operation::get_token_for_teams_user:
        return exchange(call);
    case operation::revoke_tokens:
        return revoke(call);
    case operation::delete_user:
        return erase(call);
    case operation::get_user:
        return describe(call);
    case operation::get_token_for_teams_extension_user:
    case operation::get_teams_extension_assignment:
    case operation::set_teams_extension_assignment:
    case operation::delete_teams_extension_assignment:
    case operation::get_token_for_entra_user:
    case operation::entra_assignments:
    case operation::entra_token:
    case operation::managed_identity_token:
    case operation::other:
        break;
    }
    throw service_error{};
}

operation_result identity_operations::create(const operation_call& call)
{
    const json::object* body = call.body.object();
    std::optional<token_request> wish;
    if (call.way.op == operation::create_user_and_token)
        wish = read_token_request(*body, "createTokenWithScopes", "CreateTokenWithScopes", call.version);
    else if (body != nullptr && has_custom_lifetime(call.version))
        int32_member(*body, "expiresInMinutes", "ExpiresInMinutes");
    std::optional<std::string> custom_id;
    if (body != nullptr && has_custom_id(call.version))
        custom_id = read_custom_id(*body);

    const guid user = user_for(custom_id);
    std::string text = R"({"identity":{"id":")" + identities_.id_of(user) + '"';
    if (custom_id)
        text += R"(,"customId":)" + json::serialize(*custom_id);
    text += '}';
    if (wish)
        text += R"(,"accessToken":)" + new_token(user, *identities_.find(user), *wish, call);
    text += '}';
    return {201, std::move(text)};
}

operation_result identity_operations::issue(const operation_call& call)
{
    const json::object* body = call.body.object();
    if (body == nullptr)
        throw decisions::missing_body();
    const token_request wish = read_token_request(*body, "scopes", "Scopes", call.version);
    const guid user = own_user(call.way.identity);
    return {200, new_token(user, existing(user, call.way.identity), wish, call)};
}

operation_result identity_operations::exchange(const operation_call& call)
{
    const json::object* body = call.body.object();
    if (body == nullptr)
        throw decisions::missing_body();
    // A missing text is an empty one.
    const std::string_view token = text_member(*body, "token", "token").value_or("");
    const std::string_view app_id = text_member(*body, "appId", "appId").value_or("");
    const std::string_view user_id = text_member(*body, "userId", "userId").value_or("");

    // Observed: the token is looked at first, even when the other two are empty.
    const auto claims =
        user_token_claims(entra_, token, user_token_kind::teams, "the Entra token in the body", call.now);
    const auto app = parse_guid(app_id);
    if (!app)
        throw decisions::malformed_app_id();
    if (app != parse_guid(claims.app_id))
        throw decisions::unexpected_app_id();
    const auto user = parse_guid(user_id);
    if (!user)
        throw decisions::malformed_user_id();
    if (user != parse_guid(claims.user_id))
        throw decisions::unexpected_user_id();

    token_claims issued;
    issued.holder = token_holder::teams_user;
    issued.user = *user;
    issued.scopes = decisions::scopes_of_entra_users;
    issued.issued = call.now;
    issued.expires = call.token.lifetime ? call.now + *call.token.lifetime : claims.expires;
    issued.number = mint_.next_number(call.now);
    return {200, access_token_json(mint_, issued, identities_.resource())};
}

operation_result identity_operations::revoke(const operation_call& call)
{
    existing(own_user(call.way.identity), call.way.identity).revoked_up_to = mint_.last_number();
    return {204, {}};
}

operation_result identity_operations::erase(const operation_call& call)
{
    const bool existed = identities_.erase(own_user(call.way.identity));
    if (!existed && !decisions::deleting_unknown_identity_succeeds)
        throw decisions::unknown_identity(call.way.identity);
    return {204, {}};
}

operation_result identity_operations::describe(const operation_call& call) const
{
    const guid user = own_user(call.way.identity);
    const identity_store::record& record = existing(user, call.way.identity);
    std::string text = R"({"id":")" + identities_.id_of(user) + '"';
    if (const std::string* custom_id = identities_.custom_id_of(user))
        text += R"(,"customId":)" + json::serialize(*custom_id);
    if (record.last_issued != wall_time())
        text += R"(,"lastTokenIssuedAt":")" + format_expires_on(record.last_issued) + '"';
    text += '}';
    return {200, std::move(text)};
}

guid identity_operations::user_for(const std::optional<std::string>& custom_id)
{
    if (custom_id)
        if (const auto known = identities_.find_custom(*custom_id))
            return *known;
    const guid user = identities_.create(mint_.last_number());
    if (custom_id)
        identities_.set_custom_id(user, *custom_id);
    return user;
}

identity_operations::token_request identity_operations::read_token_request(
    const json::object& body, std::string_view member, std::string_view target, api_version version) const
{
    // Types first: the service refuses those before it looks at values.
    const json::value* names = find_member(body, member);
    if (names == nullptr)
        throw decisions::missing_member(target);
    if (!names->is_array())
        throw decisions::wrong_member_type(target, "an array of strings");
    for (const json::value& name : names->get_array())
        if (!name.is_string())
            throw decisions::wrong_member_type(target, "an array of strings");
    std::optional<std::int64_t> minutes;
    if (has_custom_lifetime(version))
        minutes = int32_member(body, "expiresInMinutes", "ExpiresInMinutes");

    token_request result;
    if (names->get_array().empty())
        throw decisions::empty_scopes(target);
    for (const json::value& name : names->get_array()) {
        const auto known = parse_scope(name.get_string());
        if (!known || introduced(*known) > version)
            throw decisions::invalid_scope(target, name.get_string());
        result.scopes = static_cast<scope_bits>(result.scopes | static_cast<scope_bits>(*known));
    }
    result.lifetime = decisions::default_lifetime;
    if (minutes) {
        if (*minutes < decisions::shortest_lifetime.count() || *minutes > decisions::longest_lifetime.count())
            throw decisions::lifetime_out_of_range(*minutes);
        result.lifetime = std::chrono::minutes(*minutes);
    }
    return result;
}

guid identity_operations::own_user(std::string_view id) const
{
    const auto parsed = identities_.parse(id);
    if (parsed.owner == identity_store::ownership::malformed)
        throw decisions::malformed_identity(id);
    if (parsed.owner == identity_store::ownership::foreign)
        throw decisions::foreign_identity(id);
    return parsed.user;
}

identity_store::record& identity_operations::existing(const guid& user, std::string_view id) const
{
    identity_store::record* record = identities_.find(user);
    if (record == nullptr)
        throw decisions::unknown_identity(id);
    return *record;
}

std::string identity_operations::new_token(
    const guid& user, identity_store::record& record, const token_request& wish, const operation_call& call)
{
    if (!call.token.repeat || record.last_number == 0) {
        record.last_number = mint_.next_number(call.now);
        record.last_issued = call.now;
        record.last_expires = call.now + call.token.lifetime.value_or(wish.lifetime);
        record.last_scopes = wish.scopes;
    }
    token_claims claims;
    claims.user = user;
    claims.scopes = record.last_scopes;
    claims.issued = record.last_issued;
    claims.expires = record.last_expires;
    claims.number = record.last_number;
    return access_token_json(mint_, claims, identities_.resource());
}

} // namespace acs::emulation
