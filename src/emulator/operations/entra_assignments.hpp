#ifndef ACS_EMULATOR_ACCESS_ENTRA_ASSIGNMENTS_HPP
#define ACS_EMULATOR_ACCESS_ENTRA_ASSIGNMENTS_HPP

#include "emulator/operations/assignment_store.hpp"
#include "emulator/operations/operation_call.hpp"

namespace acs::emulation {

/// What the preview does with `/access/entra/assignments` (GET and PATCH) and
/// `/access/entra/assignments/{objectId}` (GET, PUT and DELETE). Refusals are thrown as \ref service_error.
class entra_assignments
{
public:
    explicit entra_assignments(entra_assignment_store& assignments) : assignments_(assignments) {}

    operation_result run(const operation_call& call);

private:
    operation_result list() const;
    operation_result merge(const operation_call& call);
    operation_result get(const operation_call& call) const;
    operation_result put(const operation_call& call);
    operation_result erase(const operation_call& call);

    entra_assignment_store& assignments_;
};

} // namespace acs::emulation

#endif
