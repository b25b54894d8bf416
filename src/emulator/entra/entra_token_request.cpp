#include "emulator/entra/entra_token_request.hpp"

#include "emulator/control/control_reader.hpp"
#include "emulator/encoding/iso_time.hpp"

#include <chrono>
#include <string>

namespace acs::emulation {

namespace {

namespace json = boost::json;

// In a scope's form, too, and without the slash at the end that nobody would write in a test.
std::string canonical_audience(std::string audience)
{
    if (constexpr std::string_view suffix = "/.default"; audience.ends_with(suffix))
        audience.resize(audience.size() - suffix.size());
    if (audience + '/' == entra_tokens::service_audience)
        audience += '/';
    return audience;
}

// A list of texts, or one text.
std::string scopes_of(control_reader& reader)
{
    const auto* value = reader.take("scopes");
    if (value == nullptr)
        return {};
    if (value->is_string())
        return std::string(value->get_string());
    std::string scopes;
    if (!value->is_array())
        reader.fail("scopes", "must be a text, or a list of texts");
    for (const json::value& one : value->get_array()) {
        if (!one.is_string())
            reader.fail("scopes", "must be a text, or a list of texts");
        scopes += (scopes.empty() ? "" : " ") + std::string(one.get_string());
    }
    return scopes;
}

// An object, or its text.
std::string claims_of(control_reader& reader)
{
    const auto* value = reader.take("claims");
    if (value == nullptr)
        return {};
    if (value->is_object())
        return json::serialize(*value);
    json::error_code error;
    if (!value->is_string() || !json::parse(value->get_string(), error).is_object() || error)
        reader.fail("claims", "must be a JSON object, or its text");
    return std::string(value->get_string());
}

} // namespace

json::value make_entra_token(
    entra_tokens& entra, std::string_view default_tenant, const json::value& body, wall_time now)
{
    control_reader reader(body, "the Entra token request");
    const auto guid_text = [&](std::string_view name) {
        std::string text = reader.text(name).value_or("");
        if (!text.empty() && !parse_guid(text))
            reader.fail(name, "must be a GUID");
        return text;
    };
    entra_tokens::entra_claims claims;
    claims.user_id = guid_text("userId");
    claims.app_id = guid_text("appId");
    claims.tenant_id = guid_text("tenantId");
    claims.audience = canonical_audience(reader.text("audience").value_or(""));
    claims.scopes = scopes_of(reader);
    claims.requested_claims = claims_of(reader);
    const auto seconds = reader.integer("seconds", -86'400 * 365, 86'400 * 365);
    const auto start = reader.integer("notBeforeSeconds", -86'400 * 365, 86'400 * 365);
    reader.refuse_the_rest();

    if (claims.user_id.empty() && claims.audience.empty())
        reader.fail(
            "userId", "or 'audience' is missing: one makes a user's token, the other a service token");
    if (!claims.user_id.empty() && claims.app_id.empty())
        reader.fail("appId", "is missing");
    if (claims.audience.empty())
        claims.audience = entra_tokens::user_audience;
    if (claims.tenant_id.empty())
        claims.tenant_id = default_tenant;
    claims.expires =
        std::chrono::floor<std::chrono::seconds>(now) + std::chrono::seconds(seconds.value_or(3600));
    claims.not_before =
        std::chrono::floor<std::chrono::seconds>(now) + std::chrono::seconds(start.value_or(0));
    return json::object{
        {"token", entra.mint(claims, now)},
        {"expiresOn", format_expires_on(claims.expires)},
        {"kind", claims.user_id.empty() ? "service" : "user"}};
}

} // namespace acs::emulation
