#ifndef ACS_OBSERVE_URL_TEMPLATE_HPP
#define ACS_OBSERVE_URL_TEMPLATE_HPP

#include <acs/operation.hpp>

#include <cstddef>
#include <string_view>

namespace acs::observe {

// The path of an operation's requests with placeholders for ids, which are personal data and would make every
// path a name of its own.
constexpr std::string_view url_template(operation value) noexcept
{
    constexpr std::string_view paths[operation_count] = {
        "/identities",
        "/identities",
        "/identities/{id}/:issueAccessToken",
        "/teamsUser/:exchangeAccessToken",
        "/identities/{id}/:revokeAccessTokens",
        "/identities/{id}",
        "/identities/{id}",
        "/access/teamsExtension/:exchangeAccessToken",
        "/access/teamsExtension/tenants/{tenantId}/assignments/{objectId}",
        "/access/teamsExtension/tenants/{tenantId}/assignments/{objectId}",
        "/access/teamsExtension/tenants/{tenantId}/assignments/{objectId}",
        "/access/entra/:exchangeAccessToken"};
    return paths[static_cast<std::size_t>(value)];
}

} // namespace acs::observe

#endif
