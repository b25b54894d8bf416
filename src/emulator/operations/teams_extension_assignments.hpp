#ifndef ACS_EMULATOR_ACCESS_TEAMS_EXTENSION_ASSIGNMENTS_HPP
#define ACS_EMULATOR_ACCESS_TEAMS_EXTENSION_ASSIGNMENTS_HPP

#include "emulator/operations/assignment_store.hpp"
#include "emulator/operations/operation_call.hpp"

namespace acs::emulation {

/// What GET, PUT and DELETE of `/access/teamsExtension/tenants/{tenantId}/assignments/{objectId}` do.
/// Refusals are thrown as \ref service_error.
class teams_extension_assignments
{
public:
    explicit teams_extension_assignments(teams_extension_assignment_store& assignments)
        : assignments_(assignments)
    {}

    operation_result run(const operation_call& call);

private:
    teams_extension_assignment_store& assignments_;
};

} // namespace acs::emulation

#endif
