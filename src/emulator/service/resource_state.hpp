#ifndef ACS_EMULATOR_RESOURCE_STATE_HPP
#define ACS_EMULATOR_RESOURCE_STATE_HPP

#include "emulator/entra/entra_directory.hpp"
#include "emulator/entra/entra_tokens.hpp"
#include "emulator/faults/fault_plan.hpp"
#include "emulator/operations/entra_assignments.hpp"
#include "emulator/operations/identity_operations.hpp"
#include "emulator/operations/identity_store.hpp"
#include "emulator/operations/teams_extension_assignments.hpp"
#include "emulator/operations/user_exchange.hpp"
#include "emulator/quotas/quotas.hpp"
#include "emulator/records/journal.hpp"
#include "emulator/records/statistics.hpp"
#include "emulator/service/authenticator.hpp"
#include "emulator/service/service.hpp"
#include "emulator/tokens/token_mint.hpp"

#include <chrono>
#include <string>

namespace acs::emulation {

/// Everything one emulated resource knows: what the rules work on and the control interface shows and
/// changes.
class resource_state
{
public:
    /// \throws std::invalid_argument if the access key, the resource id or the token key is malformed.
    explicit resource_state(const service_settings& settings);
    resource_state(const resource_state&) = delete;
    resource_state& operator=(const resource_state&) = delete;

    /// The emulator's clock.
    wall_time now(wall_time civil) const { return civil + clock_offset; }

    /// Does what an admitted request asks for. \throws service_error
    operation_result carry_out(const operation_call& call);

    /// Forgets all but the access key, the resource id and the token keys.
    void reset();

    const bool quotas_at_start;
    std::chrono::nanoseconds clock_offset{};
    identity_store identities;
    teams_extension_assignment_store teams_extension_grants;
    entra_assignment_store entra_grants;
    token_mint mint;
    entra_tokens entra;
    entra_directory directory;
    authenticator gate;
    quotas limits;
    fault_plan faults;
    journal log;
    statistics counts;

private:
    resource_state(const service_settings& settings, const std::string& key);

    identity_operations operations_;
    user_exchange exchange_;
    teams_extension_assignments teams_extension_assignments_;
    entra_assignments entra_assignments_;
};

} // namespace acs::emulation

#endif
