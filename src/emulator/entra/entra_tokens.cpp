#include "emulator/entra/entra_tokens.hpp"

#include "emulator/encoding/base64.hpp"
#include "emulator/encoding/case_folding.hpp"
#include "emulator/encoding/http_date.hpp"
#include "emulator/encoding/json_text.hpp"
#include "emulator/encoding/unix_seconds.hpp"

#include <boost/json.hpp>
#include <chrono>

namespace acs::emulation {

namespace {

namespace json = boost::json;

constexpr std::string_view default_scopes = "Teams.ManageCalls Teams.ManageChats";
constexpr std::string_view requested_claims_member = "emulator_claims";

wall_time from_unix_seconds(std::int64_t seconds)
{
    return wall_time(std::chrono::seconds(seconds));
}

std::string text_of(const json::object& claims, std::string_view name)
{
    const auto* value = claims.if_contains(name);
    return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

// The usual mistake: the audience is the scope without "/.default", and the service's ends with a slash.
std::string_view hint(std::string_view audience)
{
    return audience == entra_tokens::service_audience.substr(0, entra_tokens::service_audience.size() - 1)
               ? ": the scope must be https://communication.azure.com//.default, with two slashes"
               : "";
}

} // namespace

entra_tokens::entra_tokens(std::string_view key) : signer_(key) {}

std::string entra_tokens::mint(const entra_claims& claims, wall_time now)
{
    json::object payload{
        {"aud", claims.audience},
        {"iss", "https://sts.windows.net/" + claims.tenant_id + "/"},
        {"iat", unix_seconds(now)},
        {"nbf", unix_seconds(claims.not_before)},
        {"exp", unix_seconds(claims.expires)},
        {"appid", claims.app_id},
        {"tid", claims.tenant_id},
        {"uti", std::to_string(++minted_) + "-" + std::to_string(now.time_since_epoch().count())},
        {"ver", "1.0"}};
    if (!claims.user_id.empty()) {
        payload["oid"] = claims.user_id;
        payload["scp"] = claims.scopes.empty() ? default_scopes : std::string_view(claims.scopes);
    } else {
        payload["idtyp"] = "app";
        if (!claims.object_id.empty())
            payload["oid"] = payload["sub"] = claims.object_id;
    }
    if (!claims.requested_claims.empty())
        payload[requested_claims_member] = claims.requested_claims;
    return make_token(signer_, json_text(payload));
}

std::optional<entra_tokens::entra_claims> entra_tokens::read(std::string_view token) const
{
    const auto first_dot = token.find('.');
    const auto last_dot = token.rfind('.');
    if (last_dot == std::string_view::npos || first_dot == last_dot ||
        token.substr(0, first_dot) != signer_.header())
        return std::nullopt;
    const auto signature = base64url_decode(token.substr(last_dot + 1));
    if (!signature || !signer_.verify(token.substr(0, last_dot), *signature))
        return std::nullopt;
    const auto payload = base64url_decode(token.substr(first_dot + 1, last_dot - first_dot - 1));
    const json::object object = json::parse(payload.value()).as_object();
    entra_claims result;
    result.audience = text_of(object, "aud");
    result.app_id = text_of(object, "appid");
    const bool of_an_app = text_of(object, "idtyp") == "app";
    (of_an_app ? result.object_id : result.user_id) = text_of(object, "oid");
    result.scopes = text_of(object, "scp");
    result.requested_claims = text_of(object, requested_claims_member);
    result.tenant_id = text_of(object, "tid");
    result.not_before = from_unix_seconds(object.at("nbf").to_number<std::int64_t>());
    result.expires = from_unix_seconds(object.at("exp").to_number<std::int64_t>());
    return result;
}

std::optional<entra_tokens::entra_claims> entra_tokens::bearer(const header_fields& headers) const
{
    constexpr std::string_view scheme = "Bearer ";
    std::string_view value = headers.find("Authorization").value_or("");
    if (!equal_ignoring_case(value.substr(0, scheme.size()), scheme))
        return std::nullopt;
    value.remove_prefix(scheme.size());
    while (value.starts_with(' '))
        value.remove_prefix(1);
    return read(value);
}

std::string entra_tokens::why_no_service_access(std::string_view token, wall_time now) const
{
    if (token.empty())
        return "the bearer token is empty";
    const auto claims = read(token);
    if (!claims)
        return "the bearer token (" + std::to_string(token.size()) +
               " characters) was not made by this emulator: neither at its token endpoints nor by "
               "/_emulator/entra-token";
    if (claims->audience != service_audience)
        return "the bearer token is for the audience " + claims->audience + ", not " +
               std::string(service_audience).append(hint(claims->audience));
    if (now >= claims->expires)
        return "the bearer token expired: " + format_http_date(claims->expires) +
               ", the service's clock says " + format_http_date(now);
    if (now < claims->not_before)
        return "the bearer token is not valid before " + format_http_date(claims->not_before) +
               ", the service's clock says " + format_http_date(now);
    return {};
}

} // namespace acs::emulation
