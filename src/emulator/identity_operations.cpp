#include "emulator/identity_operations.hpp"

#include "emulator/decisions.hpp"
#include "emulator/http_date.hpp"
#include "emulator/iso_time.hpp"

#include <cstdint>
#include <limits>

namespace acs::emulation {

namespace {

namespace json = boost::json;

// As model binding would read an int32: 60.0 and "60" are no integers.
std::optional<std::int64_t> read_int32(
    const json::object& body, std::string_view member, std::string_view target)
{
    const json::value* value = find_member(body, member);
    if (value == nullptr)
        return std::nullopt;
    if (!value->is_int64() || value->get_int64() < std::numeric_limits<std::int32_t>::min() ||
        value->get_int64() > std::numeric_limits<std::int32_t>::max())
        throw decisions::wrong_member_type(target, "a 32-bit integer");
    return value->get_int64();
}

// A missing text is an empty one.
std::string_view read_text(const json::object& body, std::string_view member)
{
    const json::value* value = find_member(body, member);
    if (value == nullptr)
        return {};
    if (!value->is_string())
        throw decisions::wrong_member_type(member, "a string");
    return value->get_string();
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
    switch (call.op) {
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
    case operation::other:
        break;
    }
    throw service_error{};
}

operation_result identity_operations::create(const operation_call& call)
{
    const json::object* body = call.body.object();
    std::optional<token_request> wish;
    if (call.op == operation::create_user_and_token)
        wish = read_token_request(*body, "createTokenWithScopes", "CreateTokenWithScopes", call.version);
    else if (body != nullptr && has_custom_lifetime(call.version))
        read_int32(*body, "expiresInMinutes", "ExpiresInMinutes");

    const guid user = identities_.create(mint_.last_number());
    std::string text = R"({"identity":{"id":")" + identities_.id_of(user) + R"("})";
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
    const guid user = own_user(call.identity);
    return {200, new_token(user, existing(user, call.identity), wish, call)};
}

operation_result identity_operations::exchange(const operation_call& call)
{
    const json::object* body = call.body.object();
    if (body == nullptr)
        throw decisions::missing_body();
    const std::string_view token = read_text(*body, "token");
    const std::string_view app_id = read_text(*body, "appId");
    const std::string_view user_id = read_text(*body, "userId");

    // Observed: the token is looked at first, even when the other two are empty.
    const auto claims = entra_.read(token);
    if (!claims)
        throw decisions::invalid_teams_token(
            "the Entra token in the body was not made by this emulator's /_emulator/entra-token");
    if (claims->user_id.empty())
        throw decisions::invalid_teams_token("the Entra token in the body is not one of a user");
    if (call.now >= claims->expires)
        throw decisions::invalid_teams_token(
            "the Entra token in the body expired: " + format_http_date(claims->expires) +
            ", the service's clock says " + format_http_date(call.now));
    const auto app = parse_guid(app_id);
    if (!app)
        throw decisions::malformed_app_id();
    if (app != parse_guid(claims->app_id))
        throw decisions::unexpected_app_id();
    const auto user = parse_guid(user_id);
    if (!user)
        throw decisions::malformed_user_id();
    if (user != parse_guid(claims->user_id))
        throw decisions::unexpected_user_id();

    token_claims issued;
    issued.user = *user;
    issued.teams_user = true;
    issued.scopes = static_cast<scope_bits>(scope::chat) | static_cast<scope_bits>(scope::voip);
    issued.issued = call.now;
    issued.expires = call.token.lifetime ? call.now + *call.token.lifetime : claims->expires;
    issued.number = mint_.next_number(call.now);
    return {200, token_json(issued)};
}

operation_result identity_operations::revoke(const operation_call& call)
{
    existing(own_user(call.identity), call.identity).revoked_up_to = mint_.last_number();
    return {204, {}};
}

operation_result identity_operations::erase(const operation_call& call)
{
    const bool existed = identities_.erase(own_user(call.identity));
    if (!existed && !decisions::deleting_unknown_identity_succeeds)
        throw decisions::unknown_identity(call.identity);
    return {204, {}};
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
        minutes = read_int32(body, "expiresInMinutes", "ExpiresInMinutes");

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
    return token_json(claims);
}

std::string identity_operations::token_json(const token_claims& claims)
{
    std::string text = R"({"token":")";
    text.reserve(1024);
    text.append(mint_.mint(claims, identities_.resource()));
    text.append(R"(","expiresOn":")").append(format_expires_on(claims.expires)).append(R"("})");
    return text;
}

} // namespace acs::emulation
