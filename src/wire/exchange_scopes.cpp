#include "wire/exchange_scopes.hpp"

#include "wire/access_operations.hpp"
#include "wire/make_error.hpp"

#include <algorithm>

namespace acs::wire {

namespace {

// The api-versions are those that the official SDKs send.

request for_clients(std::string_view entra_token)
{
    return get_token_for_entra_user_request("2025-03-02-preview", entra_token);
}

request for_teams_extension(std::string_view entra_token)
{
    return get_token_for_teams_extension_user_request("2025-06-30", entra_token);
}

struct scope_kind
{
    std::string_view start;
    exchange_request exchange;
};

constexpr scope_kind kinds[] = {
    {"https://communication.azure.com/clients/", &for_clients},
    {"https://auth.msft.communication.azure.com/", &for_teams_extension},
    {"https://auth.msft.communication.azure.us/", &for_teams_extension},
};

} // namespace

result<exchange_request> exchange_for_scopes(const std::vector<std::string>& scopes)
{
    for (const scope_kind& kind : kinds)
        if (!scopes.empty() && std::all_of(scopes.begin(), scopes.end(), [&](const std::string& each) {
                return each.starts_with(kind.start);
            }))
            return kind.exchange;
    std::string what(scopes.empty() ? "there are no scopes" : "the scopes are mixed, or of another kind");
    what += ": all have to start with ";
    for (const scope_kind& kind : kinds)
        what.append(&kind == kinds ? "" : ", or all with ").append(kind.start);
    return make_error(errc::invalid_argument, std::move(what));
}

} // namespace acs::wire
