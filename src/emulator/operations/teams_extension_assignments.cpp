#include "emulator/operations/teams_extension_assignments.hpp"

#include "emulator/operations/request_guid.hpp"
#include "emulator/protocol/decisions.hpp"

#include <utility>

namespace acs::emulation {

operation_result teams_extension_assignments::run(const operation_call& call)
{
    const std::pair key(request_guid(call.way.tenant, "tenantId"), request_guid(call.way.object, "objectId"));
    if (call.way.op == operation::get_teams_extension_assignment) {
        const assignment* found = assignments_.find(key);
        if (found == nullptr)
            throw decisions::unknown_assignment(call.way.object);
        return {200, assignment_text(*found)};
    }
    if (call.way.op == operation::delete_teams_extension_assignment) {
        const bool existed = assignments_.erase(key);
        if (!existed && !decisions::deleting_unknown_assignment_succeeds)
            throw decisions::unknown_assignment(call.way.object);
        return {204, {}};
    }
    const auto* body = call.body.object();
    if (body == nullptr)
        throw decisions::missing_body();
    // `user` and `resourceAccount` are known, but the list is open.
    assignment wanted = read_assignment(*body);
    wanted.tenant = key.first;
    wanted.object = key.second;
    std::string text = assignment_text(wanted);
    const bool is_new = assignments_.set(key, std::move(wanted));
    return {is_new ? 201 : 200, std::move(text)};
}

} // namespace acs::emulation
