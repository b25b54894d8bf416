#include "emulator/entra_token_request.hpp"

#include "emulator/control_reader.hpp"
#include "emulator/iso_time.hpp"

#include <chrono>
#include <string>

namespace acs::emulation {

namespace {

namespace json = boost::json;

constexpr std::string_view default_tenant = "5f8a9e1c-3d27-4c60-9b1e-7a4d2c8e6f01";

} // namespace

json::value make_entra_token(entra_tokens& entra, const json::value& body, wall_time now)
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
    claims.audience = reader.text("audience").value_or("");
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
    if (constexpr std::string_view suffix = "/.default"; claims.audience.ends_with(suffix))
        claims.audience.resize(claims.audience.size() - suffix.size());
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
