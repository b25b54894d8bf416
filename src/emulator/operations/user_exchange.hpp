#ifndef ACS_EMULATOR_ACCESS_USER_EXCHANGE_HPP
#define ACS_EMULATOR_ACCESS_USER_EXCHANGE_HPP

#include "emulator/operations/assignment_store.hpp"
#include "emulator/operations/identity_store.hpp"
#include "emulator/operations/operation_call.hpp"
#include "emulator/tokens/token_mint.hpp"

namespace acs::emulation {

/// What the exchanges of `Authorization: Bearer` of a user of Entra ID do: `/access/teamsExtension` and
/// `/access/entra`. Refusals are thrown as \ref service_error.
class user_exchange
{
public:
    user_exchange(
        const identity_store& identities, token_mint& mint,
        const teams_extension_assignment_store& teams_extension, const entra_assignment_store& entra);

    operation_result run(const operation_call& call);

private:
    bool is_assigned(const operation_call& call, const guid& tenant, const guid& user) const;

    const identity_store& identities_;
    token_mint& mint_;
    const teams_extension_assignment_store& teams_extension_;
    const entra_assignment_store& entra_;
};

} // namespace acs::emulation

#endif
