#include "emulator/protocol/route.hpp"

#include "emulator/encoding/case_folding.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace acs::emulation {

namespace {

constexpr std::size_t most_segments = 6;

/// One method of one path. A segment `{...}` stands for any text but none.
struct endpoint
{
    std::array<std::string_view, most_segments> path;
    std::string_view method;
    operation op;
    version_range versions = {};
    bool reads_body = false;
    route::key opens = route::key::service;

    constexpr std::size_t segments() const
    {
        std::size_t count = 0;
        while (count < path.size() && !path[count].empty())
            ++count;
        return count;
    }
};

constexpr std::string_view id = "{id}";
constexpr std::string_view tenant = "{tenantId}";
constexpr std::string_view object = "{objectId}";
constexpr std::string_view exchange = ":exchangeAccessToken";

// The methods of a path stand together. Deleting and revoking take no body; one that comes along is ignored,
// as by the service's model binding.
constexpr std::array<endpoint, 16> endpoints{{
    {{"identities"}, "POST", operation::create_user, {}, true},
    {{"identities", id, ":issueAccessToken"}, "POST", operation::get_token, {}, true},
    {{"identities", id, ":revokeAccessTokens"}, "POST", operation::revoke_tokens},
    {{"identities", id}, "DELETE", operation::delete_user},
    {{"identities", id}, "GET", operation::get_user, preview_only},
    {{"teamsUser", exchange}, "POST", operation::get_token_for_teams_user, with_teams_exchange, true},
    {{"access", "teamsExtension", exchange},
     "POST",
     operation::get_token_for_teams_extension_user,
     with_teams_extension,
     true,
     route::key::teams_extension_user},
    {{"access", "teamsExtension", "tenants", tenant, "assignments", object},
     "GET",
     operation::get_teams_extension_assignment,
     with_teams_extension},
    {{"access", "teamsExtension", "tenants", tenant, "assignments", object},
     "PUT",
     operation::set_teams_extension_assignment,
     with_teams_extension,
     true},
    {{"access", "teamsExtension", "tenants", tenant, "assignments", object},
     "DELETE",
     operation::delete_teams_extension_assignment,
     with_teams_extension},
    {{"access", "entra", exchange},
     "POST",
     operation::get_token_for_entra_user,
     preview_only,
     true,
     route::key::entra_user},
    {{"access", "entra", "assignments"}, "GET", operation::entra_assignments, preview_only},
    {{"access", "entra", "assignments"}, "PATCH", operation::entra_assignments, preview_only, true},
    {{"access", "entra", "assignments", object}, "GET", operation::entra_assignments, preview_only},
    {{"access", "entra", "assignments", object}, "PUT", operation::entra_assignments, preview_only, true},
    {{"access", "entra", "assignments", object}, "DELETE", operation::entra_assignments, preview_only},
}};

bool leads_to(const endpoint& to, const std::vector<std::string>& segments)
{
    if (to.segments() != segments.size())
        return false;
    for (std::size_t i = 0; i < segments.size(); ++i) {
        const bool matches =
            to.path[i].starts_with('{') ? !segments[i].empty() : equal_ignoring_case(to.path[i], segments[i]);
        if (!matches)
            return false;
    }
    return true;
}

std::string_view parameter(
    const endpoint& of, const std::vector<std::string>& segments, std::string_view name)
{
    const auto found = std::find(of.path.begin(), of.path.end(), name);
    return found == of.path.end() ? std::string_view()
                                  : segments[static_cast<std::size_t>(found - of.path.begin())];
}

} // namespace

route find_route(std::string_view method, const request_target& target)
{
    route result;
    result.method = method;
    for (const endpoint& way : endpoints) {
        if (!leads_to(way, target.segments))
            continue;
        if (!result.known_path || way.method == method)
            result.versions = way.versions;
        result.known_path = true;
        if (way.method == method) {
            result.op = way.op;
            result.allow.clear();
            result.reads_body = way.reads_body;
            result.opens = way.opens;
            result.identity = parameter(way, target.segments, id);
            result.tenant = parameter(way, target.segments, tenant);
            result.object = parameter(way, target.segments, object);
            return result;
        }
        result.allow.append(result.allow.empty() ? "" : ", ").append(way.method);
    }
    return result;
}

} // namespace acs::emulation
