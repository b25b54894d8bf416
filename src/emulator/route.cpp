#include "emulator/route.hpp"

#include "emulator/case_folding.hpp"

namespace acs::emulation {

namespace {

route known(std::string_view method, std::string_view allowed, operation op)
{
    route result;
    result.known_path = true;
    result.allow = allowed;
    if (method == allowed)
        result.op = op;
    return result;
}

} // namespace

route find_route(std::string_view method, const request_target& target)
{
    const auto& segments = target.segments;
    const auto is = [&](std::size_t index, std::string_view name) {
        return equal_ignoring_case(segments[index], name);
    };
    if (segments.empty() || segments.size() > 3)
        return {};
    if (is(0, "teamsUser")) {
        if (segments.size() != 2 || !is(1, ":exchangeAccessToken"))
            return {};
        route result = known(method, "POST", operation::get_token_for_teams_user);
        result.first_version = first_with_teams_exchange;
        return result;
    }
    if (!is(0, "identities"))
        return {};
    if (segments.size() == 1)
        return known(method, "POST", operation::create_user);
    if (segments[1].empty())
        return {};
    route result;
    if (segments.size() == 2)
        result = known(method, "DELETE", operation::delete_user);
    else if (is(2, ":issueAccessToken"))
        result = known(method, "POST", operation::get_token);
    else if (is(2, ":revokeAccessTokens"))
        result = known(method, "POST", operation::revoke_tokens);
    result.identity = segments[1];
    return result;
}

} // namespace acs::emulation
