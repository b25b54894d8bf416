#include "emulator/service/introspection.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>

namespace acs::emulation {

namespace {

namespace json = boost::json;

// Empty if the token is good.
std::string_view why_inactive(resource_state& state, const json::object& claims, wall_time now)
{
    const std::string_view subject = claims.at("skypeid").get_string();
    const std::string_view resource = claims.at("resourceId").get_string();
    if (parse_guid(resource) != state.identities.resource())
        return "other_resource";
    // A user of Entra ID has more parts and is no identity that could be deleted or revoked.
    if (const auto separator = subject.rfind('_');
        subject.starts_with("acs:") && subject.find('_') == separator) {
        const auto user = parse_guid(subject.substr(separator + 1));
        const auto* record = user ? state.identities.find(*user) : nullptr;
        if (record == nullptr)
            return "deleted";
        if (token_number(claims).value_or(0) <= record->revoked_up_to)
            return "revoked";
    }
    const auto expires = std::chrono::seconds(claims.at("exp").to_number<std::int64_t>());
    return now.time_since_epoch() >= expires ? "expired" : "";
}

} // namespace

boost::json::object introspect(resource_state& state, std::string_view token, wall_time now)
{
    auto claims = state.mint.read(token);
    if (!claims)
        return {{"active", false}, {"reason", "not_issued_here"}, {"claims", nullptr}};
    const std::string_view reason = why_inactive(state, *claims, now);
    return {
        {"active", reason.empty()},
        {"reason", reason.empty() ? "valid" : reason},
        {"claims", std::move(*claims)}};
}

} // namespace acs::emulation
