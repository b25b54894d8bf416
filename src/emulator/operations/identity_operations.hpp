#ifndef ACS_EMULATOR_IDENTITY_OPERATIONS_HPP
#define ACS_EMULATOR_IDENTITY_OPERATIONS_HPP

#include "emulator/entra/entra_tokens.hpp"
#include "emulator/operations/identity_store.hpp"
#include "emulator/operations/operation_call.hpp"
#include "emulator/tokens/token_mint.hpp"

#include <string>
#include <string_view>

namespace acs::emulation {

/// What the operations on identities do, and the exchange of Teams users' tokens. Refusals are thrown as \ref
/// service_error.
class identity_operations
{
public:
    identity_operations(identity_store& identities, token_mint& mint, const entra_tokens& entra);

    operation_result run(const operation_call& call);

private:
    struct token_request;

    operation_result create(const operation_call& call);
    operation_result issue(const operation_call& call);
    operation_result exchange(const operation_call& call);
    operation_result revoke(const operation_call& call);
    operation_result erase(const operation_call& call);
    operation_result describe(const operation_call& call) const;

    token_request read_token_request(
        const boost::json::object& body, std::string_view member, std::string_view target,
        api_version version) const;
    /// The identity of this id of the caller's, made if there is none; a new one if there is no such id.
    guid user_for(const std::optional<std::string>& custom_id);
    /// The identity's user part. \throws service_error 400 or 403
    guid own_user(std::string_view id) const;
    identity_store::record& existing(const guid& user, std::string_view id) const;
    std::string new_token(
        const guid& user, identity_store::record& record, const token_request& wish,
        const operation_call& call);

    identity_store& identities_;
    token_mint& mint_;
    const entra_tokens& entra_;
};

} // namespace acs::emulation

#endif
