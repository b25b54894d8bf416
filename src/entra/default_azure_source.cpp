#include "entra/default_azure_source.hpp"

#include "entra/azure_cli_source.hpp"
#include "entra/chain_source.hpp"
#include "entra/environment_source.hpp"
#include "entra/managed_identity_source.hpp"
#include "entra/workload_identity_source.hpp"
#include "wire/ascii.hpp"
#include "wire/make_error.hpp"

#include <acs/managed_identity_id.hpp>

#include <array>
#include <string>
#include <utility>
#include <vector>

namespace acs::entra {

namespace {

constexpr const char* selection_variable = "AZURE_TOKEN_CREDENTIALS";

std::shared_ptr<source> make_managed_identity(const surroundings& where, bool alone)
{
    using role = managed_identity_source::role;
    const auto assigned = where.variable("AZURE_CLIENT_ID");
    return std::make_shared<managed_identity_source>(
        where, assigned ? managed_identity_id::client_id(*assigned) : managed_identity_id(),
        alone ? role::alone : role::in_chain);
}

// A place in the chain.
struct member
{
    std::string_view name;
    bool in_azure; // else at a developer's desk
    std::shared_ptr<source> (*make)(const surroundings& where, bool alone);
};

constexpr std::array<member, 4> all_members{{
    {"EnvironmentCredential", true,
     [](const surroundings& where, bool) -> std::shared_ptr<source> {
         return std::make_shared<environment_source>(where);
     }},
    {"WorkloadIdentityCredential", true,
     [](const surroundings& where, bool) -> std::shared_ptr<source> {
         return std::make_shared<workload_identity_source>(where);
     }},
    {"ManagedIdentityCredential", true, &make_managed_identity},
    {"AzureCliCredential", false,
     [](const surroundings& where, bool) -> std::shared_ptr<source> {
         return std::make_shared<azure_cli_source>(where);
     }},
}};

bool is_selected(const member& candidate, std::string_view selection)
{
    if (selection.empty())
        return true;
    if (wire::equal_ignoring_case(selection, "prod"))
        return candidate.in_azure;
    if (wire::equal_ignoring_case(selection, "dev"))
        return !candidate.in_azure;
    return wire::equal_ignoring_case(selection, candidate.name);
}

} // namespace

default_azure_source::default_azure_source(const surroundings& where)
{
    const std::string given = where.variable(selection_variable).value_or(std::string());
    const std::string_view selection = wire::trim(given);
    std::vector<std::shared_ptr<source>> chosen;
    for (const member& candidate : all_members)
        if (is_selected(candidate, selection))
            chosen.push_back(candidate.make(where, wire::equal_ignoring_case(selection, candidate.name)));
    if (!chosen.empty())
        chain_ = std::make_shared<chain_source>(name(), std::move(chosen));
}

boost::asio::awaitable<result<wire::issued_token>> default_azure_source::fetch(entra_token_request request)
{
    if (chain_)
        co_return co_await chain_->fetch(std::move(request));
    std::string allowed = "prod, dev";
    for (const member& candidate : all_members)
        allowed.append(", ").append(candidate.name);
    co_return wire::make_error(
        errc::invalid_argument, std::string(selection_variable) + " must be one of " + allowed);
}

} // namespace acs::entra
