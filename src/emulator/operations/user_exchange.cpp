#include "emulator/operations/user_exchange.hpp"

#include "emulator/encoding/case_folding.hpp"
#include "emulator/operations/request_guid.hpp"
#include "emulator/protocol/decisions.hpp"

#include <string>

namespace acs::emulation {

namespace {

// The permissions that an Entra user's token was asked for are called like the scopes, but for case:
// VoIP.Join.
scope_bits granted_scopes(std::string_view permissions)
{
    scope_bits result = 0;
    while (!permissions.empty()) {
        const auto end = permissions.find(' ');
        if (const auto known = parse_scope(canonical_name(permissions.substr(0, end))))
            result = static_cast<scope_bits>(result | static_cast<scope_bits>(*known));
        permissions.remove_prefix(end == std::string_view::npos ? permissions.size() : end + 1);
    }
    return result == 0 ? decisions::scopes_of_entra_users : result;
}

} // namespace

user_exchange::user_exchange(
    const identity_store& identities, token_mint& mint,
    const teams_extension_assignment_store& teams_extension, const entra_assignment_store& entra)
    : identities_(identities), mint_(mint), teams_extension_(teams_extension), entra_(entra)
{}

operation_result user_exchange::run(const operation_call& call)
{
    // An object with whatever members: the newest versions leave it open on purpose, and no version is known
    // to mind members that it doesn't know.
    if (call.body.object() == nullptr)
        throw decisions::missing_body();
    const auto& user = call.user.value();
    const auto object = parse_guid(user.user_id);
    const auto tenant = parse_guid(user.tenant_id);
    if (!object || !tenant)
        throw decisions::invalid_user_token("the bearer token's user or tenant is not a GUID");
    if (decisions::exchange_needs_assignment && !is_assigned(call, *tenant, *object))
        throw decisions::unknown_assignment(user.user_id);

    token_claims issued;
    issued.holder = call.way.op == operation::get_token_for_entra_user ? token_holder::entra_user
                                                                       : token_holder::teams_extension_user;
    issued.user = *object;
    issued.tenant = *tenant;
    issued.scopes = granted_scopes(user.scopes);
    issued.issued = call.now;
    issued.expires = call.token.lifetime ? call.now + *call.token.lifetime : user.expires;
    issued.number = mint_.next_number(call.now);
    const guid& resource = identities_.resource();
    std::string text = R"({"identity":{"id":"8:)" + holder_name(issued, resource);
    text += R"("},"accessToken":)" + access_token_json(mint_, issued, resource) + '}';
    return {200, std::move(text)};
}

bool user_exchange::is_assigned(const operation_call& call, const guid& tenant, const guid& user) const
{
    if (call.way.op == operation::get_token_for_entra_user)
        return entra_.find(user) != nullptr;
    return teams_extension_.find({tenant, user}) != nullptr;
}

} // namespace acs::emulation
